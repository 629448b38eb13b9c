"""Where the language switch leads, and what the navigation shows, when a page is not in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias, Union

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

Nav: TypeAlias = Union[str, "dict[str, Nav]", "list[Nav]"]


class LanguageHome(NamedTuple):
    """A language: its own name, its code, and the address of its home, like `/en/`."""

    name: str
    lang: str
    link: str


def links_from_page(
    page: str, path: str, homes: Sequence[LanguageHome], names: Mapping[str, Container[str]]
) -> list[LanguageHome]:
    """Return the language switch of a page: to the same page, else the folder page nearest above, else home.

    Empty for a page that every language has: the usual switch is right.

    Args:
        page: the page, like `ko/video/casting.md`.
        path: its address below the home of its language, like `video/casting/`.
        homes: every language.
        names: the languages of every page, by its name without the language.
    """
    name = page.partition("/")[2]
    if name not in names or all(home.lang in names[name] for home in homes):
        return []
    return [
        home._replace(
            link=home.link + (path if home.lang in names[name] else _nearest_folder(name, home.lang, names))
        )
        for home in homes
    ]


def _nearest_folder(name: str, language: str, names: Mapping[str, Container[str]]) -> str:
    folder = name.rpartition("/")[0]
    while folder and language not in names.get(f"{folder}/index.md", ()):
        folder = folder.rpartition("/")[0]
    return f"{folder}/" if folder else ""


def nav_without(nav: Iterable[Nav], absent: Container[str]) -> list[Nav]:
    """Return the `nav` of mkdocs.yml without the pages a language does not have, and sections left empty."""
    kept = (_item_without(item, absent) for item in nav)
    return [item for item in kept if item]


def _item_without(item: Nav, absent: Container[str]) -> Nav:
    if isinstance(item, str):
        return "" if item in absent else item
    if isinstance(item, list):
        return nav_without(item, absent)
    kept = {title: _item_without(inner, absent) for title, inner in item.items()}
    return {title: inner for title, inner in kept.items() if inner}
