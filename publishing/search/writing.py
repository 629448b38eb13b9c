"""The index of one language as JSON.

Lists instead of names keep it small; this module and `theme/components/search/library.mjs` know what stands
where.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from publishing.search.fact_cards import asking_words, fact_cards
from publishing.search.sections import sections_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from helpcenter.center.facts import Facts
    from helpcenter.messages import Messages
    from publishing.search.sections import Section


class Article(NamedTuple):
    """A page as search knows it: its path below the site's root, and what customers call its subject."""

    path: str
    title: str
    names: list[str]
    html: str


def index_json(
    articles: Iterable[Article],
    facts: Facts,
    messages: Messages,
    today: date,
    read: Callable[[str], Iterable[Section]] = sections_of,
) -> str:
    """Return the content of `search.<language>.json`; `read` cuts a page's HTML into its sections."""
    index = {
        "generated_by": "publishing/search/writing.py",
        "language": messages.language,
        "articles": [
            [article.path, article.title, article.names, [list(part) for part in read(article.html)]]
            for article in articles
        ],
        "facts": [list(card) for card in fact_cards(facts, messages, today)],
        "asks": asking_words(messages),
        "texts": _texts(messages),
        "synonyms": facts.synonyms.get(messages.language, []),
    }
    return json.dumps(index, ensure_ascii=False, separators=(",", ":")) + "\n"


def _texts(messages: Messages) -> dict[str, str]:
    return {
        code: text
        for code, text in messages.texts.items()
        if code.startswith(("search.", "suggest.")) and not code.startswith("search.asks.")
    }
