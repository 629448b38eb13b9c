"""Builds with less work: the same site as MkDocs makes without, and no warning lost."""

from __future__ import annotations

import logging
import os
import re
from typing import TYPE_CHECKING

import pytest

from publishing.speed.building import PARTS
from publishing.speed.languages import whole
from publishing.speed.parts import Part, chosen, put_in_place, unlike
from publishing.speed.store import Store
from tests.site.building import ROOT, run_build

if TYPE_CHECKING:
    from pathlib import Path

_BUILT_AT = {"SOURCE_DATE_EPOCH": "1795330800"}  # one moment, so that dates in the site are the same


def _small_UNUSED(project: Path) -> Path:
    """Leave two topics in a project: enough for navigation, facts, tables, both languages and each template."""
    kept = ("mail", "account")
    settings = project / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    for language in ("ko", "en"):
        topics = project / "docs" / language / "topics"
        for page in topics.glob("*/*.md"):
            if page.parent.name not in kept and page.name != "index.md":
                text = re.sub(rf"^ +- topics/{page.parent.name}/{page.name}\n", "", text, flags=re.MULTILINE)
                page.unlink()
        for page in (project / "docs" / language).rglob("*.md"):
            source = page.read_text(encoding="utf-8")
            page.write_text(re.sub(r"^  - topics/(?!mail/|account/).*\n", "", source, flags=re.MULTILINE))
    settings.write_text(re.sub(r"^  (nav|links): .*\n", "", text, flags=re.MULTILINE), encoding="utf-8")
    return project


def _build(project: Path, out: Path, speed: str, **more: str) -> dict[str, bytes]:
    """Build without the checks of links, which lead to pages that are left out; return every file."""
    variables = {"KEPT": str(project / "kept"), "SPEED": speed, **_BUILT_AT, **more}
    result = run_build(project, out, **variables)
    assert result.returncode == 0, result.stderr
    return {
        file.relative_to(out).as_posix(): file.read_bytes()
        for file in out.rglob("*")
        if file.is_file() and file.name != "facts.json"
    }


def _assert_same(one: dict[str, bytes], other: dict[str, bytes]) -> None:
    assert set(one) == set(other)
    assert [name for name in one if one[name] != other[name]] == []


def test_the_site_is_the_same(project: Path, tmp_path: Path) -> None:
    """All parts together change no byte, neither in a first build nor in one after an edit and a page less."""
    stock = _build(project, tmp_path / "stock", "none")
    _assert_same(_build(project, tmp_path / "first", "all"), stock)

    page = project / "docs" / "ko" / "topics" / "mail" / "spam-filter.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n한 문단 더.\n", encoding="utf-8")
    again = _build(project, tmp_path / "first", "all")
    changed = {name for name in stock if again[name] != stock[name]}
    assert "site/topics/mail/spam-filter/index.html" in changed
    assert not {name for name in changed if name.startswith("site/topics/account/")}
    _assert_same(again, _build(project, tmp_path / "stock", "none"))


@pytest.mark.skipif("SOAK" not in os.environ, reason="a build for each part: make soak")
@pytest.mark.parametrize("part", [part.name for part in PARTS])
def test_each_part_alone_changes_nothing(part: str, project: Path, tmp_path: Path) -> None:
    """Each of them, in a first build and in the next."""
    stock = _build(project, tmp_path / "stock", "none")
    for _ in range(2):
        _assert_same(_build(project, tmp_path / "fast", part), stock)
