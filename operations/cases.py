"""`cases`: list, show, close, hand over and erase cases."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from helpcenter.inquiry.acting import ActionRefusedError, CaseGoneError
from helpcenter.inquiry.case_id import group_case_id
from helpcenter.inquiry.details import detail_lines
from helpcenter.inquiry.life import OPEN_STATES, Kind
from operations.export import add_export
from operations.terminal import DONE, MISUSED, NOT_DONE

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from helpcenter.inquiry.case import Case
    from helpcenter.inquiry.erasure import Erased
    from helpcenter.inquiry.history import CaseHistory
    from helpcenter.inquiry.life import State
    from helpcenter.messages import Messages
    from operations.place import Place
    from operations.terminal import Terminal


def add_commands(groups: argparse._SubParsersAction[argparse.ArgumentParser], messages: Messages) -> None:
    """Add the commands of this group."""
    group = groups.add_parser("cases", help=messages.text("operations.cases"))
    commands = group.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, code: str) -> argparse.ArgumentParser:
        text = messages.text(code)
        return commands.add_parser(name, help=text, description=text)

    listing = command("list", "operations.cases.list")
    listing.add_argument("--late", action="store_true", help=messages.text("operations.cases.late"))
    listing.add_argument("--all", action="store_true", help=messages.text("operations.cases.all"))
    listing.add_argument("--department", metavar="ID", help=messages.text("operations.cases.department"))
    listing.set_defaults(run=list_cases)
    for name, run in (("show", show), ("close", close), ("reassign", reassign)):
        acting = command(name, f"operations.cases.{name}")
        acting.add_argument("case_id", metavar="CASE", help=messages.text("operations.case_id"))
        if name == "reassign":
            acting.add_argument("department", metavar="DEPARTMENT", help=messages.text("operations.to"))
        acting.set_defaults(run=run)
    erasing = command("erase", "operations.cases.erase")
    whose = erasing.add_mutually_exclusive_group(required=True)
    whose.add_argument("case_id", metavar="CASE", nargs="?", help=messages.text("operations.case_id"))
    whose.add_argument("--email", metavar="ADDRESS", help=messages.text("operations.cases.email"))
    erasing.add_argument("--tell", action="store_true", help=messages.text("operations.cases.tell"))
    erasing.add_argument("--yes", action="store_true", help=messages.text("operations.yes"))
    erasing.set_defaults(run=erase)
    add_export(command("export", "operations.cases.export"), messages)


def list_cases(place: Place, terminal: Terminal, options: argparse.Namespace) -> int:
    """Print each case: ID, state, department, topic, accepted, due, and whether it is late."""
    now, lists = datetime.now(UTC), place.case_lists()
    until = now if options.late else datetime.max.replace(tzinfo=UTC)
    found: Iterator[tuple[Case, State]] = lists.every() if options.all else lists.waiting_with_state(until)
    count = 0
    for case, state in terminal.counted(found):
        if options.department in (None, case.department):
            late = state in OPEN_STATES and case.due_at <= now
            terminal.row(
                group_case_id(case.case_id),
                state,
                case.department,
                case.inquiry.topic,
                case.accepted_at.isoformat(timespec="seconds"),
                case.due_at.isoformat(timespec="seconds"),
                terminal.alarm(terminal.messages.text("operations.is_late")) if late else "",
            )
            count += 1
    if not count:
        terminal.warn("operations.no_cases")
    return DONE


def show(place: Place, terminal: Terminal, options: argparse.Namespace) -> int:
    """Print a case with its history and its hold; what a customer wrote is indented, line by line."""
    history = _history(place, terminal, options.case_id)
    if history is None:
        return NOT_DONE
    case, hold = history.case, place.holds().get(history.case.case_id)
    facts = {
        "case": group_case_id(case.case_id),
        "state": history.state,
        "department": case.department,
        "topic": case.inquiry.topic,
        "language": case.inquiry.language,
        "accepted": case.accepted_at.isoformat(timespec="seconds"),
        "there": _there(case),
        "due": case.due_at.isoformat(timespec="seconds"),
        "erased": case.erase_at.isoformat(timespec="seconds"),
        "held": f"{hold.until.isoformat(timespec='seconds')} {hold.reason}" if hold else "",
        "name": case.inquiry.name,
        "email": case.inquiry.email,
    }
    for name, value in facts.items():
        if value:
            terminal.row(terminal.messages.text(f"operations.fact.{name}"), value)
    for name, answer in detail_lines(case.inquiry, place.facts(), terminal.messages.language):
        terminal.row(name)
        _quote(answer)
    _quote(case.inquiry.message)
    for event in history.events:
        terminal.row(event.at.isoformat(timespec="seconds"), event.kind, event.detail)
        _quote(event.words)
    return DONE


def close(place: Place, terminal: Terminal, options: argparse.Namespace) -> int:
    """End a case; it is not an error if it has ended."""
    return _act(place, terminal, options.case_id, Kind.CLOSED, "")


def reassign(place: Place, terminal: Terminal, options: argparse.Namespace) -> int:
    """Hand a case to another department, which gets a mail with all of it."""
    departments = place.facts().departments
    if options.department not in departments:
        terminal.warn("operations.no_department", department=options.department, known=", ".join(departments))
        return MISUSED
    return _act(place, terminal, options.case_id, Kind.REASSIGNED, options.department)


def erase(place: Place, terminal: Terminal, options: argparse.Namespace) -> int:
    """Erase a case, or all that is kept of a mail address, and prove that nothing is left."""
    if options.email:
        traces = place.traces()
        case_ids, others = traces.of_address(options.email, terminal.counted)
    else:
        case_id = terminal.case_id(options.case_id)
        if case_id is None:
            return MISUSED
        case_ids, others = [case_id], []
    terminal.warn("operations.erase_found", cases=len(case_ids), others=len(others))
    if not case_ids and not others:
        return NOT_DONE
    if not options.yes and not terminal.agreed("operations.erase_sure"):
        return MISUSED
    left = sum(_erase(place, terminal, case_id, tell=options.tell) for case_id in case_ids)
    if options.email:
        traces.erase(others)
        case_ids, others = traces.of_address(options.email, terminal.counted)
        left += len(case_ids) + len(others)
    terminal.say("operations.erase_proof", left=left)
    return NOT_DONE if left else DONE


def _erase(place: Place, terminal: Terminal, case_id: str, *, tell: bool) -> int:
    history = place.histories().read(case_id) if tell else None
    erased: Erased = place.erase_case()(case_id, history.case if history else None)
    items = ", ".join(f"{kind} {count}" for kind, count in sorted(erased.items.items())) or "0"
    terminal.say("operations.erased", case_id=group_case_id(case_id), items=items, files=erased.files)
    if erased.hold:
        until = erased.hold.until.isoformat(timespec="seconds")
        terminal.say("operations.erased_but_held", until=until, reason=erased.hold.reason)
    return erased.left


def _act(place: Place, terminal: Terminal, typed: str, kind: Kind, detail: str) -> int:
    history = _history(place, terminal, typed)
    if history is None:
        return NOT_DONE
    try:
        after, happened = place.act()(history, kind, "", detail)
    except (ActionRefusedError, CaseGoneError):
        terminal.warn("operations.refused", case_id=typed, state=history.state)
        return NOT_DONE
    code = "operations.noted" if happened else "operations.noted_before"
    terminal.say(code, case_id=group_case_id(after.case.case_id), state=after.state)
    return DONE


def _history(place: Place, terminal: Terminal, typed: str) -> CaseHistory | None:
    case_id = terminal.case_id(typed)
    history = place.histories().read(case_id) if case_id else None
    if case_id and history is None:
        terminal.warn("operations.no_case", case_id=typed)
    return history


def _there(case: Case) -> str:
    """Return when the case was accepted by the customer's clock, as far as that is known."""
    offset = case.inquiry.utc_offset
    if offset is None:
        return ""
    return case.accepted_at.astimezone(timezone(timedelta(minutes=offset))).isoformat(timespec="seconds")


def _quote(words: str) -> None:
    for line in words.splitlines():
        sys.stdout.write(f"    {''.join(letter for letter in line if letter.isprintable())}\n")
