"""A walk over every page of the site in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

LANGUAGES = ("ko", "en")
_LISTEN = """
window.blocked = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.blocked.push(`${event.effectiveDirective} ${event.blockedURI}`);
});
"""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a page showed: what its policy blocked, and what it said to the console."""

    path: str
    blocked: list[str]
    said: list[str]


def paths_of(folder: Path, language: str) -> list[str]:
    """Return the addresses of a language's pages in the built site, like `/en/contact/`."""
    pages = sorted(page.relative_to(folder).as_posix() for page in folder.rglob("*.html"))
    is_of_language = [page for page in pages if page.startswith("en/") == (language == "en")]
    return ["/" + page.removesuffix("index.html") for page in is_of_language]


def look_at(page: Page, url: str, paths: list[str]) -> list[Sight]:
    """Open each page once and return what was seen."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.add_init_script(_LISTEN)
    sights = []
    for path in paths:
        said.clear()
        page.goto(url + path)
        sights.append(Sight(path, page.evaluate("window.blocked"), list(said)))
    return sights
