"""The solver of proof of work in the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from publishing import proof

if TYPE_CHECKING:
    from pathlib import Path


def test_a_missing_package_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody publishes a form whose work cannot be done."""
    monkeypatch.setattr(proof, "_LIBRARY", tmp_path / "nowhere")
    with pytest.raises(proof.SolverMissingError):
        proof.put_solver(tmp_path)
