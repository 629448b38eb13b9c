"""Promises in prose: waits, answers and retention that are facts, or that no fact backs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publishing.check.mentions import spoken_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publishing.check.center import CheckedCenter
    from publishing.check.finding import Finding
    from publishing.check.passages import Passage
    from publishing.check.rules import Found

_CODES = (
    "loose_promise",
    "vague_promise",
    "loose_wait",
    "loose_retention",
    "kept_forever",
    "hedged_record",
)


def find_loose_phrases(center: CheckedCenter) -> Iterable[Finding]:
    """Find promises written into texts instead of referred to, and promises that say no figure at all."""
    for code in _CODES:
        for found in center.found(code):
            yield found.finding(code, _fact(center, code, found))


def _fact(center: CheckedCenter, code: str, found: Found) -> dict[str, str]:
    """Return which fact says how it is, and the reference to it."""
    topic = _topic(center, found.passage)
    if code == "hedged_record":
        return {
            "fact": center.place("transcript_retention_days"),
            "instead": "{{ transcript.retention }}",
        }
    if code == "loose_wait":
        channel = spoken_of(center, found).channels[0].id
        return {
            "fact": center.place("channels", channel, "usual_wait_minutes"),
            "instead": f"{{{{ channels.{channel}.wait }}}}",
        }
    if code in {"loose_retention", "kept_forever"}:
        return {
            "fact": center.place("topics", topic, "retention_days"),
            "instead": f"{{{{ topics.{topic}.retention }}}}",
        }
    return {
        "fact": center.place("topics", topic, "promise"),
        "instead": f"{{{{ topics.{topic}.promise }}}}",
    }


def _topic(center: CheckedCenter, passage: Passage) -> str:
    """Return the topic that a text is about: the one it refers to, its page's, else the first of all."""
    topics = center.facts.topics
    referred = [
        path[1]
        for path, _ in passage.references
        if path[0] == "topics" and len(path) > 1 and path[1] in topics
    ]
    own = [passage.about.topic] if passage.about.topic in topics else []
    return (referred or own or list(topics))[0] or ""
