"""What a card says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpcenter.center.facts import Facts


class Card(NamedTuple):
    """The words of a card: whose page it is, its title, what it belongs to, and where it stands.

    `section` is empty where a page belongs to none; `host` is the site's name on the net.
    """

    owner: str
    title: str
    section: str
    host: str


def center_card(facts: Facts, language: str) -> Card:
    """Return the card of the center itself."""
    brand = facts.brand
    return Card(brand.legal_name[language], brand.center_name[language], "", _host(facts))


def page_card(titles: Sequence[str], facts: Facts, language: str) -> Card:
    """Return the card of a page; `titles` are those on the way to it, the home page's first."""
    if len(titles) < 2:
        return center_card(facts, language)
    section = titles[-2] if len(titles) > 2 else ""
    return Card(facts.brand.center_name[language], titles[-1], section, _host(facts))


def _host(facts: Facts) -> str:
    return urlsplit(facts.site_url).hostname or ""
