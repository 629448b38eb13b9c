"""The center that ships passes its own checks."""

from __future__ import annotations

from datetime import date

from publishing.check import check_center, read_center
from tests.site.building import ROOT

TODAY = date(2026, 11, 22)  # before any of its facts is to be looked at again


def test_the_shipped_center_contradicts_itself_nowhere() -> None:
    """`make check` finds no error; what nobody has verified yet is a warning."""
    findings = check_center(read_center(ROOT, TODAY))
    assert [finding for finding in findings if finding.severity == "error"] == []
