"""The corpus for generators other than ours: plain Markdown, a folder for each topic, an index in each."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from benchmarks.build.corpus import REAL, ROOT, Article, plain_articles
from helpcenter.center.facts import facts_from_json
from helpcenter.messages import load_messages
from publishing.facts import compile_facts
from publishing.site.edition import make_edition

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from publishing.site.vocabulary import Words

_ANCHOR = re.compile(r" \{ #[\w-]+ \}$", re.MULTILINE)


@dataclass(frozen=True)
class PlainCorpus:
    """Articles in languages; `words` are the facts of Korean and of English, filled into the text."""

    articles: Sequence[Article]
    languages: Sequence[str]
    words: Mapping[str, Mapping[str, Words]]

    @cached_property
    def topics(self) -> dict[str, list[str]]:
        """The names of the articles by topic."""
        found: dict[str, list[str]] = {}
        for article in self.articles:
            found.setdefault(article.folder, []).append(article.name)
        return found

    def write(self, folder: Path, language: str, *, anchors: bool = True, index: str = "index.md") -> None:
        """Write the pages of a language; without `anchors`, headings carry none of their own."""
        words = self.words[language if language in self.words else "en"]
        for topic in self.topics:
            (folder / topic).mkdir(parents=True, exist_ok=True)
            (folder / topic / index).write_text(_page(topic, topic, f"{topic}\n"), encoding="utf-8")
        (folder / index).write_text(_page("Help", "Help", "Help\n"), encoding="utf-8")
        for article, title, description, body in plain_articles(self.articles, language, words):
            text = body if anchors else _ANCHOR.sub("", body)
            page = _page(title, description, text)
            (folder / article.folder / f"{article.name}.md").write_text(page, encoding="utf-8")


def _page(title: str, description: str, body: str) -> str:
    quoted = (json.dumps(text, ensure_ascii=False) for text in (title, description))
    return "---\ntitle: {}\ndescription: {}\n---\n\n{}".format(*quoted, body)


def all_words() -> dict[str, Mapping[str, Words]]:
    """Return the facts of the project in words, by language."""
    facts, catalogues = (
        facts_from_json(compile_facts(ROOT / "center.yml")),
        load_messages(ROOT / "theme" / "messages"),
    )
    tables, now = ROOT / "theme" / "components" / "fact-tables", datetime.now(UTC)
    return {code: make_edition(facts, catalogues, code, tables, now).words for code in REAL}
