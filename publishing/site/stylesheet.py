"""One stylesheet for every page: the theme's own, less what no page has, and after it ours.

Material ships rules for everything it can do; a visitor would load them all. What is left out is decided by
names alone: a selector goes when it needs a class, an id or an element that stands in no page and no script.
Rules of ours are never left out. Last comes the dark scheme for browsers that run no scripts.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import tinycss2
from rcssmin import cssmin
from tinycss2.ast import (
    AtRule,
    Declaration,
    HashToken,
    IdentToken,
    LiteralToken,
    QualifiedRule,
    SquareBracketsBlock,
)

from publishing.site.dark_scheme import dark_by_device

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tinycss2.ast import Node

_TAG = re.compile(r"<[a-zA-Z][^>]*>")
_NAME = re.compile(r"[A-Za-z_][\w-]*")
_READ = re.compile(r"var\(\s*(--[\w-]+)")
_RUN = re.compile(r"animation(?:-name)?:([^;}]*)")
_GROUPS = {"media", "supports", "layer", "container"}
_SET_BY_BROWSERS = {"open"}  # on a `details` that somebody opened


def names_in_pages(pages: Iterable[str]) -> set[str]:
    """Return every name in the pages' tags: elements, classes, ids, attributes."""
    tags = {tag for html in pages for tag in _TAG.findall(html)}
    return set().union(*map(_names_in_tag, tags))


@cache  # most tags stand in many pages
def _names_in_tag(tag: str) -> frozenset[str]:
    return frozenset(_NAME.findall(tag))


def names_in_code(code: str) -> set[str]:
    """Return every name in a script, which may give it to an element of a page."""
    return set(_NAME.findall(code))


def asked_names(theme: Iterable[str]) -> set[str]:
    """Return every name that a rule of the theme's stylesheets needs; no other decides what is left out."""
    return {name for sheet in theme for name in _asked(_parse(sheet))}


def _asked(rules: Iterable[Node]) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            for selector in _selectors(rule.prelude):
                yield from _needs(selector)
        elif isinstance(rule, AtRule) and rule.lower_at_keyword in _GROUPS and rule.content is not None:
            yield from _asked(
                tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            )


def site_stylesheet(theme: Sequence[str], own: Sequence[str], names: Iterable[str]) -> str:
    """Return the stylesheet of all pages.

    `theme` and `own` are stylesheets in the order in which they count. `names` is what stands in the pages
    and scripts.
    """
    known = set(names)
    ours = "".join(own)
    kept = [rule for sheet in theme for rule in _kept(_parse(sheet), known)]
    whole = tinycss2.serialize(kept) + ours
    read, run = set(_READ.findall(whole)), names_in_code(" ".join(_RUN.findall(whole)))
    sheet = tinycss2.serialize(list(_used_only(kept, read, run))) + ours
    return str(cssmin(sheet + dark_by_device(sheet)))


def _parse(sheet: str) -> list[Node]:
    rules: list[Node] = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    return rules


def _kept(rules: Iterable[Node], names: set[str]) -> Iterator[Node]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            selectors = [one for one in _selectors(rule.prelude) if _needs(one) <= names]
            if selectors:
                comma = LiteralToken(0, 0, ",")
                rule.prelude = [token for one in selectors for token in [comma, *one]][1:]
                yield rule
        elif isinstance(rule, AtRule) and rule.lower_at_keyword in _GROUPS and rule.content is not None:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            rule.content = list(_kept(inner, names))
            if rule.content:
                yield rule
        else:
            yield rule


def _selectors(prelude: Iterable[Node]) -> Iterator[list[Node]]:
    """Yield the alternatives of a list of selectors."""
    selector: list[Node] = []
    for part in prelude:
        if part == ",":
            yield selector
            selector = []
        else:
            selector.append(part)
    yield selector


def _needs(selector: Sequence[Node]) -> set[str]:
    """Return the names without which a selector finds nothing, whatever `:not()` or `:is()` says."""
    needed: set[str] = set()
    before: Node | None = None
    for token in selector:
        if isinstance(token, HashToken) or (isinstance(token, IdentToken) and before != ":"):
            needed.add(token.value)
        elif isinstance(token, SquareBracketsBlock):
            needed |= names_in_code(tinycss2.serialize(token.content)) - _SET_BY_BROWSERS
        before = token
    return needed


def _used_only(rules: Iterable[Node], read: set[str], run: set[str]) -> Iterator[Node]:
    """Yield the rules without variables that nobody reads and without animations that nobody runs."""
    for rule in rules:
        if isinstance(rule, AtRule):
            if rule.lower_at_keyword.endswith("keyframes"):
                if names_in_code(tinycss2.serialize(rule.prelude)) <= run:
                    yield rule
                continue
            if rule.lower_at_keyword in _GROUPS and rule.content is not None:
                rule.content = list(_used_only(rule.content, read, run))
            yield rule
            continue
        declared = tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True)
        left = [one for one in declared if not _is_idle(one, read)]
        if left:
            rule.content = left
            yield rule


def _is_idle(declaration: Node, read: set[str]) -> bool:
    return (
        isinstance(declaration, Declaration)
        and declaration.name.startswith("--")
        and declaration.name not in read
    )
