"""MkDocs events for search: what is found of each page, the index of each language, and the worker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from publishing.search.bundle import bundle
from publishing.search.sections import sections_of
from publishing.search.writing import Article, index_json
from publishing.site.build_state import edition_of
from publishing.site.outline import chapters
from publishing.speed.kept import kept

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

_WORKER = Path("components/search/worker.mjs")


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Begin with no article; keep the order of pages."""
    del files
    config.theme["articles"] = {}
    config.theme["navigation"] = nav


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
    """Give the lists of all pages their chapters."""
    del files
    env.globals["chapters"] = chapters(config.theme["navigation"])


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Keep what search finds of a page."""
    del files
    is_home = page.url.strip("./") == edition_of(config).home.strip("/")
    if page.meta.get("robots") != "noindex" and page.meta.get("search", True) and not is_home:
        names = [str(name) for name in page.meta.get("questions", [])]
        config.theme["articles"][page.url] = Article(page.url, str(page.title), names, html)


def on_post_build(config: MkDocsConfig) -> None:
    """Write the index of this language, and the worker as one file."""
    site_dir = Path(config.site_dir)
    name, index = language_index(config)
    (site_dir / name).write_text(index, encoding="utf-8")
    worker = bundle(Path(config.theme.custom_dir or "theme") / _WORKER)
    (site_dir / _WORKER).write_text(worker, encoding="utf-8")


def language_index(config: MkDocsConfig) -> tuple[str, str]:
    """Return the name of this language's index in the site, and its content."""
    edition = edition_of(config)
    found, pages = config.theme["articles"], config.theme["navigation"].pages
    articles = [found[page.url] for page in pages if page.url in found]
    name = f"search.{edition.messages.language}"
    index = index_json(
        articles,
        edition.facts,
        edition.messages,
        edition.today,
        lambda html: kept(name, config, html, lambda: sections_of(html)),
    )
    return f"{name}.json", index
