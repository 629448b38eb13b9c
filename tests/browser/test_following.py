"""A writer at work with `make run` and a browser: what is saved is shown."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.local.running import ROOT, RunningCenter, eventually

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

_ARTICLE = "docs/en/topics/mail/spam-filter.md"
_PATIENCE = 300_000.0  # milliseconds; nothing waits that long when all is well
_ADDRESS = "/en/topics/mail/spam-filter/"


@pytest.fixture
def writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningCenter]:
    """A center of a copy of the project, which follows what is written there."""
    monkeypatch.setenv("CARDS", str(ROOT / ".cache" / "cards"))
    left_out = shutil.ignore_patterns(
        ".git", ".venv", ".tools", ".local", ".*cache", "build", "tests", "__pycache__"
    )
    shutil.copytree(ROOT, tmp_path / "project", ignore=left_out)
    center = RunningCenter(tmp_path / "data", follows=True, root=tmp_path / "project").start()
    yield center
    assert center.stop() == 0


def _add(file: Path, text: str) -> str:
    before = file.read_text(encoding="utf-8")
    file.write_text(f"{before}\n{text}\n", encoding="utf-8")
    return before


def test_the_browser_shows_what_was_saved(writing: RunningCenter, page: Page) -> None:
    """By itself, under the site's own policy, and no other page than that which changed.

    A mistake is told with its line and leaves the last good page; a changed fact reaches every page, and that
    functions answer by it only after another start is said.
    """
    article = writing.root / _ARTICLE
    page.goto(writing.url + _ADDRESS)
    page.evaluate("window.loadedBefore = true")
    right = _add(article, "A sentence of this morning.")
    page.get_by_text("A sentence of this morning.").wait_for(timeout=_PATIENCE)
    assert page.evaluate("window.loadedBefore") is None
    assert re.search(r"^pages made again: 1 ", writing.said(), re.MULTILINE)

    page.goto(writing.url + "/en/contact/")
    page.evaluate("window.loadedBefore = true")
    article.write_text(right + "\n{{ channels.pay_phone.numbr }}\n", encoding="utf-8")
    place = f"{_ARTICLE}:{right.count(chr(10)) + 2}: "
    eventually(lambda: place in writing.said())
    assert "A sentence of this morning." in writing.send(_ADDRESS).body
    article.write_text(right + "\nA sentence of this evening.\n", encoding="utf-8")
    eventually(lambda: "A sentence of this evening." in writing.send(_ADDRESS).body)
    assert page.evaluate("window.loadedBefore") is True

    center = writing.root / "center.yml"
    said = writing.said()
    center.write_text(center.read_text(encoding="utf-8").replace("1700-0310", "1700-0999"), encoding="utf-8")
    page.get_by_text("1700-0999").first.wait_for(state="attached", timeout=_PATIENCE)
    eventually(lambda: "make run again" in writing.said()[len(said) :])


def test_nothing_of_it_is_there_elsewhere(center: RunningCenter) -> None:
    """A center that follows nothing serves the pages as they were built."""
    assert "_local" not in center.send("/").body
