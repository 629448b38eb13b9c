"""Addresses of pages: absolute ones, and those of the same page in the other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.center.languages import worldwide

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence


def home_of(language: str, languages: Sequence[str]) -> str:
    """Return the site-relative folder of a language: empty for the first one, else like `en/`."""
    return "" if language == languages[0] else f"{language}/"


def language_of(url: str, languages: Sequence[str]) -> str:
    """Return the language of a page by its site-relative address."""
    folder = url.partition("/")[0]
    return folder if folder in languages[1:] else languages[0]


def translations(
    url: str, languages: Sequence[str], has_page: Container[str], site_url: str
) -> dict[str, str]:
    """Return the absolute address of a page in each language that has it.

    A page stands at the same place below the home of each language, so its address tells the others'.

    Args:
        url: the page's address relative to the site, like `en/contact/`; empty or `./` for the home page.
        languages: all languages, the default one first.
        has_page: the languages that have this page.
        site_url: the site's address, with a slash at the end.
    """
    place = url.removeprefix("./").removeprefix(home_of(language_of(url, languages), languages))
    return {
        language: f"{site_url}{home_of(language, languages)}{place}"
        for language in languages
        if language in has_page
    }


def hreflang(addresses: Mapping[str, str], languages: Sequence[str]) -> dict[str, str]:
    """Return what search engines are told of a page's languages; nothing of a page that has but one.

    `x-default`, for whoever reads none of them, is the English one where there is one, else the default
    language's.
    """
    if len(addresses) == 1:
        return {}
    default = addresses.get(worldwide(languages, addresses))
    return {**addresses, **({"x-default": default} if default else {})}
