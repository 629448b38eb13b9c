"""The site that follows its sources: the same as a whole build makes, with as little made again as can be."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from publishing.facts import compile_facts
from publishing.live.builder import Builder
from publishing.live.settling import settle
from publishing.live.sources import Sources
from tests.site.building import ROOT, run_build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_URL = "http://127.0.0.1:8100/"


@pytest.fixture
def builder(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Builder]:
    """A builder of the project, as at one moment, so that dates in the site are the same."""
    variables = {"SOURCE_DATE_EPOCH": "1795330800", "CARDS": str(ROOT / ".cache" / "cards")}
    for name, value in {**variables, "LC_ALL": "en_US.UTF-8"}.items():
        monkeypatch.setenv(name, value)
    (project / "src").symlink_to(ROOT / "src")
    facts = tmp_path / "live" / "facts.json"
    facts.parent.mkdir()
    facts.write_text(json.dumps(compile_facts(project / "center.yml")), encoding="utf-8")
    (tmp_path / "live" / "site" / "gone").mkdir(parents=True)
    (tmp_path / "live" / "site" / "gone" / "index.html").write_text("of a page that is no more", "utf-8")
    builder = Builder(project, tmp_path / "live", facts, _URL)
    yield builder
    builder.close()


def _add(page: Path, text: str) -> str:
    """Add to a page; return what it was."""
    before = page.read_text(encoding="utf-8")
    page.write_text(before + text, encoding="utf-8")
    return before


def _built(out: Path) -> dict[str, bytes]:
    kept = [out / "headers.json", *(out / "site").rglob("*"), *(out / "pages").rglob("*")]
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in kept if file.is_file()}


def test_an_edit_makes_what_a_whole_build_makes(builder: Builder, project: Path, tmp_path: Path) -> None:
    """Byte for byte, by making the page again, and what tells how far its translation is behind.

    A mistake is told with its line and takes nothing away. What other pages may show is left to a whole one,
    and is on its own page before that.
    """
    pages, live = project / "docs", tmp_path / "live"
    korean, english = pages / "ko" / "topics" / "mail" / "spam-filter.md", pages / "en" / "contact.md"
    assert builder.build().failed is False
    assert builder.follow().changed == []

    _add(korean, "\n## 새 제목 Class\n\n[가입](mail-does-not-send.md)하고 `code`\n")
    first = builder.follow()
    assert (first.failed, first.outdated, first.said, first.rendered) == (False, False, [], 2)
    assert "topics/mail/spam-filter/index.html" in first.changed

    shown = _built(live)
    right = _add(english, "\n{{ channels.pay_phone.numbr }}\n")
    failed = builder.follow()
    assert failed.failed
    line = right.count("\n") + 2
    assert any(re.match(rf"docs/en/contact\.md:{line}: ", said) for said in failed.said), failed.said
    assert _built(live) == shown

    english.write_text(right + "\n[Nowhere](#nowhere)\n", encoding="utf-8")
    assert any("#nowhere" in said for said in builder.follow().said)
    english.write_text(right + "\nOne more paragraph.\n", encoding="utf-8")
    mended = builder.follow()
    assert (mended.said, mended.rendered) == ([], 1)

    result = run_build(project, tmp_path / "whole", None, SITE_URL=_URL, KEPT=str(tmp_path / "kept"))
    assert result.returncode == 0, result.stderr
    whole, followed = _built(tmp_path / "whole"), _built(live)
    assert set(followed) == set(whole)
    assert [name for name in whole if followed[name] != whole[name]] == []

    text = korean.read_text(encoding="utf-8")
    korean.write_text(text.replace("\ndescription: ", "\ndescription: 새로 "), encoding="utf-8")
    glimpse = builder.follow()
    assert (glimpse.outdated, glimpse.changed) == (True, ["topics/mail/spam-filter/index.html"])
    page = (live / "site" / "topics" / "mail" / "spam-filter" / "index.html").read_text(encoding="utf-8")
    assert 'content="새로 ' in page


def test_only_what_changed_is_put_in_place(tmp_path: Path) -> None:
    """A file that says the same keeps its time; what is stale goes, and the folders that it leaves empty."""
    built, place = tmp_path / "built", tmp_path / "place"
    for folder, files in {
        built: ["same", "new/page", "turned"],
        place: ["same", "old/page", "turned/x"],
    }.items():
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text("1", encoding="utf-8")
    before = (place / "same").stat().st_mtime_ns, (place / "same").stat().st_ino
    assert sorted(settle(built, place)) == ["new/page", "old/page", "turned"]
    assert ((place / "same").stat().st_mtime_ns, (place / "same").stat().st_ino) == before
    assert sorted(path.relative_to(place).as_posix() for path in place.rglob("*")) == [
        "new",
        "new/page",
        "same",
        "turned",
    ]


def test_what_editors_leave_behind_is_no_change(tmp_path: Path) -> None:
    """A saved, a new and a lost source are; swap files, backups and caches are not."""
    icon = tmp_path / "theme" / ".icons" / "own.svg"
    icon.parent.mkdir(parents=True)
    docs = tmp_path / "docs" / "ko"
    docs.mkdir(parents=True)
    for name in ("saved.md", "lost.md"):
        (docs / name).write_text("1", encoding="utf-8")
    sources = Sources(tmp_path)
    (docs / "saved.md").write_text("longer", encoding="utf-8")
    (docs / "lost.md").unlink()
    for name in ("new.md", ".saved.md.swp", "saved.md~", "#saved.md#"):
        (docs / name).write_text("1", encoding="utf-8")
    icon.write_text("<svg/>", encoding="utf-8")
    changed = {f"docs/ko/{name}" for name in ("saved.md", "lost.md", "new.md")}
    assert sources.changed() == {*changed, "theme/.icons/own.svg"}
    assert sources.changed() == set()
