"""The permissions, and what happens without each."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from helpcenter.messages import load_messages
from proofs.journeys import JOURNEYS
from proofs.permissions import Roles, findings
from publishing import operator_language
from tests.local.running import RunningCenter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proofs.permissions import Finding

_KEPT = "build/permissions.json"


def rows(root: Path) -> tuple[list[str], list[list[str]], bool]:
    """Start a center, and return columns (codes), rows, and whether none is missing and each is needed.

    What is found is kept in `build/` as long as the code stays as it is: a run that was cut off goes on.
    """
    catalogues = load_messages(Path(__file__).parent / "messages")
    messages = catalogues[operator_language(os.environ, catalogues)]
    with tempfile.TemporaryDirectory(prefix="help-center-") as data:
        center = RunningCenter(Path(data)).start()
        try:
            roles = Roles(center)
            lacking = [(function, action) for function in JOURNEYS for action in roles.lacks(function)]
            found = []
            for each in _found(center, Kept(root)):  # it takes minutes: who waits sees how far it is
                found.append(each)
                said = (each.permission.function, each.permission.action, messages.text(each.code))
                sys.stderr.write("  ".join((str(len(found)), *said)) + "\n")
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


class Kept:
    """What runs before found of the code as it is: the name of a permission, and whether it was missed."""

    def __init__(self, root: Path) -> None:
        self._file, code = root / _KEPT, sha256()
        for folder in ("src", "functions"):
            for file in sorted((root / folder).rglob("*.py")):
                code.update(file.read_bytes())
        self._code = code.hexdigest() + sha256((root / "template.yaml").read_bytes()).hexdigest()
        kept = json.loads(self._file.read_text(encoding="utf-8")) if self._file.exists() else {}
        self.found: dict[str, bool] = kept["found"] if kept.get("code") == self._code else {}

    def add(self, name: str) -> None:
        """Keep that a permission was missed: what was not is asked for again."""
        self.found[name] = True
        text = json.dumps({"code": self._code, "found": self.found})
        self._file.write_text(text, encoding="utf-8")


def _found(center: RunningCenter, kept: Kept) -> Iterator[Finding]:
    for name, each in findings(center, known=dict(kept.found)):
        if each.missed:
            kept.add(name)
        yield each


def _short(resource: str) -> str:
    return resource.split(":", 5)[-1]
