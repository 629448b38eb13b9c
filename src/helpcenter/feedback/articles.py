"""The articles of the site, as its build left them for the functions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def load_articles(folder: Path) -> Mapping[str, frozenset[str]]:
    """Read `articles.<language>.json`: the addresses of articles, without their language, by language.

    Raises:
        OSError: a file can't be read.
        ValueError: a file is no JSON.
    """
    return _load(folder, "articles")


def load_pages(folder: Path) -> Mapping[str, frozenset[str]]:
    """Read the same files for the addresses of all pages that search finds.

    Raises:
        OSError: a file can't be read.
        ValueError: a file is no JSON.
    """
    return _load(folder, "pages")


def _load(folder: Path, key: str) -> Mapping[str, frozenset[str]]:
    return {
        path.name.split(".")[1]: frozenset(json.loads(path.read_text(encoding="utf-8"))[key])
        for path in sorted(folder.glob("articles.*.json"))
    }
