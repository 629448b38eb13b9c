"""Builds with less work: the same site as MkDocs makes without, and no warning lost."""

from __future__ import annotations

import logging
import os
import sqlite3
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

import pytest
from mkdocs.config.defaults import MkDocsConfig

from publishing.speed.building import PARTS
from publishing.speed.languages import whole
from publishing.speed.parts import Part, UnfitError, chosen, put_in_place
from publishing.speed.store import Store
from tests.site.building import run_build

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path


def _run(project: Path, out: Path, speed: str) -> subprocess.CompletedProcess[str]:
    """Build as at one moment, so that dates in the site are the same."""
    variables = {"KEPT": str(project / "kept"), "SOURCE_DATE_EPOCH": "1795330800", "SPEED": speed}
    return run_build(project, out, None, **variables)


def _build(project: Path, out: Path, speed: str) -> dict[str, bytes]:
    """Return every file that a build made."""
    result = _run(project, out, speed)
    assert result.returncode == 0, result.stderr
    files = (file for file in out.rglob("*") if file.is_file() and file.name != "facts.json")
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in files}


def _assert_same(one: dict[str, bytes], other: dict[str, bytes]) -> None:
    assert set(one) == set(other)
    assert [name for name in one if one[name] != other[name]] == []


def _add(page: Path, text: str) -> None:
    page.write_text(page.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_the_site_is_the_same_and_no_warning_is_lost(project: Path, tmp_path: Path) -> None:
    """All parts change no byte, what was kept included; another language's warning fails each build."""
    docs, fast = project / "docs", tmp_path / "fast"
    _build(project, fast, "all")
    (fast / "site" / "gone").mkdir()
    (fast / "site" / "gone" / "index.html").write_text("of a page that is no more", encoding="utf-8")
    _add(docs / "ko" / "topics" / "mail" / "spam-filter.md", "\n한 문단 더.\n")
    _assert_same(_build(project, fast, "all"), _build(project, tmp_path / "stock", "none"))

    _add(docs / "en" / "contact.md", "\n[Nowhere](nowhere.md)\n")
    for _ in range(2):
        failed = _run(project, fast, "all")
        assert failed.returncode == 1
        assert "nowhere.md" in failed.stderr


@pytest.mark.skipif("SOAK" not in os.environ, reason="two builds for each part: make soak")
@pytest.mark.parametrize("part", [part.name for part in PARTS])
def test_each_part_alone_changes_nothing(part: str, project: Path, tmp_path: Path) -> None:
    """Neither in a first build nor in the next."""
    stock = _build(project, tmp_path / "stock", "none")
    for _ in range(2):
        _assert_same(_build(project, tmp_path / "fast", part), stock)


def test_a_part_for_other_versions_stays_out(caplog: pytest.LogCaptureFixture) -> None:
    """So does one that the project does not fit; each says so, and what is stock remains."""
    put = []

    def note(config: MkDocsConfig) -> AbstractContextManager[None]:
        put.append(config)
        return nullcontext()

    def refuse(config: MkDocsConfig) -> AbstractContextManager[None]:
        del config
        raise UnfitError("with-pdf")

    parts = [Part("one", {"mkdocs": "0.1"}, note), Part("two", {}, refuse), Part("three", {}, note)]
    with caplog.at_level(logging.INFO, "mkdocs"):
        put_in_place(parts, MkDocsConfig()).close()
    assert len(put) == 1
    assert ["one" in caplog.messages[0], "mkdocs" in caplog.messages[0]] == [True, True]
    assert "with-pdf" in caplog.messages[1]


def test_parts_are_chosen_by_name() -> None:
    """`all`, `none` or names; a name that is none is refused."""
    assert chosen("all", PARTS) == list(PARTS)
    assert chosen("none", PARTS) == []
    assert [part.name for part in chosen("markdown, memory", PARTS)] == ["memory", "markdown"]
    with pytest.raises(ValueError, match="quick"):
        chosen("memory quick", PARTS)


def test_sitemaps_become_one() -> None:
    """With the pages of each language in turn; a language without pages adds none."""
    head, tail = '<?xml version="1.0"?>\n<urlset>', "\n</urlset>"
    one, two = "\n  <url>\n    <loc>a</loc>\n  </url>", "\n  <url>\n    <loc>b</loc>\n  </url>"
    maps = [head + one + tail, head + tail, head + two + tail]
    assert whole(maps) == head + one + two + tail


def test_a_store_keeps_what_a_build_asked_for(tmp_path: Path) -> None:
    """What was not asked for is dropped, another base knows nothing, and a broken file is begun anew."""
    file = tmp_path / "kept.sqlite"
    for texts in (["a", "b"], ["b"]):
        store = Store(file, b"base")
        assert [store.value("upper", text, text.upper) for text in texts] == [text.upper() for text in texts]
        store.close(complete=True)
    store = Store(file, b"base")
    assert [store.get(store.key("upper", text)) for text in ("a", "b")] == [None, "B"]
    store.close(complete=False)
    other = Store(file, b"other")
    assert other.get(other.key("upper", "b")) is None
    other.close(complete=False)

    file.write_bytes(b"no database " * 1000)
    anew = Store(file, b"base")
    assert anew.value("upper", "b", "b".upper) == "B"
    anew.close(complete=True)


def test_of_two_builds_at_once_one_writes(tmp_path: Path) -> None:
    """The other makes everything itself and fails over nothing."""
    file = tmp_path / "kept.sqlite"
    first, second = Store(file, b"base"), Store(file, b"base")
    assert first.value("upper", "a", "a".upper) == second.value("upper", "a", "a".upper) == "A"
    second.close(complete=True)
    first.close(complete=True)
    with sqlite3.connect(file) as database:
        assert database.execute("SELECT count(*) FROM kept").fetchone() == (1,)
    database.close()
