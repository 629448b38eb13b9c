"""MkDocs events for being found and shared: heads, data for search engines, sitemap, feed, lists of pages."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mkdocs.exceptions import PluginError

from helpcenter.center.clock import Clock
from publishing.site.addresses import hreflang, translations
from publishing.site.build_state import edition_of, memory_of
from publishing.site.feed import ChangesError, feed_entries, page_changes, start_of
from publishing.site.outline import page_name, way_to
from publishing.site.page_data import FAQ_FOLDER, breadcrumbs, questions
from publishing.site.page_problems import operator_messages
from publishing.site.sections import page_sections
from publishing.site.structured_data import script_json

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from publishing.site.feed import Change, FeedEntry


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
    """Give the templates the addresses of a page's languages."""
    del files
    env.globals["hreflang"] = partial(_hreflang, config=config)


def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """Tell what the page is called when it is shared, the way to it, and the questions it answers."""
    stops, name = way_to(page, nav), page_name(page, config)
    data = [breadcrumbs(stops)] if len(stops) > 1 else []
    folder, _, file = page.file.src_uri.partition("/")[2].rpartition("/")
    if folder == FAQ_FOLDER and file != "index.md":
        language = edition_of(config).messages.language
        data.append(questions(page_sections(page.content or ""), name.address, language))
    context.update({"page_name": name, "page_data": [script_json(item) for item in data]})  # type: ignore[misc]  # our templates read them
    return context


def on_template_context(
    context: TemplateContext, template_name: str, config: MkDocsConfig
) -> TemplateContext:
    """Give feed and list their pages."""
    nav, edition = context["nav"], edition_of(config)
    if template_name == "llms.txt":
        context.update({"name_of": partial(page_name, config=config)})  # type: ignore[misc]  # theme/llms.txt
    elif template_name == "feed.xml":
        entries = _feed_entries(nav, config)
        updated = entries[0].updated if entries else start_of(edition.today, Clock(edition.facts.clock))
        context.update({"entries": entries, "updated": updated})  # type: ignore[misc]  # theme/feed.xml reads them
    return context


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Give each language its own copy: without this the last language's would be the only one."""
    home = edition_of(config).home
    if not home or template_name == "sitemap.xml":  # which has the pages of every language built so far
        return output_content
    target = Path(config.site_dir) / home / template_name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(output_content, encoding="utf-8")
    return ""


def _hreflang(page: Page, config: MkDocsConfig) -> dict[str, str]:
    languages = edition_of(config).facts.languages
    has_page = memory_of(config).names.get(page.file.src_uri.partition("/")[2], languages)
    return hreflang(translations(page.url, languages, has_page, config.site_url or "/"), languages)


def _feed_entries(nav: Navigation, config: MkDocsConfig) -> list[FeedEntry]:
    edition = edition_of(config)
    pages = [(page_name(page, config), _changes(page, config)) for page in nav.pages]
    host = urlsplit(edition.facts.site_url).hostname or ""
    return feed_entries(pages, Clock(edition.facts.clock), edition.today, host)


def _changes(page: Page, config: MkDocsConfig) -> list[Change]:
    try:
        return page_changes(page.meta)
    except ChangesError as error:
        file = f"{Path(config.docs_dir).name}/{page.file.src_uri}"
        raise PluginError(operator_messages(os.environ).text("changes_unreadable", file=file)) from error
