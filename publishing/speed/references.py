"""References to facts, filled in without a template where a page has nothing but references.

The macros plugin makes a Jinja template of every page, to use it once.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from mkdocs_macros.plugin import MacrosPlugin

from publishing.site.references import REFERENCE, plain_references
from publishing.speed.parts import Part, UnfitError, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mkdocs.config.defaults import MkDocsConfig


@contextmanager
def _put(config: MkDocsConfig) -> Iterator[None]:
    if "macros" not in config.plugins:
        raise UnfitError("macros")
    stock = MacrosPlugin.render

    def render(self: MacrosPlugin, markdown: str, force_rendering: bool = False) -> str:  # noqa: FBT001, FBT002 as theirs
        meta = getattr(self.variables.get("page"), "meta", None) or {}
        if self.config["render_by_default"] and not {"render_macros", "ignore_macros"} & set(meta):
            paths = plain_references(markdown) if "\r" not in markdown else None
            words = {path: _text(path, meta, self.variables) for path in paths or ()}
            if paths is not None and None not in words.values():
                # Jinja takes the last line break away.
                return REFERENCE.sub(lambda found: str(words[found[1]]), markdown.removesuffix("\n"))
        return str(stock(self, markdown, force_rendering))

    with replaced(MacrosPlugin, "render", render):
        yield


def _text(path: str, meta: Mapping[str, Any], variables: Mapping[str, Any]) -> str | None:
    """Return the text that Jinja would find, None where it would find anything but a text."""
    first, *steps = path.split(".")
    found = meta[first] if first in meta else variables.get(first)
    for step in steps:
        if type(found) is not dict or hasattr(found, step):
            return None
        found = found.get(step)
    return str(found) if isinstance(found, str) else None


REFERENCES = Part("references", {"mkdocs-macros-plugin": "1.5.0", "jinja2": "3.1.6"}, _put)
