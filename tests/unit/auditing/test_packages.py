"""What is known against packages, and what was never asked."""

from __future__ import annotations

from typing import Any

from auditing.packages import UNKNOWN, WEAK, judge

GOOD: dict[str, Any] = {"name": "boto3", "version": "1.43.106", "vulns": []}
BAD = {**GOOD, "name": "old", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.0"], "aliases": []}]}
SKIPPED = {"name": "altcha", "skip_reason": "not found"}


def test_only_what_was_looked_up_is_clean() -> None:
    """A package that the index knows nothing of is told, and the audit does not pass."""
    assert judge({"dependencies": [GOOD]}) == (0, ["looked_up 1/1"])
    assert judge({"dependencies": [GOOD, SKIPPED]}) == (UNKNOWN, ["unknown altcha", "looked_up 1/2"])
    assert judge({"dependencies": []})[0] == UNKNOWN


def test_a_weakness_is_told_beside_what_is_unknown() -> None:
    """Nothing that is found is lost among what could not be looked up."""
    code, lines = judge({"dependencies": [SKIPPED, BAD]})
    assert code == WEAK
    assert lines == ["weak old 1.43.106 PYSEC-1 2.0", "unknown altcha", "looked_up 1/2"]
