"""References from pages to facts, checked before a page is rendered.

Pages write `{{ channels.support_phone.number }}`: a path in the tree of words that `vocabulary` makes.
What Jinja itself would say about a wrong one names no line and no right name.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment, StrictUndefined, nodes
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from publishing.site.vocabulary import Words

REFERENCE = re.compile(r"\{\{ ([a-z_]\w*(?:\.[a-z_]\w*)*) \}\}", re.ASCII)
"""A reference as writers type it, and nothing that Jinja would read otherwise."""

_MARKS = ("{{", "}}", "{%", "%}", "{#", "#}")


class UnknownReference(NamedTuple):
    """A reference that leads nowhere: the line (from 1), the path as written, the nearest right path."""

    line: int
    path: str
    nearest: str | None


def known_references(words: Mapping[str, Words]) -> dict[str, None]:
    """Return the path of every text in `words`, in their order; quick to ask."""
    return dict.fromkeys(_paths(words))


def unknown_references(source: str, known: Collection[str]) -> list[UnknownReference]:
    """Find every reference in a page, its front matter included, that is none of the `known` ones.

    Raises:
        jinja2.TemplateSyntaxError: the page's braces are broken; its `lineno` counts from 1.
    """
    plain = plain_references(source)
    if plain is not None and all(path in known for path in plain):
        return []  # as nearly every page, and nothing is parsed
    template = Environment(autoescape=True).parse(source)
    chains: Iterator[nodes.Getattr | nodes.Getitem] = template.find_all((nodes.Getattr, nodes.Getitem))
    inner = {id(step.node) for step in chains}
    local = {name.name for name in template.find_all(nodes.Name) if name.ctx == "store"}
    found = []
    steps: Iterator[nodes.Expr] = template.find_all((nodes.Getattr, nodes.Getitem, nodes.Name))
    for step in steps:
        path = _path(step)
        if id(step) in inner or path is None or path.partition(".")[0] in local or path in known:
            continue
        nearest = get_close_matches(path, known, n=1, cutoff=0.5)
        found.append(UnknownReference(step.lineno, path, nearest[0] if nearest else None))
    return sorted(found)


def plain_references(source: str) -> list[str] | None:
    """Return the paths that a page refers to, None where its braces hold anything but `{{ a.path }}`."""
    rest, count = REFERENCE.subn("", source)
    if any(mark in rest for mark in _MARKS):
        return None
    return REFERENCE.findall(source) if count else []


def with_facts(value: Any, words: Mapping[str, Words]) -> Any:  # noqa: ANN401 - any value of front matter
    """Return a value of the front matter with its references filled in, as plain text: none of it is HTML."""
    if isinstance(value, str) and "{{" in value:
        template = Environment(autoescape=True, undefined=StrictUndefined).from_string(value)
        return str(Markup(template.render(words)).striptags())  # noqa: S704 - the tags are what is taken out
    if isinstance(value, dict):
        return {key: with_facts(inner, words) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_facts(inner, words) for inner in value]
    return value


def _paths(words: Mapping[str, Words], prefix: str = "") -> Iterator[str]:
    for key, value in words.items():
        if isinstance(value, str):
            yield prefix + key
        else:
            yield from _paths(value, f"{prefix}{key}.")


def _path(step: nodes.Node) -> str | None:
    """Return the dotted path of a chain of names, None for any other expression."""
    if isinstance(step, nodes.Name):
        return step.name if step.ctx == "load" else None
    if isinstance(step, nodes.Getattr):
        key, before = step.attr, _path(step.node)
    elif isinstance(step, nodes.Getitem) and isinstance(step.arg, nodes.Const):
        key, before = str(step.arg.value), _path(step.node)
    else:
        return None
    return f"{before}.{key}" if before else None
