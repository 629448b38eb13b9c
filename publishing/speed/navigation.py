"""The navigation's items, rendered once for all pages of a folder.

Material renders every item on every page. With `navigation.prune` an item that does not lead to the page says
the same wherever it stands, but for the relative address, which is the same on all pages of one folder.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from mkdocs.theme import Theme

from publishing.speed.parts import Part, UnfitError, replaced
from publishing.speed.patched import PatchedLoader, loader_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

_TEMPLATE = "partials/nav-item.html"
# The theme's loop over the items of a section; the blanks between its statements become part of the page.
_LOOP = re.compile(
    r"\{% for item in nav_item\.children %\}(\s*)\{% if not index or item != index %\}(\s*)"
    r'\{\{ render\(item, path ~ "_" ~ loop\.index, level \+ 1, nav_item\) \}\}(\s*)\{% endif %\}(\s*)'
    r"\{% endfor %\}"
)
_CALL = "{{ kept_items(nav_item, index, page, render, path, level) }}"


class _Items:
    """The items of sections as HTML, by section and by the folder of the page they stand on."""

    def __init__(self, blanks: Sequence[str]) -> None:
        self._before, self._inner, self._after, self._end = blanks
        self._kept: dict[tuple[int, int, str], str] = {}

    def __call__(  # noqa: PLR0913, PLR0917 what the theme hands on
        self,
        section: Any,  # noqa: ANN401 an item of the navigation; the theme asks it for anything
        index: Page | None,
        page: Page | None,
        render: Callable[..., str],
        path: str,
        level: int,
    ) -> str:
        folder = page.url.rstrip("/").rpartition("/")[0] if page else None
        parts = []
        for at, item in enumerate(section.children):
            parts.append(self._before)
            if index is None or item != index:
                more = (f"{path}_{at + 1}", level + 1, section)
                if page is None or item.active or _target(item).startswith(page.url.removeprefix("./")):
                    html = render(item, *more)
                else:
                    key = (id(section), at, str(folder))
                    html = self._kept.get(key) or self._kept.setdefault(key, render(item, *more))
                parts += (self._inner, html, self._after)
            parts.append(self._end)
        return "".join(parts)


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
    source, _, _ = loader_of(environment).get_source(environment, _TEMPLATE)
    loops = _LOOP.findall(source)
    if len(loops) != 1:
        raise UnfitError(_TEMPLATE)

    def get_env(self: Theme) -> Environment:
        environment = stock(self)
        environment.loader = PatchedLoader(
            loader_of(environment), _TEMPLATE, partial(_LOOP.sub, lambda _: _CALL)
        )
        environment.globals["kept_items"] = _Items(loops[0])
        return environment

    with replaced(Theme, "get_env", get_env):
        yield


NAVIGATION = Part("navigation", {"mkdocs": "1.6.1", "mkdocs-material": "9.8.1"}, _put)
