"""Every text that a visitor may read, as passages: pages, catalogues of site and mails, the facts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from publishing.check.markdown import body_passages, page_subject
from publishing.check.passages import About, Passage, Text, passage_of
from publishing.facts.places import texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from publishing.check.pages import SourcePage
    from publishing.facts.source import Source

CATALOGUES = ("theme/messages", "src/helpcenter/messages")

# Values of the front matter that are no prose.
_TECHNICAL = frozenset(
    {"template", "topic", "service", "route", "hide", "robots", "icon", "image", "tags", "expect"}
)
# How customers put it: they may ask whether chat is open all night.
_QUESTIONS = "questions"
# Texts of the center file that say something; names only name.
_SAYING = frozenset({"summary", "purpose", "remark", "hint", "reason", "when_closed"})


def page_text(page: SourcePage) -> Text:
    """Return the text of a page, its front matter first."""
    about = page_subject(page)
    meta = [
        passage_of(
            (page.path, found.line, page.language),
            "question" if found.key == _QUESTIONS else "meta",
            found.text,
            about=about,
        )
        for found in page.texts
        if found.key not in _TECHNICAL
    ]
    return Text(page.language, [*meta, *body_passages(page)])


def catalogue_texts(root: Path) -> Iterator[Text]:
    """Yield the catalogues of messages that visitors or customers read."""
    for folder in CATALOGUES:
        for path in sorted((root / folder).glob("*.json")):
            name, language = path.relative_to(root).as_posix(), path.stem
            content = path.read_text(encoding="utf-8")
            messages = [
                passage_of(
                    (name, content.count("\n", 0, content.find(f'"{code}"')) + 1, language), "message", text
                )
                for code, text in json.loads(content).items()
            ]
            yield Text(language, messages)


def fact_texts(source: Source) -> Iterator[Text]:
    """Yield what the facts say in words, by language; each text knows what it is about."""
    for language in source.data["languages"]:
        yield Text(language, list(_said(source, language)))


def _said(source: Source, language: str) -> Iterator[Passage]:
    for place, words in texts(source.data):
        if place[-1] not in _SAYING or place[0] == "directory":
            continue
        section, key = str(place[0]), str(place[1])
        about = About(
            channel=key if section == "channels" else None,
            topic=key if section == "topics" else None,
            service=key if section == "services" else None,
        )
        line = source.line((*place, language))
        yield passage_of((source.file, line, language), "fact", words.get(language, ""), about=about)
