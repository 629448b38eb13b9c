"""The pictures in README: each is one that `make screenshots` makes."""

from __future__ import annotations

import re
from pathlib import Path

from screenshots.album import ALBUM

ROOT = Path(__file__).parents[2]


def test_readme_shows_every_picture_that_can_be_made_again() -> None:
    """None is missing, none is left over, and each says in words what it shows."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"!\[([^\]]*)\]\(screenshots/(\w+)\.png\)", readme)
    assert sorted(name for _, name in shown) == sorted(ALBUM)
    assert sorted(file.stem for file in (ROOT / "screenshots").glob("*.png")) == sorted(ALBUM)
    assert all(len(words) > 20 for words, _ in shown)
