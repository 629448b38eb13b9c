"""Pages that did not change since a build before: neither read nor rendered again.

Three parts. `sources` keeps what a Markdown file was read to, under a digest of the file and of all that
reading depends on. `pages` keeps the finished page, under a digest of what it was read to and of all that its
template may show. `results` keeps what is found in pages, for search and for the stylesheet. What is found is
the same, byte for byte, as what would be made. Whatever warned is made again in every build, so that no
warning is ever missing.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from mkdocs.commands import build as mkdocs_build
from mkdocs.exceptions import BuildError

from publishing.cards.fonts import find_font
from publishing.site.build_state import edition_of
from publishing.speed.inputs import language_digest, navigation_digest, page_digest, site_digest
from publishing.speed.parts import Part, UnfitError, replaced
from publishing.speed.places import cache_folder
from publishing.speed.store import Store, digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

T = TypeVar("T")
_MADE_FOR = {"mkdocs": "1.6.1", "mkdocs-macros-plugin": "1.5.0", "mkdocs-static-i18n": "1.3.1"}
_PLUGINS = {"macros", "i18n", "material"}
_HOOKS = "publishing/"
_LOG = logging.getLogger("mkdocs")


class _Warned(logging.Handler):
    """Counts warnings."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        del record
        self.count += 1


class _Stores:
    """The stores that builds with one configuration have open, by name."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._folder = cache_folder(config)
        self._base: bytes | None = None
        self._open: dict[str, Store] = {}

    def of(self, name: str, config: MkDocsConfig, *depends: bytes) -> Store:
        """Return a store whose values depend on these digests too."""
        if name not in self._open:
            self._base = self._base or site_digest(config)
            self._open[name] = Store(self._folder / f"{name}.sqlite", digest(self._base, *depends))
        return self._open[name]

    def known(self, name: str) -> Store | None:
        """Return a store that is open."""
        return self._open.get(name)

    def close(self, *, complete: bool) -> None:
        """Write what was kept."""
        while self._open:
            _, store = self._open.popitem()
            store.close(complete=complete)


_stores: list[_Stores] = []  # of the parts in place: one of each


def close_stores() -> None:
    """Write what was kept, as a language is done."""
    for stores in _stores:
        stores.close(complete=True)


def kept(name: str, config: MkDocsConfig, source: str, make: Callable[[], T]) -> T:
    """Return what `make` makes of `source` alone, from the build before where it is known.

    `name` says what it is and for which language, and becomes a file's name.
    """
    if (name, source) in _remembered:
        known: T = _remembered[name, source]
        return known
    value = _results[0].of(name, config).value(name, source, make) if _results else make()
    if name.partition(".")[0] in _to_remember:
        _remembered[name, source] = value
    return value


def remember(kind: str) -> None:
    """Have this process remember, too, what `kept` gives of a kind, like `search` of `search.ko`."""
    _to_remember.add(kind)


_results: list[_Stores] = []
_to_remember: set[str] = set()
_remembered: dict[tuple[str, str], Any] = {}


@contextmanager
def _keeping(config: MkDocsConfig) -> Iterator[_Stores]:
    unknown = {name for name in config.plugins if name not in _PLUGINS and not name.startswith(_HOOKS)}
    if unknown:  # who knows what it does with a page
        raise UnfitError(", ".join(sorted(unknown)))
    stores = _Stores(config)
    _stores.append(stores)
    try:
        yield stores
    finally:
        stores.close(complete=False)
        _stores.remove(stores)


@contextmanager
def _put_results(config: MkDocsConfig) -> Iterator[None]:
    with _keeping(config) as stores:
        _results.append(stores)
        try:
            yield
        finally:
            _results.remove(stores)


@contextmanager
def _put_sources(config: MkDocsConfig) -> Iterator[None]:
    with _keeping(config) as stores:

        def populate(page: Page, config: MkDocsConfig, files: Files, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 as theirs
            """As `mkdocs.commands.build._populate_page`, of which it leaves out what is known."""
            del dirty
            config._current_page = page  # noqa: SLF001
            try:
                _read(page, config, files, _store_of_sources(stores, config, files))
                page.content = config.plugins.on_page_content(
                    page.content or "", page=page, config=config, files=files
                )
            except Exception as error:
                more = "" if isinstance(error, BuildError) else f" {error}"
                mkdocs_build.log.error(f"Error reading page '{page.file.src_uri}':{more}")
                raise
            finally:
                config._current_page = None  # noqa: SLF001

        with replaced(mkdocs_build, "_populate_page", populate):
            yield


def _store_of_sources(stores: _Stores, config: MkDocsConfig, files: Files) -> Store:
    name = f"sources.{edition_of(config).messages.language}"
    return stores.known(name) or stores.of(name, config, language_digest(config, files))


def _read(page: Page, config: MkDocsConfig, files: Files, store: Store) -> None:
    key = store.key(page.file.src_uri, page.file.content_string)
    found = store.get(key)
    if found is not None:
        _restore(page, found, files)
        return
    own = dict(vars(page))
    with _warnings() as warned:
        page = config.plugins.on_pre_page(page, config=config, files=files)
        page.read_source(config)
        page.markdown = config.plugins.on_page_markdown(
            page.markdown or "", page=page, config=config, files=files
        )
        page.render(config, files)
    if warned() or vars(page).get("title") != own.get("title"):
        return
    links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
    store.put(key, {**{name: getattr(page, name) for name in _READ}, "links": links})


_READ = ("markdown", "meta", "_title_from_render", "content", "toc", "present_anchor_ids")


def _restore(page: Page, found: Mapping[str, Any], files: Files) -> None:
    for name in _READ:
        setattr(page, name, found[name])
    page.links_to_anchors = {files.src_uris[uri]: anchors for uri, anchors in found["links"].items()}


@contextmanager
def _warnings() -> Iterator[Callable[[], bool]]:
    """Tell whether anything warned; where warnings are not even made, something may have."""
    warned = _Warned()
    _LOG.addHandler(warned)
    try:
        yield lambda: warned.count > 0 or not _LOG.isEnabledFor(logging.WARNING)
    finally:
        _LOG.removeHandler(warned)


@contextmanager
def _put_pages(config: MkDocsConfig) -> Iterator[None]:
    stock = mkdocs_build._build_page  # noqa: SLF001 what this part replaces
    with _keeping(config) as stores:

        def build(  # noqa: PLR0913, PLR0917 as theirs
            page: Page,
            config: MkDocsConfig,
            doc_files: Sequence[File],
            nav: Navigation,
            env: Environment,
            dirty: bool = False,  # noqa: FBT001, FBT002
            excluded: bool = False,  # noqa: FBT001, FBT002
        ) -> None:
            name = f"pages.{edition_of(config).messages.language}"
            store = stores.known(name) or stores.of(
                name, config, navigation_digest(config, nav, doc_files), repr(find_font()).encode()
            )
            key = store.key(page_digest(config, page))
            target = Path(page.file.abs_dest_path)
            found = store.get(key)
            if found is not None:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(found)
                return
            with _warnings() as warned:
                stock(page, config, doc_files, nav, env, dirty, excluded)
            if not warned() and target.is_file():
                store.put(key, target.read_bytes())

        with replaced(mkdocs_build, "_build_page", build):
            yield


SOURCES = Part("sources", _MADE_FOR, _put_sources)
PAGES = Part("pages", _MADE_FOR, _put_pages)
RESULTS = Part("results", {}, _put_results)
