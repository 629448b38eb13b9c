"""Cases in a file, as CSV or JSON."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, TextIO

from helpcenter.inquiry.case_id import group_case_id
from helpcenter.inquiry.inquiry import Inquiry
from operations.safe_csv import write_csv

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from helpcenter.inquiry.history import CaseHistory
    from operations.place import Place
    from operations.terminal import Terminal

_CASE = ("case_id", "state", "department", "accepted_at", "due_at", "answered_at", "escalated_at", "verdict")
_TYPED = tuple(field.name for field in fields(Inquiry))


def write_cases(path: Path, chosen: str, histories: Iterable[CaseHistory]) -> int:
    """Write cases into a new file that nobody else may read, as "csv" or "json"; return how many there were.

    Raises:
        OSError: the file can't be made, or is there.
    """
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    # With a byte order mark Excel reads Korean as what it is; JSON has none (RFC 8259 section 8.1).
    with os.fdopen(number, "w", encoding="utf-8-sig" if chosen == "csv" else "utf-8", newline="") as file:
        return write_json(file, histories) if chosen == "json" else _write_csv(file, histories)


def read_histories(place: Place, terminal: Terminal) -> Iterator[CaseHistory]:
    """Yield every case with its events."""
    store = place.histories()
    for case, _ in terminal.counted(place.case_lists().every()):
        if history := store.read(case.case_id):
            yield history


def _write_csv(file: TextIO, histories: Iterable[CaseHistory]) -> int:
    rows = (
        [_text(value) for value in (*_facts(history).values(), *_typed(history).values())]
        for history in histories
    )
    return write_csv(file, [*_CASE, *_TYPED], rows)


def write_json(file: TextIO, histories: Iterable[CaseHistory]) -> int:
    """Write the cases as one JSON array; return how many there were."""
    count = 0
    file.write("[")
    for count, history in enumerate(histories, 1):
        events = [
            {"kind": event.kind, "at": event.at.isoformat(), "words": event.words, "detail": event.detail}
            for event in history.events
        ]
        whole = {**_facts(history), "inquiry": _typed(history), "events": events}
        file.write(("\n" if count == 1 else ",\n") + json.dumps(whole, ensure_ascii=False))
    file.write("\n]\n")
    return count


def _facts(history: CaseHistory) -> dict[str, str]:
    case = history.case
    escalated = next((event for event in history.events if event.kind == "escalated"), None)
    verdict = next((event.detail for event in history.events if event.kind == "feedback"), "")
    return {
        "case_id": group_case_id(case.case_id),
        "state": history.state,
        "department": case.department,
        "accepted_at": case.accepted_at.isoformat(),
        "due_at": case.due_at.isoformat(),
        "answered_at": history.answered_at.isoformat() if history.answered_at else "",
        "escalated_at": escalated.at.isoformat() if escalated else "",
        "verdict": verdict,
    }


def _typed(history: CaseHistory) -> dict[str, Any]:
    return asdict(history.case.inquiry)


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
