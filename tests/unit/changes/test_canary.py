"""Two builds of the same site: what makes them another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from publishing.canary import differences

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "<title>Mail</title><article><h1>Mail</h1><p>Text</p></article>"


def site_of(folder: Path, files: dict[str, str]) -> Path:
    """Lay a site into a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({"mail/index.html": PAGE.replace("<p>", '<p class="other">')}, []),
        ({"mail/index.html": PAGE.replace("Text", "Texts")}, [("text", "/mail/")]),
        ({"mail/index.html": PAGE.replace("<h1>Mail", "<h1>E-mail")}, [("title", "/mail/")]),
        ({"post/index.html": PAGE}, [("missing", "mail/index.html"), ("more", "post/index.html")]),
    ],
)
def test_addresses_titles_and_texts_are_compared(
    tmp_path: Path, other: dict[str, str], found: list[tuple[str, str]]
) -> None:
    """Markup may be another; what visitors find and read may not. Assets are named by what is in them."""
    ours = site_of(tmp_path / "ours", {"mail/index.html": PAGE, "assets/a.css": ""})
    assert list(differences(ours, site_of(tmp_path / "other", {**other, "assets/b.css": ""}))) == found
