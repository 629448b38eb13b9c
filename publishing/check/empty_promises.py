"""What a page holds out and does not give: a number in the title, past inquiries, help with a topic."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from publishing.check.finding import Finding

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from publishing.check.center import CheckedCenter
    from publishing.check.pages import SourcePage
    from publishing.check.passages import Passage


def find_empty_promises(center: CheckedCenter) -> Iterable[Finding]:
    """Find titles with a phone number that the page lacks, a history without a way to it, topics refused."""
    for page in center.every_page():
        passages = center.page_texts[page.path].passages
        yield from _promised_number(center, page, passages)
        for passage in passages:
            yield from _refused_topic(center, passage)
            yield from _missing_way(center, passage)


def _promised_number(
    center: CheckedCenter, page: SourcePage, passages: Iterable[Passage]
) -> Iterator[Finding]:
    given = any(
        path[-1] == "number" or path[:2] in {("tables", "channels"), ("tables", "directory")}
        for passage in passages
        for path, _ in passage.references
    )
    rules = center.rules[page.language]
    titles = [part for part in passages if part.kind == "heading" and not part.above]
    texts = [(found.line, found.text) for found in page.texts if found.key == "title"]
    for line, text in [*texts, *((title.line, title.text) for title in titles)]:
        found = rules.word("number_title").search(text)
        if found and not given:
            yield Finding(
                page.path, line, "number_missing", {"found": found[0], "instead": "{{ tables.channels }}"}
            )


def _missing_way(center: CheckedCenter, passage: Passage) -> Iterator[Finding]:
    """Yield a history that can be seen, it says, when no link leads there."""
    rules = center.rules[passage.language]
    if passage.links or passage.kind == "question" or not rules.says("history", passage):
        return
    for sentence in passage.sentences:
        found = rules.word("history").search(sentence.text)
        claims = rules.has("shown", sentence.text) and not rules.has("not_shown", sentence.text)
        if found and claims and not rules.has("question", sentence.text):
            line = passage.line_at(sentence.offset + found.start())
            yield Finding(passage.file, line, "way_missing", {"found": " ".join(found[0].split())})


def _refused_topic(center: CheckedCenter, passage: Passage) -> Iterator[Finding]:
    """Yield a topic of the facts that a text says it does not handle, in a sentence or a list of such."""
    rules = center.rules[passage.language]
    listed = passage.kind == "item" and any(rules.says("refusals", above) for above in passage.above[:2])
    if not listed and not rules.says("refused", passage):
        return
    for topic in center.facts.topics.values():
        for term in _terms(topic.name.get(passage.language, ""), rules.word("listing")):
            for sentence in passage.sentences:
                words = sentence.text.strip(" .\n").lower()
                refused = rules.word("refused").search(sentence.text, 0, len(term) + 60)
                if (refused and words.startswith(term.lower())) or (listed and words == term.lower()):
                    yield Finding(
                        passage.file,
                        passage.line_at(sentence.offset),
                        "topic_refused",
                        {"found": term, "fact": center.place("topics", topic.id), "id": topic.id},
                    )


@cache
def _terms(name: str, listing: re.Pattern[str]) -> tuple[str, ...]:
    """Return the things that a topic's name lists; `listing` is what stands between them."""
    return tuple(term for term in (part.strip() for part in listing.split(name)) if len(term) > 2)
