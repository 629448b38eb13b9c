"""`mails` and `acks`: mails that have not left, and the switch of acknowledgements."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING

from helpcenter.aws.mail_lists import UNSENT
from helpcenter.aws.table import DUE, SENT
from helpcenter.inquiry.case_id import group_case_id
from operations.terminal import DONE, MISUSED

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from helpcenter.aws.mail_lists import MailState
    from helpcenter.messages import Messages
    from operations.place import Place
    from operations.terminal import Terminal


def add_commands(groups: argparse._SubParsersAction[argparse.ArgumentParser], messages: Messages) -> None:
    """Add the commands of both groups."""
    mails = groups.add_parser("mails", help=messages.text("operations.mails"))
    commands = mails.add_subparsers(metavar="COMMAND", required=True)
    text = messages.text("operations.mails.list")
    listing = commands.add_parser("list", help=text, description=text)
    listing.add_argument(
        "--state",
        choices=[state.lower() for state in UNSENT],
        action="append",
        help=messages.text("operations.mails.state"),
    )
    listing.add_argument("--case", metavar="CASE", help=messages.text("operations.mails.of_case"))
    listing.set_defaults(run=list_mails)
    text = messages.text("operations.mails.list_dead")
    dead = commands.add_parser("list-dead", help=text, description=text)
    dead.set_defaults(run=list_mails, state=["dead"], case=None)
    text = messages.text("operations.mails.redrive")
    redriving = commands.add_parser("redrive", help=text, description=text)
    redriving.add_argument("--case", metavar="CASE", help=messages.text("operations.mails.case"))
    redriving.set_defaults(run=redrive)
    acks = groups.add_parser("acks", help=messages.text("operations.acks"))
    commands = acks.add_subparsers(metavar="COMMAND", required=True)
    for name, run in (("pause", pause), ("resume", resume), ("status", status)):
        text = messages.text(f"operations.acks.{name}")
        commands.add_parser(name, help=text, description=text).set_defaults(run=run)


def list_mails(place: Place, terminal: Terminal, options: argparse.Namespace) -> int:
    """Print case, mail, state, since when or due when, attempts and reason of each mail."""
    lists, states = place.mail_lists(), [state.upper() for state in options.state or []]
    if options.case:
        case_id = terminal.case_id(options.case)
        if case_id is None:
            return MISUSED
        found: Iterator[MailState] = (
            mail for mail in lists.of_case(case_id) if not states or mail.state in states
        )
    else:
        found = chain.from_iterable(lists.in_state(state) for state in states or UNSENT)
    count = 0
    for mail in terminal.counted(found):
        state = mail.state.lower()
        shown = state if mail.state in {DUE, SENT} else terminal.alarm(state)
        terminal.row(group_case_id(mail.case_id), mail.mail, shown, mail.at, str(mail.attempts), mail.why)
        count += 1
    if not count:
        terminal.warn("operations.mails.none")
    return DONE


def redrive(place: Place, terminal: Terminal, options: argparse.Namespace) -> int:
    """Let dead mails be tried again from the start, each once; a second run finds none."""
    wanted = terminal.case_id(options.case) if options.case else ""
    if wanted is None:
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
