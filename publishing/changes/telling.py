"""The words of it: Markdown for the people who look through a change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from helpcenter.messages import Messages
    from publishing.changes.facts import FactChange
    from publishing.changes.pages import Page, PageChanges
    from publishing.translations.problems import TranslationProblem

MOST = 40
"""How many lines a list has before it only counts."""
_MARKS = re.compile(r"([\\`*_\[\]<>#|~!])")


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that a change changes for visitors.

    `rewritten` are those of the changed pages whose own text was edited; the others show facts that changed.
    `facts` is None where the facts of before can't be read any more.
    """

    before: Mapping[str, Page]
    after: Mapping[str, Page]
    pages: PageChanges
    rewritten: frozenset[str]
    facts: Sequence[FactChange] | None
    stale: Sequence[TranslationProblem]


def markdown(changes: Changes, messages: Messages) -> str:
    """Return what changes for visitors, the errors first."""

    def say(code: str, **values: object) -> str:
        return messages.text(f"changes.{code}", **values)

    parts = [f"## {say('title')}"]
    parts += _part(say("vanished"), [_page(one, changes.before) for one in changes.pages.vanished], say)
    if changes.pages.vanished:
        parts.append(say("vanished.instead"))
    if changes.facts is None:
        parts.append(say("facts.unreadable"))
    else:
        parts += _part(say("facts"), [_fact(one, say, messages) for one in changes.facts], say)
    pages = changes.pages
    parts += _part(say("added"), [_page(one, changes.after) for one in pages.added], say)
    rewritten = [one for one in pages.changed if one in changes.rewritten]
    others = [one for one in pages.changed if one not in changes.rewritten]
    parts += _part(say("changed"), [_renamed(one, changes, say) for one in rewritten], say)
    parts += _part(say("following"), [_renamed(one, changes, say) for one in others], say)
    stale = sorted({(one.file, str(one.values.get("now") or one.values.get("was"))) for one in changes.stale})
    parts += _part(say("stale"), [f"- `{file}`: {plain(words)}" for file, words in stale], say)
    return "\n\n".join(parts if len(parts) > 1 else [*parts, say("nothing")]) + "\n"


def plain(text: str) -> str:
    """Return text that Markdown takes as it is, and that calls nobody's attention."""
    return _MARKS.sub(r"\\\1", text).replace("@", "@<!-- -->")


def _part(title: str, lines: Sequence[str], say: _Say) -> Iterator[str]:
    if lines:
        more = [say("more", count=len(lines) - MOST)] if len(lines) > MOST else []
        yield f"### {title} ({len(lines)})"
        yield "\n".join([*lines[:MOST], *more])


def _page(address: str, pages: Mapping[str, Page]) -> str:
    return f"- {plain(pages[address].title)} (`{address}`)"


def _renamed(address: str, changes: Changes, say: _Say) -> str:
    was, now = changes.before[address].title, changes.after[address].title
    if was == now:
        return _page(address, changes.after)
    return f"- {say('arrow', old=plain(was), new=plain(now))} (`{address}`)"


def _fact(change: FactChange, say: _Say, messages: Messages) -> str:
    leaf = change.place.rpartition(".")[2]
    code = f"changes.leaf.{leaf}"
    label = messages.text(code) if code in messages.texts else leaf
    what = f"**{plain(change.name)}**, {label}" if change.name and leaf != "name" else f"`{change.place}`"
    if change.old is None:
        words = say("new", new=plain(change.new or ""))
    elif change.new is None:
        words = say("gone", old=plain(change.old))
    else:
        words = say("arrow", old=plain(change.old), new=plain(change.new))
    return f"- {what} ({change.language}): {words}"


if TYPE_CHECKING:
    from typing import Protocol

    class _Say(Protocol):
        def __call__(self, code: str, **values: object) -> str: ...
