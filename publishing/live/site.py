"""The whole site, resident: built once, then following its sources as far as edits of text go."""

from __future__ import annotations

import multiprocessing
import shutil
from typing import TYPE_CHECKING, Any

from mkdocs import utils
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from helpcenter.center.clock import Clock
from publishing.live.language import Built, Edited, State, complaint, stay
from publishing.live.listening import Listener
from publishing.live.outcome import Outcome
from publishing.live.settling import put, settle
from publishing.live.sources import Sources
from publishing.site.build_state import edition_of, memory_of
from publishing.site.csp import InlineCodeError
from publishing.site.finish import finish_site, inline_code, names_and_scripts
from publishing.site.shared_styles import theme_sheets
from publishing.site.stylesheet import asked_names
from publishing.speed import building
from publishing.speed.copies import can_copy
from publishing.speed.kept import kept, remember
from publishing.speed.languages import LANGUAGES, whole, write_sitemap
from publishing.speed.parts import chosen, replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from collections.abc import Set as AbstractSet
    from multiprocessing.connection import Connection
    from pathlib import Path

    from mkdocs.config.defaults import MkDocsConfig

_EVERYWHERE = {
    "reply.md",
    "emergency.md",
}  # functions answer with the one, the service worker keeps the other
_SITE, _PAGES, _HEADERS = "site", "pages", "headers.json"


