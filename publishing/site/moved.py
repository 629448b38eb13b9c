"""Pages that had another address: `moved_from` in their front matter leads there from the old ones."""

from __future__ import annotations

import os
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.utils import get_relative_url

from publishing.site.build_state import edition_of
from publishing.site.page_problems import operator_messages

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

_ADDRESS = re.compile(r"(?:[^/.\\?#\s][^/\\?#\s]*/)+")


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Begin with no address."""
    del nav, files
    config.theme["moved"] = {}


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Keep the old addresses of a page: below its language's home, with a slash at the end.

    Raises:
        PluginError: one is no such address, or another page has it.
    """
    del html, files
    given = page.meta.get("moved_from") or []
    for old in given if isinstance(given, list) else [given]:
        if not _ADDRESS.fullmatch(str(old)) or str(old) in config.theme["moved"]:
            raise PluginError(_sentence("moved_from_no_address", page, config, found=old))
        config.theme["moved"][str(old)] = page


@event_priority(50)  # before the site is finished
def on_post_build(config: MkDocsConfig) -> None:
    """Write a page at each old address.

    Raises:
        PluginError: there is a page at one of them.
    """
    edition = edition_of(config)
    for old, page in config.theme["moved"].items():
        target = Path(config.site_dir) / edition.home / old / "index.html"
        if target.exists():
            raise PluginError(_sentence("moved_from_taken", page, config, found=old))
        target.parent.mkdir(parents=True, exist_ok=True)
        there = get_relative_url(page.url, f"{edition.home}{old}")
        html = moved_page(edition.messages.language, str(page.title), there, page.canonical_url or there)
        target.write_text(html, encoding="utf-8")


def moved_page(language: str, title: str, relative: str, address: str) -> str:
    """Return a page that leads to another, without a script: by its relative address, and the full one."""
    there, name, whole = escape(relative), escape(title), escape(address)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n<title>{name}</title>\n'
        f'<meta http-equiv="refresh" content="0; url={there}">\n<link rel="canonical" href="{whole}">\n'
        '<meta name="robots" content="noindex">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n</head>\n'
        f'<body><main><h1>{name}</h1>\n<p><a href="{there}">{whole}</a></p></main></body>\n</html>\n'
    )


def _sentence(code: str, page: Page, config: MkDocsConfig, found: object) -> str:
    file = f"{Path(config.docs_dir).name}/{page.file.src_uri}"
    lines = page.file.content_string.splitlines()
    line = next((number for number, text in enumerate(lines, 1) if "moved_from" in text), 1)
    return operator_messages(os.environ).text(code, file=file, line=line, found=found)
