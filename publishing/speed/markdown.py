"""One Markdown converter for all pages; MkDocs makes one for each.

Markdown's `reset` brings back what extensions keep of a page, if they say so: those named here were looked
at, and with any other MkDocs's own way stays.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from markdown import Markdown  # type: ignore[import-untyped]  # without types
from mkdocs.structure import pages
from mkdocs.structure.toc import get_toc

from publishing.speed.parts import Part, UnfitError, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

_KNOWN = {
    "admonition",
    "attr_list",
    "fenced_code",
    "md_in_html",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.superfences",
    "pymdownx.tasklist",
    "tables",
    "toc",
}


@contextmanager
def _put(config: MkDocsConfig) -> Iterator[None]:
    if unknown := set(map(str, config.markdown_extensions)) - _KNOWN:
        raise UnfitError(", ".join(sorted(unknown)))
    converter = Markdown(
        extensions=config["markdown_extensions"], extension_configs=config["mdx_configs"] or {}
    )

    def render(self: Page, config: MkDocsConfig, files: Files) -> None:
        """As `mkdocs.structure.pages.Page.render`; registering under a name again replaces what was there."""
        if self.markdown is None:
            raise RuntimeError(self.file.src_uri)
        converter.reset()
        raw = pages._RawHTMLPreprocessor()  # noqa: SLF001 what MkDocs itself puts in
        raw._register(converter)  # noqa: SLF001
        anchors = pages._ExtractAnchorsTreeprocessor(self.file, files, config)  # noqa: SLF001
        anchors._register(converter)  # noqa: SLF001
        links = pages._RelativePathTreeprocessor(self.file, files, config)  # noqa: SLF001
        links._register(converter)  # noqa: SLF001
        title = pages._ExtractTitleTreeprocessor()  # noqa: SLF001
        title._register(converter)  # noqa: SLF001
        self.content = converter.convert(self.markdown)
        self.toc = get_toc(getattr(converter, "toc_tokens", []))
        self._title_from_render = title.title
        self.present_anchor_ids = anchors.present_anchor_ids | raw.present_anchor_ids
        if pages.log.getEffectiveLevel() > logging.DEBUG:
            self.links_to_anchors = links.links_to_anchors

    with replaced(pages.Page, "render", render):
        yield


MARKDOWN = Part("markdown", {"mkdocs": "1.6.1", "markdown": "3.11.3", "pymdown-extensions": "13.1"}, _put)
