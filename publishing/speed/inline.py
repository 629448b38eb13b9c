"""Marks within a line, looked for only in texts that hold their first character.

Markdown tries each of its patterns on each piece of text. A pattern here cannot match where a literal that is
part of every match is missing; which these are was read in `markdown/inlinepatterns.py` and in pymdown's.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from markdown.treeprocessors import InlineProcessor  # type: ignore[import-untyped]  # without types
from markdown.util import AtomicString  # type: ignore[import-untyped]

from publishing.speed.parts import Part, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig

_NEEDED = {
    "backtick": ("`",),
    "escape": ("\\",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "emoji": (":",),
    "em_strong": ("*", "_"),
}
"""Of which one stands in whatever a pattern matches, by the name under which it is registered."""

_ANY = re.compile(r"[`\\\[<&:*_]|  \n")

_Patterns = list[tuple[Any, tuple[str, ...] | None]]


def _patterns(processor: Any) -> _Patterns:  # noqa: ANN401 Markdown's own, without types
    """Return the patterns in their order, each with what it needs; None where that is not known."""
    registry = processor.inlinePatterns
    return [(pattern, _NEEDED.get(registry._priority[at].name)) for at, pattern in enumerate(registry)]  # noqa: SLF001 in order now


@contextmanager
def _put(config: MkDocsConfig) -> Iterator[None]:
    del config
    known: WeakKeyDictionary[Any, tuple[_Patterns, bool]] = WeakKeyDictionary()
    apply = InlineProcessor._InlineProcessor__applyPattern  # noqa: SLF001 what this part calls less often

    def handle(self: Any, data: str, patternIndex: int = 0) -> str:  # noqa: ANN401, N803 as theirs
        """As `InlineProcessor.__handleInline`."""
        if isinstance(data, AtomicString):
            return data  # type: ignore[no-any-return]  # a text
        found = known.get(self)
        if found is None:
            patterns = _patterns(self)
            known[self] = found = patterns, all(needed for _, needed in patterns)
        patterns, all_known = found
        if all_known and not _ANY.search(data):
            return data
        start = 0
        while patternIndex < len(patterns):
            pattern, needed = patterns[patternIndex]
            if needed is None or any(literal in data for literal in needed):
                data, matched, start = apply(self, pattern, data, patternIndex, start)
                if matched:
                    continue
            patternIndex += 1  # noqa: N806 as theirs
            start = 0
        return data

    with replaced(InlineProcessor, "_InlineProcessor__handleInline", handle):
        yield


INLINE = Part("inline", {"markdown": "3.11.3", "pymdown-extensions": "13.1"}, _put)
