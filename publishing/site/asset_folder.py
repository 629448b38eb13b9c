"""Our modules and styles in a folder whose name is made of what they are.

A page of yesterday, still open or kept by a browser, goes on loading the modules that it was made for, and
browsers may keep each of them for a year: under one address there is never anything else.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from publishing.speed.shares import shared_out

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

COMPONENTS = "components"
_ASSETS = "assets"
_FOLDER = re.compile(r"[0-9a-f]{12}")
_NAMED = re.compile(
    rf"\b{_ASSETS}/([^\"?#]+)"
)  # matched where the word was found: a search would take its time
_BLANK = re.compile(r"\s")
_ATTRIBUTE = re.compile(r"(?:href|src|content)=\Z")


def move_components(
    site: Path, pages: Sequence[Path], address: str, change: Callable[[str], str] = str
) -> tuple[str, Callable[[str], str]]:
    """Move `components/` into the folder of assets, and have `pages` load it from there.

    Returns the folder's new name, and what makes any page load it from there. `address` is that of the site,
    with a slash at the end. What the theme brings and no page loads goes. `change` is what else becomes of a
    page: each is read once and written once.
    """
    files = sorted(file for file in (site / COMPONENTS).rglob("*") if file.is_file())
    names = [file.relative_to(site / COMPONENTS).as_posix() for file in files]
    folder = f"{_ASSETS}/{_digest(names, files)}"
    moved = partial(_moved, folder, set(names), ("./", urlsplit(address).path, address))

    def rewrite(share: Sequence[Path]) -> set[str]:
        loaded: set[str] = set()
        for page in share:
            html = moved(change(page.read_text(encoding="utf-8")))
            loaded |= _named(html)
            page.write_text(html, encoding="utf-8")
        return loaded

    _drop_others(site / _ASSETS, set().union(*shared_out(pages, rewrite)))
    (site / _ASSETS).mkdir(exist_ok=True)
    shutil.rmtree(site / folder, ignore_errors=True)
    (site / COMPONENTS).rename(site / folder)
    return folder, moved


def _moved(folder: str, names: Collection[str], starts: Collection[str], html: str) -> str:
    """Return a page whose references lead into another folder.

    A word that is searched for, and then looked at, is quicker than an expression that begins with choices.
    """
    parts: list[str] = []
    done = 0
    at = html.find(f"{COMPONENTS}/")
    while at >= 0:
        quote, end = html.rfind('"', 0, at), html.find('"', at)
        start, name = html[quote + 1 : at], html[at + len(COMPONENTS) + 1 : end]
        leads_there = start in starts or not start.replace("../", "")
        if leads_there and name in names and _ATTRIBUTE.search(html, max(0, quote - 8), quote):
            parts += (html[done:at], folder, "/")
            done = at + len(COMPONENTS) + 1
        at = html.find(f"{COMPONENTS}/", at + 1)
    return "".join([*parts, html[done:]])


def _named(html: str) -> set[str]:
    """Return what of the assets stands in quotes."""
    found = set()
    at = html.find(f"{_ASSETS}/")
    while at >= 0:
        quote = html.rfind('"', 0, at)
        name = _NAMED.match(html, at)
        if name and quote >= 0 and not _BLANK.search(html, quote, at):
            found.add(name[1])
        at = html.find(f"{_ASSETS}/", at + 1)
    return found


def find_components(site: Path) -> Path:
    """Return the folder of our modules in a built site.

    Raises:
        FileNotFoundError: there is none, so it is no site that was built to its end.
    """
    found = [folder for folder in (site / _ASSETS).glob("*") if _FOLDER.fullmatch(folder.name)]
    if len(found) != 1:
        raise FileNotFoundError(site / _ASSETS)
    return found[0]


def _digest(names: Sequence[str], files: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for name, file in zip(names, files, strict=True):
        content = file.read_bytes()
        digest.update(f"{name}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()[:12]


def _drop_others(assets: Path, loaded: set[str]) -> None:
    for file in [file for file in assets.rglob("*") if file.is_file()]:
        if file.relative_to(assets).as_posix() not in loaded:
            file.unlink()
    for folder in sorted((path for path in assets.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
