"""MkDocs events. Each asks a pure function and hands the answer on.

MkDocs builds the site once for each language (static-i18n starts the later builds from within the first),
so each event runs once for each language too, with `config.theme["language"]` set.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.utils import get_build_datetime
from mkdocs_macros.plugin import MacrosPlugin

from helpcenter.center.facts import load_facts
from helpcenter.messages import load_messages
from publishing.site.announcements import unknown_announced_pages
from publishing.site.articles import article_of, articles_json
from publishing.site.browser_facts import browser_facts_json
from publishing.site.browser_rules import MODULE, browser_rules_module
from publishing.site.build_state import edition_of, memory_of, page_of
from publishing.site.checklists import with_labels
from publishing.site.edition import make_edition
from publishing.site.entries import with_entries
from publishing.site.form_fields import STYLES, form_styles
from publishing.site.front_matter import front_matter_problems
from publishing.site.nav_names import with_nav_names
from publishing.site.other_languages import LanguageHome, links_from_page, nav_without
from publishing.site.outline import way_to
from publishing.site.page_problems import operator_messages, reference_problems
from publishing.site.references import with_facts
from publishing.site.reminders import without_reminders
from publishing.site.reply_shell import TEMPLATE, take_out_shell
from publishing.site.topic_cards import topic_cards
from publishing.site.translation_note import translation_note
from publishing.translations.memory import TranslationMemory

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext


@event_priority(-110)  # after static-i18n, which chooses the language at -100
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the facts and name the site in the language of this build."""
    path = Path(config.config_file_path).parent / config.extra["facts"]
    theme = Path(config.theme.custom_dir or "theme")
    if not path.is_file():
        raise PluginError(operator_messages(os.environ).text("facts_missing", file=path))
    language = config.theme["language"]
    facts, catalogues = load_facts(path), load_messages(theme / "messages")
    tables = theme / "components" / "fact-tables"
    config.theme["edition"] = make_edition(facts, catalogues, language, tables, get_build_datetime())
    root = Path(config.config_file_path).parent
    config.theme["translation_memory"] = TranslationMemory(root, facts.languages)
    config.site_name = facts.brand.center_name[language]
    config.site_description = catalogues[language].text("site.description", brand=facts.brand.name[language])
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Give pages their words."""
    macros = config.plugins["macros"]
    if not isinstance(macros, MacrosPlugin):
        raise TypeError(macros)
    macros.register_variables(dict(edition_of(config).words))


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Refuse a page that one language lacks undeclared; keep the theme's catalogues out of the site."""
    missing = memory_of(config).missing()
    if missing:
        docs = Path(config.docs_dir).name
        text = operator_messages(os.environ).text
        raise PluginError(
            "\n".join(text("missing_translation", file=f"{docs}/{page}") for _, page in missing)
        )
    _leave_out_of_nav(config)
    for file in [file for file in files if file.src_uri.startswith("messages/")]:
        files.remove(file)
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Give the next language the whole navigation again; keep what each page asks of all."""
    config.nav = config.extra.pop("whole_nav")
    config.theme["page_of"] = {page.file.src_uri.partition("/")[2]: page for page in nav.pages}
    language = config.theme["language"]
    config.theme["page_names"] = dict.fromkeys(
        name
        for file in files.documentation_pages()
        for folder, _, name in [file.src_uri.partition("/")]
        if folder == language
    )


@event_priority(100)  # before the macros plugin, whose own message would name no line
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Refuse a reference to a fact or a page that does not exist; fill in those of the front matter."""
    del files
    file = f"{Path(config.docs_dir).name}/{page.file.src_uri}"
    messages, edition = operator_messages(os.environ), edition_of(config)
    source = page.file.content_string
    problems = [
        *front_matter_problems(file, source, page.meta, config.theme["page_names"], messages),
        *reference_problems(file, source, edition.references, messages),
    ]
    if problems:
        raise PluginError("\n".join(problems))
    page.meta = with_facts(page.meta, edition.words)
    return without_reminders(markdown)


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Give the theme's templates their words and facts, and the functions the list of articles."""
    edition = edition_of(config)
    env.globals.update(edition.for_templates())
    env.globals["topic_cards"] = topic_cards(config.theme["navigation"])
    language = edition.messages.language
    pages = [file.page for file in files.documentation_pages() if file.page is not None]
    unknown = unknown_announced_pages(edition.facts, edition.home, {page.url for page in pages})
    if unknown:
        text = operator_messages(os.environ).text
        raise PluginError("\n".join(text("announced_page", key=key, page=page) for key, page in unknown))
    target = _pages_folder(config) / f"articles.{language}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(articles_json(pages, language, edition.home), encoding="utf-8")
    return env


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Give the boxes of checklists their names, and the lists of index pages their form."""
    del config, files
    return with_entries(html) if page.file.name == "index" else with_labels(html)


def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """Give the page's template what it needs to know of the page.

    Its language switch leads where there is something; a page whose source changed is told.
    """
    memory, edition = memory_of(config), edition_of(config)
    homes = _homes(config)
    path = page.file.url.removeprefix("./").removeprefix(edition.home)
    is_shell = page.meta.get("template") == TEMPLATE  # it has no counterpart anywhere
    links = homes if is_shell else links_from_page(page.file.src_uri, path, homes, memory.names)
    more: dict[str, object] = {
        "crumbs": way_to(page, nav)[:-1],
        "article": article_of(page, edition.home, page_of(config)),
        "has_checklists": 'class="checklist"' in (page.content or ""),
        "translation_note": translation_note(page.file.src_uri, page.toc, memory, edition),
        **({"alternates": links} if links else {}),
    }
    context.update(more)  # type: ignore[typeddict-item]  # MkDocs lists only its own
    return context


def on_template_context(
    context: TemplateContext, template_name: str, config: MkDocsConfig
) -> TemplateContext:
    """Lead from the page for missing addresses to each language's home, not where the page before it led."""
    del template_name
    context.update({"alternates": _homes(config)})  # type: ignore[misc]  # partials/alternate.html reads it
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Name the lists of the navigation."""
    del page, config
    return with_nav_names(output)


def on_post_build(config: MkDocsConfig) -> None:
    """Write what browsers need of facts and rules, and take the reply shell out of the site."""
    edition = edition_of(config)
    site_dir = Path(config.site_dir)
    browser_facts = site_dir / f"facts.{edition.messages.language}.json"
    browser_facts.write_text(browser_facts_json(edition.facts, edition.messages), encoding="utf-8")
    (site_dir / MODULE).write_text(browser_rules_module(edition.facts.own_numbers), encoding="utf-8")
    (site_dir / STYLES).write_text(form_styles(edition.facts), encoding="utf-8")
    target = _pages_folder(config) / f"reply.{edition.messages.language}.html"
    take_out_shell(site_dir, f"{edition.home}reply/", _site_path(config), target)


def _homes(config: MkDocsConfig) -> list[LanguageHome]:
    return [
        LanguageHome(language.name, language.locale, _site_path(config) + language.link.lstrip("/"))
        for language in config.plugins["i18n"].config.languages
    ]


def _leave_out_of_nav(config: MkDocsConfig) -> None:
    """Take the pages that this language does not have, which MkDocs would report, out of the navigation."""
    language, names = config.theme["language"], memory_of(config).names
    config.extra["whole_nav"] = config.nav
    if config.nav:
        config.nav = nav_without(config.nav, {name for name in names if language not in names[name]})


def _pages_folder(config: MkDocsConfig) -> Path:
    """Return where the build leaves what is for the functions: beside the site."""
    return Path(config.site_dir).parent / "pages"


def _site_path(config: MkDocsConfig) -> str:
    return urlsplit(config.site_url or "/").path or "/"
