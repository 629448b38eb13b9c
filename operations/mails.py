"""`mails` and `acks`: mails that were given up, and the switch of acknowledgements."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from helpcenter.inquiry.case_id import CaseIdError, parse_case_id
from operations.terminal import DONE, MISUSED

if TYPE_CHECKING:
    import argparse

    from helpcenter.messages import Messages
    from operations.place import Place
    from operations.terminal import Terminal


def add_commands(groups: argparse._SubParsersAction[argparse.ArgumentParser], messages: Messages) -> None:
    """Add the commands of both groups."""
    mails = groups.add_parser("mails", help=messages.text("operations.mails"))
    commands = mails.add_subparsers(metavar="COMMAND", required=True)
    text = messages.text("operations.mails.list")
    commands.add_parser("list-dead", help=text, description=text).set_defaults(run=list_dead)
    text = messages.text("operations.mails.redrive")
    redriving = commands.add_parser("redrive", help=text, description=text)
    redriving.add_argument("--case", metavar="CASE", help=messages.text("operations.mails.case"))
    redriving.set_defaults(run=redrive)
    acks = groups.add_parser("acks", help=messages.text("operations.acks"))
    commands = acks.add_subparsers(metavar="COMMAND", required=True)
    for name, run in (("pause", pause), ("resume", resume), ("status", status)):
        text = messages.text(f"operations.acks.{name}")
        commands.add_parser(name, help=text, description=text).set_defaults(run=run)


def list_dead(place: Place, terminal: Terminal, _: argparse.Namespace) -> int:
    """Print case and mail of each mail that is not tried again."""
    found = list(place.outbox().dead(datetime.now(UTC)))
    for case_id, mail in found:
        terminal.row(case_id, mail)
    if not found:
        terminal.warn("operations.mails.none")
    return DONE


def redrive(place: Place, terminal: Terminal, options: argparse.Namespace) -> int:
    """Let dead mails be tried again from the start, each once; a second run finds none."""
    wanted = ""
    if options.case:
        try:
            wanted = parse_case_id(options.case)
        except CaseIdError:
            terminal.warn("operations.not_a_case_id", case_id=options.case)
            return MISUSED
    outbox, now = place.outbox(), datetime.now(UTC)
    dead = [job for job in outbox.dead(now) if wanted in ("", job[0])]
    revived = sum(outbox.revive(case_id, mail, now) for case_id, mail in terminal.counted(dead))
    terminal.say("operations.mails.redriven", count=revived)
    return DONE


def pause(place: Place, terminal: Terminal, _: argparse.Namespace) -> int:
    """Send no acknowledgement from now on; inquiries are taken as before."""
    place.ack_switch().pause(datetime.now(UTC))
    return status(place, terminal, _)


def resume(place: Place, terminal: Terminal, _: argparse.Namespace) -> int:
    """Send acknowledgements again."""
    place.ack_switch().resume()
    return status(place, terminal, _)


def status(place: Place, terminal: Terminal, _: argparse.Namespace) -> int:
    """Say whether acknowledgements are sent."""
    since = place.ack_switch().paused_since()
    if since:
        terminal.say("operations.acks.paused", since=since.isoformat(timespec="seconds"))
    else:
        terminal.say("operations.acks.sent")
    return DONE
