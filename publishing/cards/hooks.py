"""MkDocs events for cards: what a page is shared with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from publishing.cards.card import center_card, page_card
from publishing.cards.drawing import HEIGHT, WIDTH
from publishing.cards.fonts import find_font
from publishing.cards.ready import ready_made
from publishing.cards.store import CardStore
from publishing.site.build_state import edition_of
from publishing.site.outline import way_to

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext


class SharedCard(NamedTuple):
    """A page's card as its head names it: absolute address, words for who cannot see it, size in pixels."""

    address: str
    alt: str
    width: int = WIDTH
    height: int = HEIGHT


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
    """Draw the card of every page as soon as all are read, whether a page is rendered again or not."""
    del env
    nav = config.theme["navigation"]
    config.theme["cards"] = {
        file.page.url: _shared_card(file.page, config, nav)
        for file in files.documentation_pages()
        if file.page is not None and "robots" not in file.page.meta  # else nobody is meant to find it
    }


def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """Give the page its card."""
    del nav
    if page.url in config.theme["cards"]:
        context.update({"card": config.theme["cards"][page.url]})  # type: ignore[misc]  # components/card reads it
    return context


def _shared_card(page: Page, config: MkDocsConfig, nav: Navigation) -> SharedCard:
    """Draw a page's card; where the machine has no font for it, the ready-made one serves every page."""
    edition, font = edition_of(config), find_font()
    facts, messages = edition.facts, edition.messages
    if font:
        card = page_card([stop.title for stop in way_to(page, nav)], facts, messages.language)
        path = f"cards/{page.file.src_uri.removesuffix('.md')}.png"
        folder = Path(config.config_file_path).parent / config.extra["cards"]
        target = Path(config.site_dir) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(CardStore(folder, font).picture(card))
    else:
        card, path = center_card(facts, messages.language), ready_made(messages.language)
    alt = messages.text("card.alt", title=card.title, center=card.owner)
    return SharedCard(urljoin(config.site_url or "/", path), alt)
