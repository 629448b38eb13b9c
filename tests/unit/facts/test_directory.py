"""The directory of other centers: facts like the rest, and nothing claimed that is not known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from helpcenter.center.facts import facts_from_json
from helpcenter.messages import load_messages
from publishing.facts import compile_facts
from publishing.site.tables import FactTables

ROOT = Path(__file__).parents[3]
NETFLIX = "    source: https://help.netflix.com/\n"


def table(center: str, tmp_path: Path) -> str:
    """Return the Korean directory of a center file, as of a set day."""
    path = tmp_path / "center.yml"
    path.write_text(center, encoding="utf-8")
    facts = facts_from_json(compile_facts(path))
    messages = load_messages(ROOT / "theme" / "messages")["ko"]
    folder = ROOT / "theme" / "components" / "fact-tables"
    return str(FactTables(folder, facts, messages, date(2026, 11, 22)).all()["directory"])


def test_what_nobody_has_checked_says_so(tmp_path: Path) -> None:
    """An entry without a day of checking is marked on the page."""
    assert "아직 확인하지 않음" in table((ROOT / "center.yml").read_text(encoding="utf-8"), tmp_path)


def test_an_overdue_entry_is_marked(tmp_path: Path) -> None:
    """An entry past its review date stays, with its day and a mark."""
    center = (ROOT / "center.yml").read_text(encoding="utf-8")
    dated = center.replace(NETFLIX, f"{NETFLIX}    verified_on: 2025-11-01\n    review_after: 2026-11-01\n")
    shown = table(dated, tmp_path)
    assert '<time datetime="2025-11-01">' in shown
    assert "다시 확인이 필요합니다" in shown


def test_unknown_holidays_are_not_made_up(tmp_path: Path) -> None:
    """Hours are told as they are known: of holidays nothing is said where nothing is known."""
    shown = table((ROOT / "center.yml").read_text(encoding="utf-8"), tmp_path)
    row = shown[shown.index("넷플릭스") : shown.index("다음 고객센터")]
    assert "09:00" in row
    assert "공휴일" not in row
