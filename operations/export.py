"""`cases export`: all cases as CSV or JSON."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from helpcenter.inquiry.case_id import group_case_id
from helpcenter.inquiry.inquiry import Inquiry
from operations.safe_csv import write_csv
from operations.terminal import DONE, NOT_DONE

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from helpcenter.inquiry.history import CaseHistory
    from helpcenter.messages import Messages
    from operations.place import Place
    from operations.terminal import Terminal

_CASE = ("case_id", "state", "department", "accepted_at", "due_at", "answered_at", "escalated_at", "verdict")
_TYPED = tuple(field.name for field in fields(Inquiry))


def add_export(command: argparse.ArgumentParser, messages: Messages) -> None:
    """Add the options of the command."""
    command.add_argument("file", metavar="FILE", type=Path, help=messages.text("operations.export.file"))
    command.add_argument(
        "--format", choices=("csv", "json"), default="csv", help=messages.text("operations.export.format")
    )
    command.add_argument("--email", metavar="ADDRESS", help=messages.text("operations.export.email"))
    command.set_defaults(run=export)


def export(place: Place, terminal: Terminal, options: argparse.Namespace) -> int:
    """Write every case that is kept, or all of one address, into a new file that nobody else may read."""
    try:
        number = os.open(options.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        terminal.warn("operations.export.no_file", file=options.file, reason=error.strerror)
        return NOT_DONE
    # With a byte order mark Excel reads Korean as what it is; JSON has none (RFC 8259 section 8.1).
    encoding = "utf-8-sig" if options.format == "csv" else "utf-8"
    with os.fdopen(number, "w", encoding=encoding, newline="") as file:
        histories = read_histories(place, terminal, options.email)
        count = write_json(file, histories) if options.format == "json" else _write_csv(file, histories)
    terminal.say("operations.export.done", count=count, file=options.file)
    return DONE


def read_histories(place: Place, terminal: Terminal, email: str | None = None) -> Iterator[CaseHistory]:
    """Yield every case with its events, or those of one mail address."""
    store = place.histories()
    for case, _ in terminal.counted(place.case_lists().every()):
        if email and case.inquiry.email.lower() != email.strip().lower():
            continue
        if history := store.read(case.case_id):
            yield history


def _write_csv(file: TextIO, histories: Iterator[CaseHistory]) -> int:
    rows = (
        [_text(value) for value in (*_facts(history).values(), *_typed(history).values())]
        for history in histories
    )
    return write_csv(file, [*_CASE, *_TYPED], rows)


def write_json(file: TextIO, histories: Iterator[CaseHistory]) -> int:
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
