"""What pages are made from beside their own text, as digests: code, templates, words, settings, versions."""

from __future__ import annotations

import json
import platform
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import helpcenter
import publishing
from publishing.site.build_state import edition_of, memory_of
from publishing.speed.store import digest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

_PACKAGES = (
    "mkdocs",
    "mkdocs-material",
    "mkdocs-static-i18n",
    "mkdocs-macros-plugin",
    "markdown",
    "pymdown-extensions",
    "jinja2",
    "markupsafe",
    "pyyaml",
)
_PLACES = {"alternate", "cards", "facts", "kept", "speed"}
_ENDINGS = {".py", ".html", ".json", ".txt", ".xml", ".svg"}


def site_digest(config: MkDocsConfig) -> bytes:
    """Return a digest of what all languages are made from: code, theme, facts, settings, versions."""
    root = Path(config.config_file_path).parent
    folders = [
        Path(publishing.__file__).parent,
        Path(helpcenter.__file__).parent,
        Path(config.theme.custom_dir or root / "theme"),
    ]
    return digest(
        platform.python_version(),
        *(f"{name} {version(name)}" for name in _PACKAGES),
        *_contents(folders),
        Path(config.config_file_path).read_bytes(),
        (root / config.extra["facts"]).read_bytes(),
        # What the environment says, and the command line.
        repr([config.site_url, config.docs_dir, _settings(config), config.theme["features"]]),
    )


def language_digest(config: MkDocsConfig, files: Files) -> bytes:
    """Return a digest of what the pages of one language are read with: its words of today, all addresses."""
    edition = edition_of(config)
    return digest(
        edition.messages.language,
        edition.today.isoformat(),
        json.dumps(edition.words, default=str),
        json.dumps(sorted((file.src_uri, file.url) for file in files)),
    )


def navigation_digest(config: MkDocsConfig, nav: Navigation, files: Iterable[File]) -> bytes:
    """Return a digest of what a page may tell of others: titles, front matter, order, languages."""
    return digest(
        repr([told_of(page) for page in [*nav.pages, *_beside(nav, files)]]),
        repr(sorted(memory_of(config).names.items())),
        edition_of(config).today.isoformat(),
    )


def page_digest(config: MkDocsConfig, page: Page) -> bytes:
    """Return a digest of what a page has been read to, and of what it was translated from."""
    memory = memory_of(config)
    source = memory.translations.get(page.file.src_uri)
    record = memory.record_path(page.file.src_uri)
    return digest(
        page.url,
        page.content or "",
        repr([page.title, page.meta, [str(link) for link in page.toc]]),
        memory.text(source) if source else "",
        record.read_bytes() if source and record.is_file() else "",
    )


def told_of(page: Page) -> list[object]:
    """Return what other pages may tell of a page."""
    above = [section.title for section in page.ancestors]
    return [page.url, page.title, page.canonical_url, page.meta, page.is_index, above]


def _beside(nav: Navigation, files: Iterable[File]) -> list[Page]:
    known = set(map(id, nav.pages))
    return [file.page for file in files if file.page is not None and id(file.page) not in known]


def _settings(config: MkDocsConfig) -> list[tuple[str, object]]:
    """Return what `extra` says, but for places, and static-i18n's own, which changes with each page."""
    return sorted((name, config.extra[name]) for name in config.extra if name not in _PLACES)


def _contents(folders: Iterable[Path]) -> Iterable[str | bytes]:
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.suffix in _ENDINGS and "node_modules" not in file.parts:
                yield file.relative_to(folder).as_posix()
                yield file.read_bytes()
