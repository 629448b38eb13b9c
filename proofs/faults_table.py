"""The seeded faults, and who found each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proofs.faults import findings

if TYPE_CHECKING:
    from pathlib import Path


def rows(root: Path) -> tuple[list[str], list[list[str]], bool]:
    """Return columns (codes), rows, and whether each fault was found."""
    found = findings(root)
    table = [[str(each.fault)[:90], each.fault.rule if each.found else "-", each.found] for each in found]
    return ["proofs.fault", "proofs.rule", "proofs.where"], table, all(each.found for each in found)
