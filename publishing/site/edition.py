"""An edition: the site in one language, as templates and pages see it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from helpcenter.center.clock import Clock
from helpcenter.center.validity import facts_in_force
from helpcenter.messages import load_messages
from publishing.site.addresses import home_of
from publishing.site.announcements import announced
from publishing.site.chat_widgets import has_widgets
from publishing.site.coverage_view import coverage_view, legend
from publishing.site.form_fields import form_fields
from publishing.site.references import known_references
from publishing.site.structured_data import organization, script_json
from publishing.site.tables import FactTables
from publishing.site.vocabulary import promise_words, vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime
    from pathlib import Path

    from helpcenter.center.facts import Facts
    from helpcenter.messages import Messages
    from publishing.site.vocabulary import Words


class TopicChoice(NamedTuple):
    """One option of the form's topic field: the value, its name, and the answer promised."""

    id: str
    name: str
    promise: str


class TopicGroup(NamedTuple):
    """Choices under a heading; a topic without sub-topics stands alone under an empty one."""

    name: str
    choices: list[TopicChoice]


@dataclass(frozen=True)
class Edition:
    """The words and facts of one language.

    `today` is the day of the build in the center's zone: tables and the form offer what is in force on it.
    `api_messages` is the catalogue of the functions: the form says what is wrong in their words.
    `home` is the site-relative folder of the language: empty for the default one, else like `en/`.
    `all_languages` are the catalogues of every edition, the default one's first. `organization` is structured
    data as JSON.
    """

    facts: Facts
    today: date
    messages: Messages
    api_messages: Messages
    words: Mapping[str, Words]
    home: str
    all_languages: tuple[Messages, ...]
    organization: str

    @cached_property
    def references(self) -> Collection[str]:
        """The path of every fact that pages may refer to."""
        return known_references(self.words)

    def for_templates(self) -> dict[str, object]:
        """Return what the theme's templates may use, by name."""
        return {
            "say": self.messages.text,
            "messages": self.messages,
            "words": self.words,
            "home": self.home,
            "home_of": partial(home_of, languages=self.facts.languages),
            "announcements": announced(self.facts, self.messages.language, self.today),
            "topic_groups": topic_groups(facts_in_force(self.facts, self.today), self.messages),
            "form_fields": form_fields(facts_in_force(self.facts, self.today), self.messages.language),
            # Asked by one page only.
            "coverage": partial(coverage_view, self.facts, self.messages, self.today),
            "coverage_legend": partial(legend, self.messages),
            "client_texts": client_texts(self.messages, self.api_messages),
            "organization": self.organization,
            "counting": self.facts.counting,
            "chat_starts_here": has_widgets(self.facts),
        }


def make_edition(
    facts: Facts, catalogues: Mapping[str, Messages], language: str, tables: Path, now: datetime
) -> Edition:
    """Put an edition together; `tables` is the folder of the table templates, `now` an aware instant."""
    messages = catalogues[language]
    today = Clock(facts.clock).local(now).date()
    current = facts_in_force(facts, today)
    words: dict[str, Words] = {
        **vocabulary(facts, messages, today),
        "tables": FactTables(tables, current, messages, today).all(),
    }
    return Edition(
        facts,
        today,
        messages,
        load_messages()[language],
        words,
        home_of(language, facts.languages),
        tuple(catalogues[code] for code in facts.languages),
        script_json(organization(current, language, today)),
    )


def topic_groups(facts: Facts, messages: Messages) -> list[TopicGroup]:
    """Return the topics as the form offers them."""
    language = messages.language
    groups: dict[str, TopicGroup] = {}
    for topic in facts.choices.values():
        heading = facts.topics[topic.parent].name[language] if topic.parent else ""
        choice = TopicChoice(topic.id, topic.name[language], promise_words(topic.promise, messages))
        groups.setdefault(heading or topic.id, TopicGroup(heading, [])).choices.append(choice)
    return list(groups.values())


def client_texts(messages: Messages, api_messages: Messages) -> dict[str, str]:
    """Return the texts that the form's browser module shows, without their `form.` prefix.

    Those that begin with `error.` are the API's own, for what the browser can tell before it sends.
    """
    codes = (
        "sending",
        "sent",
        "error.prefix",
        "details.",
        "draft.",
        "failed.",
        "message.left",
        "message.over",
        "review.",
        "secret.",
        "submit",
        "topic.due",
        "topic.promise",
    )
    errors = ("error.required", "error.too_long", "error.consent_required")
    return {
        code.removeprefix("form."): text
        for code, text in messages.texts.items()
        if code.removeprefix("form.").startswith(codes) and code.startswith("form.")
    } | {code: text for code, text in api_messages.texts.items() if code.startswith(errors)}
