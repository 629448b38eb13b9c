"""The dark scheme for a browser that runs no scripts: there the device decides, by `prefers-color-scheme`.

Material's stylesheet knows its dark scheme by an attribute, which a script sets. Whoever has no scripts would
have the light one, whatever the device says; so the rules of the dark one come once more, for them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import tinycss2
from tinycss2.ast import AtRule, QualifiedRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tinycss2.ast import Node

_DARK = re.compile(r'\[data-md-color-scheme="?slate"?\]')
_ANY = ".no-js [data-md-color-scheme]"
"""A page says `no-js` until its first script has run."""


def dark_by_device(sheet: str) -> str:
    """Return the rules of `sheet` for the dark scheme as rules for dark devices without scripts; "" for none.

    Rules within a group, as `@media screen`, are taken out of it: what comes back is for screens alone.
    """
    rules: list[Node] = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    dark = [
        f"{_DARK.sub(_ANY, prelude)}{{{tinycss2.serialize(rule.content).strip()}}}"
        for rule in _qualified(rules)
        if _DARK.search(prelude := tinycss2.serialize(rule.prelude).strip())
    ]
    return f"@media screen and (prefers-color-scheme:dark){{{''.join(dark)}}}" if dark else ""


def _qualified(rules: Iterable[Node]) -> Iterator[QualifiedRule]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            yield rule
        elif isinstance(rule, AtRule) and rule.lower_at_keyword == "media" and rule.content is not None:
            yield from _qualified(
                tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            )
