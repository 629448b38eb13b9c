"""What a writer sees while writing: `make preview`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from publishing import operator_messages
from publishing.preview.building import Preview
from tests.site.building import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_last_good_pages_stay_until_a_mistake_is_mended(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake in a page is told with its line and takes nothing away; a changed fact reaches the pages."""
    for name, value in {"FACTS": "", "CARDS": str(ROOT / ".cache" / "cards")}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(project)
    told: list[str] = []
    preview = Preview(project, tmp_path / "out", "http://127.0.0.1:8100/", operator_messages({}), told.append)
    preview.site.mkdir(parents=True)
    (preview.site / "index.html").write_text("as it was", encoding="utf-8")

    page = project / "docs" / "ko" / "contact.md"
    right = page.read_text(encoding="utf-8")
    page.write_text(right + "\n{{ channels.pay_phone.numbr }}\n", encoding="utf-8")
    assert not preview.build()
    assert any(re.match(rf"docs/ko/contact\.md:{right.count(chr(10)) + 2}: ", line) for line in told)
    assert (preview.site / "index.html").read_text(encoding="utf-8") == "as it was"

    page.write_text(right, encoding="utf-8")
    center = project / "center.yml"
    center.write_text(center.read_text(encoding="utf-8").replace("1700-0310", "1700-0999"), encoding="utf-8")
    assert preview.build()
    for home in ("", "en/"):
        assert "1700-0999" in (preview.site / home / "contact" / "index.html").read_text(encoding="utf-8")
    assert "http://127.0.0.1:8100/" in told[-1]


def test_a_mistake_in_the_facts_is_told(project: Path, tmp_path: Path) -> None:
    """With its line in the center file; nothing is built from it."""
    center = project / "center.yml"
    center.write_text(
        center.read_text(encoding="utf-8").replace("kind: inquiry", "kind: letter"), encoding="utf-8"
    )
    told: list[str] = []
    assert not Preview(
        project, tmp_path / "out", "http://127.0.0.1/", operator_messages({}), told.append
    ).build()
    assert re.match(r"(\S*/)?center\.yml:\d+: ", told[0])
