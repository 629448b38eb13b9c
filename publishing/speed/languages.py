"""Further languages, each built in a process of its own, at the same time as the first.

static-i18n builds one language after the other, from within the first. Here each of the others begins as a
copy of this process (fork) where the first begins, and static-i18n waits for it where it would have built it.
What a copy logs is said again here, so that `--strict` counts its warnings; one that fails fails the build.
Every language's sitemap holds the pages of that language: put together they are the site's.
"""

from __future__ import annotations

import gzip
import json
import logging
import os
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs import utils
from mkdocs.commands import build as mkdocs_build
from mkdocs.exceptions import Abort
from mkdocs_static_i18n import plugin as i18n_plugin  # type: ignore[import-untyped]  # without types

from publishing.speed.copies import Copy, can_copy, copy
from publishing.speed.parts import Part, UnfitError, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig

_SITEMAP = "sitemap.xml"


class _Listener(logging.Handler):
    """Keeps what is logged, for the process that this one was copied from."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append((record.name, record.levelno, record.getMessage()))


@dataclass
class _Languages:
    """The languages of one build."""

    config: MkDocsConfig
    copies: dict[str, Copy] = field(default_factory=dict)
    sitemaps: list[str] = field(default_factory=list)

    def begin(self) -> None:
        plugin: Any = self.config.plugins["i18n"]
        for language in plugin.build_languages:
            if language != plugin.current_language:
                self.copies[language] = copy(partial(self._build, language))

    def _build(self, language: str) -> bytes:
        """In the copy: build the language; return how that went."""
        for other in self.copies.values():  # of the languages before, which are not ours
            os.close(other.pipe)
        self.copies, self.sitemaps = {}, []
        return json.dumps(self._outcome(language)).encode()

    def _outcome(self, language: str) -> dict[str, object]:
        plugin: Any = self.config.plugins["i18n"]
        plugin.current_language, plugin.building = language, True
        listener, logger = _Listener(), logging.getLogger("mkdocs")
        logger.handlers[:] = [listener]
        logger.propagate = False
        failed = None
        try:
            mkdocs_build.build(self.config)
        except Abort as error:
            failed = str(error)
        except Exception as error:  # noqa: BLE001 told where the build began
            failed = f"{type(error).__name__}: {error}"
        return {"said": listener.said, "failed": failed, "sitemap": "".join(self.sitemaps)}

    def build_instead(self, config: MkDocsConfig, **options: object) -> None:
        """Wait for the language that static-i18n would build now."""
        del options
        plugin: Any = config.plugins["i18n"]
        self.sitemaps.append(_heard(self.copies[plugin.current_language].told()))
        if len(self.sitemaps) == len(plugin.build_languages):
            write_sitemap(whole(self.sitemaps), Path(config.site_dir) / _SITEMAP)

    def end(self) -> None:
        for other in self.copies.values():
            other.end()


def _heard(told: bytes) -> str:
    """Say here what a copy logged; return its sitemap.

    Raises:
        Abort: it failed, and why was logged; or it died without a word.
    """
    if not told:
        raise Abort("")
    outcome: dict[str, Any] = json.loads(told)
    for name, level, message in outcome["said"]:
        logging.getLogger(name).log(level, message)  # as one text: their filters know texts they saw
    if outcome["failed"] is not None:
        raise Abort(outcome["failed"])
    return str(outcome["sitemap"])


def whole(sitemaps: list[str]) -> str:
    """Return one sitemap with the pages of several, in their order."""
    heads, pages = [], []
    for sitemap in sitemaps:
        start, end = sitemap.find("<url>"), sitemap.rfind("</url>") + len("</url>")
        if start >= 0:
            start = len(sitemap[:start].rstrip())  # a page begins with the line break before it
            heads.append((sitemap[:start], sitemap[end:]))
            pages.append(sitemap[start:end])
    before, after = heads[0] if heads else (sitemaps[0], "")
    return before + "".join(pages) + after


def write_sitemap(sitemap: str, file: Path) -> None:
    """Write it, and once more compressed, as MkDocs does."""
    content = sitemap.encode("utf-8")
    utils.write_file(content, str(file))
    packed, day = f"{file}.gz", datetime.fromisoformat(utils.get_build_date()).replace(tzinfo=UTC)
    with (
        Path(packed).open("wb") as raw,
        gzip.GzipFile(fileobj=raw, filename=packed, mode="wb", mtime=day.timestamp()) as out,
    ):
        out.write(content)


@contextmanager
def _put(config: MkDocsConfig) -> Iterator[None]:
    if not can_copy():
        raise UnfitError(sys.platform)
    if threading.active_count() > 1:
        raise UnfitError("threads")
    if found := {"search", "material/search", "with-pdf"} & set(config.plugins):
        raise UnfitError(", ".join(found))  # static-i18n mixes what they have of all languages
    if "--dirty" in sys.argv:
        raise UnfitError("--dirty")
    utils.clean_directory(config.site_dir)  # before anybody writes there
    languages, stock = _Languages(config), mkdocs_build._build_theme_template  # noqa: SLF001

    def build_template(name: str, env: Any, files: Any, config: Any, nav: Any) -> None:  # noqa: ANN401 as MkDocs's own
        if name != _SITEMAP:
            stock(name, env, files, config, nav)
            return
        template = env.get_template(name)
        languages.sitemaps.append(mkdocs_build._build_template(name, template, files, config, nav))  # noqa: SLF001

    with (
        replaced(mkdocs_build, "_build_theme_template", build_template),
        replaced(i18n_plugin, "build", languages.build_instead),
        replaced(utils, "clean_directory", lambda _: None),
    ):
        try:
            languages.begin()
            yield
        finally:
            languages.end()


LANGUAGES = Part("languages", {"mkdocs": "1.6.1", "mkdocs-static-i18n": "1.3.1"}, _put)
