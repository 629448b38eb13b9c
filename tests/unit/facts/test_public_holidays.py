"""Public holidays: computed with substitutes, corrected by hand, and there for next year."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from publishing.facts import CenterFileError, compile_facts

CENTER = Path(__file__).parents[3] / "center.yml"
FIXED = ("01-01", "03-01", "05-05", "06-06", "08-15", "10-03", "10-09", "12-25")


def korean_holidays(path: Path, today: date | None = None) -> dict[str, dict[str, str]]:
    """Return the compiled table."""
    facts: dict[str, Any] = compile_facts(path, today)
    found: dict[str, dict[str, str]] = facts["holidays"]["KR"]
    return found


def test_next_years_holidays_are_there() -> None:
    """Compiled today, the table has next year's fixed days, three days of Seollal and three of Chuseok.

    When this fails the `holidays` package is too old: update it.
    """
    year = date.today().year + 1  # noqa: DTZ011 - the zone hardly matters here
    table = {day: names["ko"] for day, names in korean_holidays(CENTER).items() if day.startswith(str(year))}
    assert {f"{year}-{day}" for day in FIXED} <= set(table)
    for feast in ("설날", "추석"):
        days = [day for day, name in table.items() if feast in name and "대체" not in name]
        assert len(days) == 3


@pytest.mark.parametrize(
    "day", ["2025-10-08", "2026-03-02", "2026-05-25", "2026-10-05", "2027-02-09", "2028-10-05"]
)
def test_substitute_days_are_holidays(day: str) -> None:
    """Substitutes that the law gives are in the table, named in both languages."""
    names = korean_holidays(CENTER, date(2026, 11, 22))[day]
    assert "대체" in names["ko"]
    assert "Alternative" in names["en"]


def test_an_operator_may_add_and_remove_holidays(tmp_path: Path) -> None:
    """A holiday declared late is added in the center file; one that does not apply is removed there."""
    text = CENTER.read_text(encoding="utf-8").replace(
        "  KR: {}",
        "  KR:\n    add: [{date: 2027-01-29, name: {ko: 임시공휴일, en: Extra}}]\n    remove: [2027-07-17]",
    )
    path = tmp_path / "center.yml"
    path.write_text(text, encoding="utf-8")
    table = korean_holidays(path, date(2026, 11, 22))
    assert table["2027-01-29"] == {"ko": "임시공휴일", "en": "Extra"}
    assert "2027-07-17" not in table


def test_the_years_from_last_to_three_ahead_are_covered() -> None:
    """What is covered moves with the day of compiling, and nothing else does."""
    facts: dict[str, Any] = compile_facts(CENTER, date(2026, 11, 22))
    assert facts["covers"] == ["2025-01-01", "2029-12-31"]
    assert compile_facts(CENTER, date(2026, 1, 1)) == facts
    assert compile_facts(CENTER, date(2027, 1, 1))["covers"] == ["2026-01-01", "2030-12-31"]


def test_a_year_whose_holidays_are_unknown_stops_the_build() -> None:
    """The package's tables end with 2100: a center that covers 2101 is told which year it is."""
    with pytest.raises(CenterFileError) as stopped:
        compile_facts(CENTER, date(2098, 6, 1))
    [problem] = stopped.value.problems
    assert (problem.code, problem.values) == ("facts.no_holidays", {"country": "KR", "year": "2101"})
