"""A page as schema.org describes one: where it stands, and the questions that it answers.

Vocabulary: https://schema.org/BreadcrumbList and https://schema.org/FAQPage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from publishing.site.outline import Stop
    from publishing.site.sections import PageSection

FAQ_FOLDER = "faq"  # below each language's folder; every page but its index answers its headings


def breadcrumbs(way: Sequence[Stop]) -> dict[str, object]:
    """Return the way to a page, the home page first and the page itself last."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": stop.title, "item": stop.page.canonical_url}
            for position, stop in enumerate(way, 1)
        ],
    }


def questions(sections: Iterable[PageSection], address: str, language: str) -> dict[str, object]:
    """Return a page whose headings are questions and whose sections answer them, at an absolute address."""
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "@id": address,
        "inLanguage": language,
        "mainEntity": [
            {
                "@type": "Question",
                "name": section.heading,
                "url": f"{address}#{section.anchor}",
                "acceptedAnswer": {"@type": "Answer", "text": section.text},
            }
            for section in sections
        ],
    }