class ResidentSite:
    """The project in `root`, built into `out`: `site/`, `pages/` for the functions and `headers.json`."""

    def __init__(self, root: Path, out: Path) -> None:
        self._root, self._out = root, out
        self._building = out / "building"
        self._listener = Listener()
        self._config: MkDocsConfig
        self._sources: Sources
        self._editable: set[str] = set()
        self._asked: set[str] = set()
        self._day: object = None
        self._pending: set[str] = set()
        self._languages: list[Connection] = []
        self._finished: Callable[[str], str] = str
        self._styled: dict[str, tuple[AbstractSet[str], AbstractSet[str]]] = {}

    @property
    def stays(self) -> bool:
        """Whether it can follow an edit; without copies of processes it is built whole each time."""
        return bool(self._languages)

    def build(self) -> Outcome:
        """Build all of it."""
        self._sources = Sources(self._root)
        shutil.rmtree(self._building, ignore_errors=True)
        try:
            done = self._build()
        except Abort:  # the reason was logged
            done = False
        except Exception as error:  # noqa: BLE001 told where somebody reads it
            self._listener.add(complaint(error))
            done = False
        finally:
            building.end()
        if not done:
            return Outcome(failed=True, said=self._listener.take())
        put((self._building / _HEADERS).read_bytes(), self._out / _HEADERS, self._building)
        settle(self._building / _PAGES, self._out / _PAGES)
        changed = settle(self._building / _SITE, self._out / _SITE)
        return Outcome(said=self._listener.take(), changed=changed, rendered=len(self._styled))

    def follow(self) -> Outcome:
        """Bring the site up to date with its sources."""
        self._pending |= self._sources.changed()  # until they are on the site
        if not self._pending:
            return Outcome()
        if self._day != self._today() or not all(map(self._is_editable, self._pending)):
            return Outcome(outdated=True)
        edited = self._edited()
        if edited.failed:  # where it is outdated too, perhaps only for what it does not know yet
            return Outcome(not edited.outdated, edited.outdated, edited.said)
        try:
            styled = {name: self._look(page.decode()) for name, page in edited.pages.items()}
        except InlineCodeError as error:
            return Outcome(failed=True, said=[*edited.said, inline_code(self._out / _SITE, error)])
        if _all({**self._styled, **styled}) != _all(self._styled):
            return Outcome(outdated=True)
        self._styled.update(styled)
        return self._shown(edited)

    def _edited(self) -> Edited:
        """Have every language make again what shows the pending files."""
        try:
            for language in self._languages:
                language.send(self._pending)
            edits: list[Edited] = [language.recv() for language in self._languages]
        except (EOFError, BrokenPipeError):
            return Edited(failed=False, said=[], outdated=True)
        return Edited(
            any(edit.failed for edit in edits),
            [line for edit in edits for line in edit.said],
            any(edit.outdated for edit in edits),
            {name: page for edit in edits for name, page in edit.pages.items()},
            {name: file for edit in edits for name, file in edit.files.items()},
        )

    def _shown(self, edited: Edited) -> Outcome:
        pages = {name: self._finished(page.decode()).encode() for name, page in edited.pages.items()}
        site = self._out / _SITE
        files = {**pages, **edited.files}
        changed = [name for name, content in files.items() if put(content, site / name, self._building)]
        if not edited.outdated:
            self._pending = set()
        return Outcome(outdated=edited.outdated, said=edited.said, changed=changed, rendered=len(pages))

    def _build(self) -> bool:
        site_dir = self._building / _SITE
        settings = str(self._root / "mkdocs.yml")
        config = self._config = load_config(settings, site_dir=str(site_dir))
        if not can_copy():
            config.plugins.on_startup(command="build", dirty=False)
            mkdocs_build.build(config)
            return True
        state = State()
        config.plugins["publishing/live"] = state
        parts = [part.name for part in chosen(config.extra["speed"], building.PARTS) if part is not LANGUAGES]
        config.extra["speed"] = " ".join(parts) or "none"
        remember("search")
        config.plugins.on_startup(command="build", dirty=False)
        config.plugins.on_config(config)
        plugin: Any = config.plugins["i18n"]
        default = plugin.current_language
        order = [default, *(code for code in plugin.build_languages if code != default)]
        with replaced(utils, "clean_directory", lambda _: None):
            self._languages = _copies(order, config, state)
        built: list[Built] = [language.recv() for language in self._languages]
        for line in dict.fromkeys(line for one in built for line in one.said):
            self._listener.add(line)
        if any(one.failed for one in built):
            return False
        write_sitemap(whole([one.sitemap for one in built]), site_dir / "sitemap.xml")
        sheets = [(site_dir / name).read_text(encoding="utf-8") for name in theme_sheets(site_dir)]
        self._asked = kept("asked", config, "\n".join(sheets), lambda: asked_names(sheets))
        self._finished = finish_site(config, self._note)
        building.language_done()
        self._day = self._today()
        self._editable = {
            f"docs/{language}/{name}"
            for name, languages in memory_of(config).names.items()
            for language in languages
            if name not in _EVERYWHERE
        }
        return True

    def _note(self, page: Path, names: AbstractSet[str], scripts: AbstractSet[str]) -> None:
        place = self._building / (_SITE if page.is_relative_to(self._building / _SITE) else "")
        self._styled[page.relative_to(place).as_posix()] = (
            frozenset(names & self._asked),
            frozenset(scripts),
        )

    def _look(self, html: str) -> tuple[AbstractSet[str], AbstractSet[str]]:
        names, scripts = names_and_scripts(html)
        return frozenset(names & self._asked), frozenset(scripts)

    def _is_editable(self, name: str) -> bool:
        if name.startswith("translations/"):
            return name.endswith(".json")
        return name in self._editable and (self._root / name).is_file()

    def _today(self) -> object:
        """Return the days that pages are built on: MkDocs's, and the center's."""
        clock = Clock(edition_of(self._config).facts.clock)
        return utils.get_build_date(), clock.local(utils.get_build_datetime()).date()


def _copies(languages: Collection[str], config: MkDocsConfig, state: State) -> list[Connection]:
    """Begin a copy of this process for each language; return the connections to them."""
    context = multiprocessing.get_context("fork")
    ours: list[Connection] = []
    for language in languages:
        mine, its = context.Pipe()
        ours.append(mine)
        context.Process(target=_copy, args=(ours, language, config, state, its), daemon=True).start()
        its.close()
    return ours


def _copy(
    others: Collection[Connection], language: str, config: MkDocsConfig, state: State, its: Connection
) -> None:
    for connection in others:  # or nobody would notice that the process we come from is gone
        connection.close()
    stay(language, config, state, its)


def _all(styled: dict[str, tuple[AbstractSet[str], AbstractSet[str]]]) -> tuple[set[str], set[str]]:
    """Return what stylesheet and policy are made from: names and scripts of all pages."""
    looks = set(styled.values())
    return set().union(*(names for names, _ in looks)), set().union(*(scripts for _, scripts in looks))
