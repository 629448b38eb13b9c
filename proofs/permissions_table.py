"""The permissions, and what happens without each."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from helpcenter.messages import load_messages
from proofs.journeys import JOURNEYS
from proofs.permissions import Roles, findings
from publishing import operator_language
from tests.local.running import RunningCenter


def rows(_root: Path) -> tuple[list[str], list[list[str]], bool]:
    """Start a center, and return columns (codes), rows, and whether none is missing and each is needed."""
    catalogues = load_messages(Path(__file__).parent / "messages")
    messages = catalogues[operator_language(os.environ, catalogues)]
    with tempfile.TemporaryDirectory(prefix="help-center-") as data:
        center = RunningCenter(Path(data)).start()
        try:
            roles = Roles(center)
            lacking = [(function, action) for function in JOURNEYS for action in roles.lacks(function)]
            found = []
            for each in findings(center):  # it takes minutes: who waits sees how far it is
                found.append(each)
                said = (each.permission.function, each.permission.action, messages.text(each.code))
                sys.stderr.write("  ".join(said) + "\n")
        finally:
            center.stop()
    table = [
        [
            each.permission.function,
            each.permission.action,
            _short(each.permission.resource),
            messages.text(each.code),
        ]
        for each in found
    ]
    table += [[function, action, "-", messages.text("proofs.lacking")] for function, action in lacking]
    holds = not lacking and all(each.missed is not False for each in found)
    return ["proofs.function", "proofs.action", "proofs.resource", "proofs.without"], table, holds


def _short(resource: str) -> str:
    return resource.split(":", 5)[-1]
