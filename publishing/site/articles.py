"""Articles: pages that answer something. What stands around their text comes from their front matter."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mkdocs.structure.pages import Page


@dataclass(frozen=True)
class Article:
    """What is told about an article beside its text.

    `key` is the page's address without its language, like `topics/mail/spam-filter/`: one article, however
    many languages it is in. `reviewed` is the day on which somebody last checked that it is true.
    """

    key: str
    reviewed: date | None
    related: tuple[Page, ...]


def article_of(page: Page, home: str, pages: Mapping[str, Page]) -> Article | None:
    """Return what a page is as an article, None when it only leads to others or has a task of its own.

    Args:
        page: a page that has been read.
        home: the folder of its language in addresses, like `en/`.
        pages: all pages of the language by their names, like `topics/mail/spam-filter.md`.
    """
    if "template" in page.meta or page.file.name == "index":
        return None
    reviewed = page.meta.get("reviewed")
    return Article(
        page.url.removeprefix(home),
        reviewed if isinstance(reviewed, date) else None,
        tuple(related_pages(page, pages)),
    )


def articles_json(pages: Iterable[Page], language: str, home: str) -> str:
    """Return the keys of a language's articles, and of all pages that search finds, for the functions."""
    own = [page for page in pages if page.file.src_uri.startswith(f"{language}/")]
    keys = sorted(article.key for page in own for article in [article_of(page, home, {})] if article)
    found = sorted(page.url.removeprefix(home) for page in own if page.meta.get("robots") != "noindex")
    document = {"generated_by": "publishing/site/articles.py", "articles": keys, "pages": found}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def related_pages(page: Page, pages: Mapping[str, Page]) -> list[Page]:
    """Return the pages that `related` in the front matter names, in its order."""
    return [pages[uri] for uri in page.meta.get("related") or () if uri in pages]
