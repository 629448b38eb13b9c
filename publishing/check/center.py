"""Everything the checks read, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from helpcenter.center.facts import Facts, facts_from_json
from helpcenter.messages import load_messages
from publishing.check.pages import SourcePage, read_pages
from publishing.check.passages import unit_of
from publishing.check.rules import Found, Rules, load_rules
from publishing.check.texts import catalogue_texts, fact_texts, page_text
from publishing.facts import compile_facts
from publishing.facts.source import read_source
from publishing.site.opening_hours import schedule_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from helpcenter.center.facts import Channel
    from helpcenter.messages import Messages
    from publishing.check.passages import Passage, Text
    from publishing.facts.source import Source, Step


@dataclass(frozen=True)
class CheckedCenter:
    """A project as it is checked.

    `facts` are compiled, `source` is the same center file with its lines, `pages` are by language, the
    default one first. `today` is the day, in the center's zone, that dates are held against.
    """

    root: Path
    facts: Facts
    source: Source
    pages: Mapping[str, tuple[SourcePage, ...]]
    today: date

    @cached_property
    def page_texts(self) -> dict[str, Text]:
        """Return the text of each page by its path. Each page is taken apart once, whatever asks."""
        return {page.path: page_text(page) for page in self.every_page()}

    @cached_property
    def texts(self) -> list[Text]:
        """Return all that visitors may read: pages, catalogues and what the facts say in words."""
        words = [text for text in catalogue_texts(self.root) if text.language in self.facts.languages]
        return [*self.page_texts.values(), *words, *fact_texts(self.source)]

    @cached_property
    def units(self) -> dict[tuple[str, object], list[Passage]]:
        """Return the passages that are read as one by their key: a list item with all in it, a table."""
        found: dict[tuple[str, object], list[Passage]] = {}
        for passage in self.every_passage():
            found.setdefault(unit_of(passage), []).append(passage)
        return found

    @cached_property
    def catalogues(self) -> dict[str, Messages]:
        """Return the words of the site by language."""
        return load_messages(self.root / "theme" / "messages")

    @cached_property
    def rules(self) -> dict[str, Rules]:
        """Return how contradictions are worded, by language."""
        never = self.facts.never_asks.items()
        return {
            language: load_rules(language, tuple((key, name.get(language, "")) for key, name in never))
            for language in self.facts.languages
        }

    def found(self, rule: str, *, questions: bool = False) -> Iterator[Found]:
        """Yield what a rule finds in all texts; in what customers ask only with `questions`."""
        for text in self.texts:
            rules = self.rules.get(text.language)
            for found in rules.found(rule, text) if rules else ():
                if questions or found.passage.kind != "question":
                    yield found

    def every_passage(self) -> Iterator[Passage]:
        """Yield the passages of all texts."""
        for text in self.texts:
            yield from text.passages

    def every_page(self) -> Iterator[SourcePage]:
        """Yield the pages of all languages."""
        for pages in self.pages.values():
            yield from pages

    def hours(self, channel: Channel, language: str) -> dict[str, str]:
        """Return the hours of a channel as values of a finding: their place, words and reference."""
        schedule = self.facts.schedules.get(channel.schedule_in(language) or "")
        words = self.catalogues.get(language)
        return {
            "fact": self.place("schedules", schedule.id, "hours")
            if schedule
            else self.place("channels", channel.id),
            "says": schedule_sentence(schedule, self.today, words) if schedule and words else "",
            "channel": channel.name.get(language, channel.id),
            "instead": f"{{{{ channels.{channel.id}.hours }}}}",
        }

    def place(self, *steps: Step) -> str:
        """Return where a fact stands, like `center.yml:12`."""
        return f"{self.source.file}:{self.source.line(steps)}"


def read_center(root: Path, today: date | None = None) -> CheckedCenter:
    """Read the project in `root`; `today` is the current day in the center's zone unless given.

    Raises:
        CenterFileError: the center file is wrong, so nothing can be held against it.
        OSError: a page cannot be read.
    """
    path = root / "center.yml"
    facts = facts_from_json(compile_facts(path, today))
    pages = {language: read_pages(root, language) for language in facts.languages}
    day = today or datetime.now(ZoneInfo(facts.time_zone)).date()
    return CheckedCenter(root, facts, read_source(path), pages, day)
