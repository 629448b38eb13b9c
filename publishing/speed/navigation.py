"""The navigation's items, rendered once for all pages of a folder.

Material renders every item on every page. With `navigation.prune` an item that does not lead to the page says
the same wherever it stands, but for the relative address, which is the same on all pages of one folder.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from mkdocs.theme import Theme

from publishing.speed.parts import Part, UnfitError, replaced
from publishing.speed.patched import PatchedLoader, loader_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

_SECTIONS = "partials/nav-item.html"
# The theme's loop over the items of a section; the blanks between its statements become part of the page.
_LOOP = re.compile(
    r"\{% for item in nav_item\.children %\}(\s*)\{% if not index or item != index %\}(\s*)"
    r'\{\{ render\(item, path ~ "_" ~ loop\.index, level \+ 1, nav_item\) \}\}(\s*)\{% endif %\}(\s*)'
    r"\{% endfor %\}"
)
# What puts its calls in their places: template, call, ours.
_CALLS = (
    (_SECTIONS, _LOOP, "{{ kept_items(nav_item, index, page, render, path, level) }}"),
    (
        "partials/nav.html",
        re.compile(r"\{\{ item\.render\(nav_item, path, 1\) \}\}"),
        '{{ kept_item("list", nav_item, page, item.render, path, 1) }}',
    ),
    (
        "partials/tabs.html",
        re.compile(r"\{\{ item\.render\(nav_item\) \}\}"),
        '{{ kept_item("tabs", nav_item, page, item.render) }}',
    ),
)


class _Section:
    """The items below a section, and which of them a page renders for itself."""

    def __init__(self, children: Sequence[Any]) -> None:
        self.children = children
        self._place = {id(item): at for at, item in enumerate(children)}
        self._targets = sorted((_target(item), at) for at, item in enumerate(children))
        self.kept: dict[str, list[str | None]] = {}  # by the folder of the page: what each item becomes

    def own(self, page: Page) -> set[int]:
        """Return the places of items that are active on a page, or lead to it or below it."""
        above = (self._place.get(id(item)) for item in (page, *page.ancestors))
        found = {at for at in above if at is not None}
        address = page.url.removeprefix("./")
        for target, at in islice(self._targets, bisect_left(self._targets, (address, 0)), None):
            if not target.startswith(address):
                break
            found.add(at)
        return found


class _Items:
    """The items of the navigation as HTML, by the folder of the page they stand on."""

    def __init__(self, blanks: Sequence[str]) -> None:
        self._before, self._inner, self._after, self._end = blanks
        self._sections: dict[int, _Section] = {}
        self._single: dict[tuple[str, int, str], str] = {}

    def items(  # noqa: PLR0913, PLR0917 what the theme hands on
        self,
        section: Any,  # noqa: ANN401 an item of the navigation; the theme asks it for anything
        index: Page | None,
        page: Page | None,
        render: Callable[..., str],
        path: str,
        level: int,
    ) -> str:
        """Return the items below a section."""
        known = self._sections.get(id(section)) or _Section(section.children)
        self._sections[id(section)] = known

        def made(at: int) -> str:
            item = known.children[at]
            if index is not None and item == index:
                return self._before + self._end
            html = render(item, f"{path}_{at + 1}", level + 1, section)
            return f"{self._before}{self._inner}{html}{self._after}{self._end}"

        if page is None:
            return "".join(map(made, range(len(known.children))))
        own = known.own(page)
        kept = known.kept.setdefault(_folder(page), [None] * len(known.children))
        if None in kept:
            kept[:] = [made(at) if text is None and at not in own else text for at, text in enumerate(kept)]
        parts = list(kept)
        for at in own:
            parts[at] = made(at)
        return "".join(filter(None, parts))

    def item(
        self,
        kind: str,
        item: Any,  # noqa: ANN401 as above
        page: Page | None,
        render: Callable[..., str],
        *more: object,
    ) -> str:
        """Return one of the first items."""
        if page is None or item.active or _target(item).startswith(page.url.removeprefix("./")):
            return render(item, *more)
        key = kind, id(item), _folder(page)
        if key not in self._single:
            self._single[key] = render(item, *more)
        return self._single[key]


def _folder(page: Page) -> str:
    return str(page.url).rstrip("/").rpartition("/")[0]


def _target(item: Any) -> str:  # noqa: ANN401 a page, a section or a link
    """Return the address an item leads to: its own, or that of the first page below it."""
    while item.children:
        item = item.children[0]
    return str(getattr(item, "url", None) or "")


@contextmanager
def _put(config: MkDocsConfig) -> Iterator[None]:
    features = config.theme.get("features", [])
    if config.theme.name != "material" or "navigation.prune" not in features:
        raise UnfitError("navigation.prune")
    stock = Theme.get_env
    environment = stock(config.theme)
    for name, call, _ in _CALLS:
        source, _, _ = loader_of(environment).get_source(environment, name)
        found = call.findall(source)
        if len(found) != 1:
            raise UnfitError(name)
        if name == _SECTIONS:
            blanks = found[0]

    def get_env(self: Theme) -> Environment:
        environment = stock(self)
        for name, call, ours in _CALLS:
            change = partial(call.sub, partial(_text, ours))
            environment.loader = PatchedLoader(loader_of(environment), name, change)
        items = _Items(blanks)
        environment.globals.update(kept_items=items.items, kept_item=items.item)
        return environment

    with replaced(Theme, "get_env", get_env):
        yield


def _text(text: str, _: re.Match[str]) -> str:
    return text


NAVIGATION = Part("navigation", {"mkdocs": "1.6.1", "mkdocs-material": "9.8.1"}, _put)
