"""One language of the site, in a process of its own that keeps what MkDocs made of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands import build as mkdocs_build
from mkdocs.exceptions import Abort, BuildError, MkDocsException
from mkdocs.plugins import BasePlugin, event_priority

from publishing.live.listening import Listener
from publishing.search.hooks import language_index
from publishing.site.build_state import memory_of
from publishing.speed import building
from publishing.speed.inputs import told_of
from publishing.speed.parts import replaced

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from multiprocessing.connection import Connection

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

_SITEMAP = "sitemap.xml"
_READ = {
    "markdown": None,
    "content": None,
    "_title_from_render": None,
    "present_anchor_ids": None,
    "links_to_anchors": None,
}


@dataclass(frozen=True, slots=True)
class Built:
    """How a whole build of one language went: what was complained of, the sitemap of its pages."""

    failed: bool
    said: list[str]
    sitemap: str


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of an edit: pages as MkDocs writes them and other files, by their names in the site.

    `outdated`: other pages may show what changed, so that all must be made again; `pages` are then only those
    that were edited, as far as they can be known before that.
    """

    failed: bool
    said: list[str]
    outdated: bool = False
    pages: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)


class State(BasePlugin):  # type: ignore[type-arg, no-untyped-call]  # it has no settings
    """Keeps what MkDocs hands to its plugins."""

    files: Files
    nav: Navigation
    env: jinja2.Environment

    @event_priority(-1000)  # as all others leave it
    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Keep the order of pages."""
        del config
        self.nav, self.files = nav, files

    @event_priority(-1000)
    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
        """Keep the templates."""
        del config, files
        self.env = env


def stay(language: str, config: MkDocsConfig, state: State, connection: Connection) -> None:
    """In a process of its own: build the language, then make again what the other end names."""
    plugin: Any = config.plugins["i18n"]
    plugin.current_language, plugin.building = language, True
    listener = Listener()
    built = _build(config, listener)
    connection.send(built)
    if built.failed:
        return
    building.end()  # what comes now is little, and nobody should wait for its files
    while True:
        try:
            names = connection.recv()
        except EOFError:
            return
        connection.send(_edit(config, state, names, listener))


def _build(config: MkDocsConfig, listener: Listener) -> Built:
    sitemaps: list[str] = []
    stock = mkdocs_build._build_theme_template  # noqa: SLF001

    def build_template(name: str, env: Any, files: Any, config: Any, nav: Any) -> None:  # noqa: ANN401 as MkDocs's own
        if name != _SITEMAP:
            stock(name, env, files, config, nav)
            return
        template = env.get_template(name)
        sitemaps.append(mkdocs_build._build_template(name, template, files, config, nav))  # noqa: SLF001

    failed = True
    with replaced(mkdocs_build, "_build_theme_template", build_template):
        try:
            mkdocs_build.build(config)
            failed = False
        except Abort:  # the reason was logged
            pass
        except Exception as error:  # noqa: BLE001 told where somebody reads it
            listener.add(complaint(error))
    return Built(failed, listener.take(), "".join(sitemaps))


def _edit(config: MkDocsConfig, state: State, names: Collection[str], listener: Listener) -> Edited:
    """Make again what shows pages or records of these names, like `docs/ko/contact.md`."""
    outdated = False
    try:
        changed = list(_pages(names, state.files))
        for page in changed:
            before = told_of(page)
            _read(page, config, state.files)
            outdated = outdated or told_of(page) != before
        if outdated:
            pages = dict(_rendered(changed, config, state))
            listener.take()  # the whole build will say it
            return Edited(failed=False, said=[], outdated=True, pages=pages)
        shown = {page.file.src_uri: page for page in [*changed, *_translated(config, names, state.files)]}
        pages = dict(_rendered(shown.values(), config, state))
        files = {}
        if changed:
            name, index = language_index(config)
            files[name] = index.encode()
        level = config.validation.links.anchors
        for file in _documents(state.files):
            if file.page:
                file.page.validate_anchor_links(files=state.files, log_level=level)
    except Exception as error:  # noqa: BLE001 told where somebody reads it
        listener.add(complaint(error))
        said = listener.take()
        return Edited(failed=True, said=[] if outdated else said, outdated=outdated)
    return Edited(failed=False, said=listener.take(), pages=pages, files=files)


def _pages(names: Collection[str], files: Files) -> Iterator[Page]:
    for name in names:
        file = files.src_uris.get(name.removeprefix("docs/"))
        if name.startswith("docs/") and file and file.page:
            yield file.page


def _translated(config: MkDocsConfig, names: Collection[str], files: Files) -> Iterator[Page]:
    """Yield the pages that tell how far they are behind the page they were made from."""
    memory = memory_of(config)
    for name, source in memory.translations.items():
        file = files.src_uris.get(name)
        record = memory.record_path(name).relative_to(memory.root).as_posix()
        if file and file.page and (f"docs/{source}" in names or record in names):
            yield file.page


def _read(page: Page, config: MkDocsConfig, files: Files) -> None:
    """Read a page anew; after a mistake it is as it was."""
    before = dict(vars(page))
    moved = config.theme["moved"]
    config.theme["moved"] = {old: one for old, one in moved.items() if one is not page}
    vars(page).update(_READ, meta={}, toc=[])
    try:
        mkdocs_build._populate_page(page, config, files)  # noqa: SLF001
    except BaseException:
        vars(page).update(before)
        config.theme["moved"] = moved
        raise


def _rendered(pages: Collection[Page], config: MkDocsConfig, state: State) -> Iterator[tuple[str, bytes]]:
    documents = _documents(state.files)
    for page in pages:
        target = Path(page.file.abs_dest_path)
        mkdocs_build._build_page(page, config, documents, state.nav, state.env)  # noqa: SLF001
        yield page.file.dest_uri, target.read_bytes()
        target.unlink()


def _documents(files: Files) -> list[File]:
    return list(files.documentation_pages())


def complaint(error: Exception) -> str:
    """Return what a writer reads of an error."""
    known = isinstance(error, BuildError | MkDocsException)
    return str(error) if known else f"{type(error).__name__}: {error}"
