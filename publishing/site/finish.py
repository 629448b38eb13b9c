"""MkDocs events that come when the site is there in every language."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

import helpcenter
from publishing.proof import SolverMissingError, put_solver
from publishing.site.asset_folder import COMPONENTS, move_components
from publishing.site.build_state import edition_of
from publishing.site.chat_widgets import widget_paths, widget_sources
from publishing.site.csp import InlineCodeError, inline_script_hashes
from publishing.site.headers import headers_json
from publishing.site.offline import write_service_worker
from publishing.site.page_problems import operator_messages
from publishing.site.shared_styles import share_styles
from publishing.site.stylesheet import names_in_pages
from publishing.speed.kept import kept

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet

    from mkdocs.config.defaults import MkDocsConfig

# The functions fill the reply shells: they name classes too.
_REPLIES = list(Path(helpcenter.__file__).parent.rglob("*.py"))


@event_priority(-100)  # after static-i18n, which builds the other languages within its own event
def on_post_build(config: MkDocsConfig) -> None:
    """Give the pages one stylesheet, and write the headers that go with them, beside the site."""
    if not config.plugins["i18n"].building:  # type: ignore[attr-defined]  # static-i18n's own: not the last language
        finish_site(config)


def finish_site(
    config: MkDocsConfig, note: Callable[[Path, AbstractSet[str], AbstractSet[str]], None] | None = None
) -> Callable[[str], str]:
    """Give all pages one stylesheet, write the headers, and return what makes a finished page of any.

    `note` is told of each page the names in its tags, and the hashes of its scripts.

    Raises:
        PluginError: a page holds code that no policy allows, or the solver is missing.
    """
    site_dir = Path(config.site_dir)
    pages = [*site_dir.rglob("*.html"), *(site_dir.parent / "pages").glob("reply.*.html")]
    names: set[str] = set()
    hashes: set[str] = set()
    for page in pages:
        html = page.read_text(encoding="utf-8")
        try:
            in_page, scripts = kept("finish", config, html, partial(names_and_scripts, html))
        except InlineCodeError as error:
            raise PluginError(inline_code(page, error)) from error
        names |= in_page
        hashes |= scripts
        if note:
            note(page, in_page, scripts)
    facts, upload_origin = edition_of(config).facts, config.extra["upload_origin"]
    if facts.proof_of_work:
        _put_solver(site_dir)
    linked = share_styles(site_dir, [str(sheet) for sheet in config.extra_css], _REPLIES, names)
    components, moved = move_components(site_dir, pages, config.site_url or "/", linked)
    homes = [language.link.strip("/") for language in config.plugins["i18n"].config.languages]
    emergencies = [f"{home}/emergency/".lstrip("/") for home in homes]
    root = urlsplit(config.site_url or "/").path or "/"
    write_service_worker(site_dir, components, root, emergencies)
    headers = headers_json(hashes, upload_origin, widget_sources(facts), widget_paths(facts))
    (site_dir.parent / "headers.json").write_text(headers, encoding="utf-8")
    return lambda html: moved(linked(html))


def names_and_scripts(html: str) -> tuple[set[str], set[str]]:
    """Return the names in a page's tags, and the hashes of its scripts.

    Raises:
        InlineCodeError: it holds code that no policy allows.
    """
    return names_in_pages([html]), inline_script_hashes(html)


def _put_solver(site_dir: Path) -> None:
    try:
        put_solver(site_dir / COMPONENTS)
    except SolverMissingError as error:
        raise PluginError(operator_messages(os.environ).text("solver_missing")) from error


def inline_code(page: Path, error: InlineCodeError) -> str:
    """Return what is wrong with a page, for its writer."""
    return operator_messages(os.environ).text("inline_code", file=page, found=str(error))
