"""`holds`, `retention` and `promises`: what is kept, what is erased in time, and what is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from helpcenter.inquiry.case_id import group_case_id
from helpcenter.inquiry.erasure import Hold
from operations.terminal import DONE, MISUSED, NOT_DONE

if TYPE_CHECKING:
    import argparse

    from helpcenter.messages import Messages
    from operations.place import Place
    from operations.terminal import Terminal

_YEAR = timedelta(days=365.25)


def add_commands(groups: argparse._SubParsersAction[argparse.ArgumentParser], messages: Messages) -> None:
    """Add the commands of these groups."""
    holds = groups.add_parser("holds", help=messages.text("operations.holds"))
    commands = holds.add_subparsers(metavar="COMMAND", required=True)
    text = messages.text("operations.holds.place")
    placing = commands.add_parser("place", help=text, description=text)
    placing.add_argument("case_id", metavar="CASE", help=messages.text("operations.case_id"))
    placing.add_argument("--reason", required=True, help=messages.text("operations.holds.reason"))
    placing.add_argument("--years", type=float, default=3, help=messages.text("operations.holds.years"))
    placing.set_defaults(run=place_hold)
    text = messages.text("operations.holds.lift")
    lifting = commands.add_parser("lift", help=text, description=text)
    lifting.add_argument("case_id", metavar="CASE", help=messages.text("operations.case_id"))
    lifting.set_defaults(run=lift_hold)
    text = messages.text("operations.holds.list")
    commands.add_parser("list", help=text, description=text).set_defaults(run=list_holds)
    retention = groups.add_parser("retention", help=messages.text("operations.retention"))
    commands = retention.add_subparsers(metavar="COMMAND", required=True)
    text = messages.text("operations.retention.purge")
    commands.add_parser("purge", help=text, description=text).set_defaults(run=purge)
    promises = groups.add_parser("promises", help=messages.text("operations.promises"))
    commands = promises.add_subparsers(metavar="COMMAND", required=True)
    text = messages.text("operations.promises.tell")
    commands.add_parser("tell", help=text, description=text).set_defaults(run=tell)


def place_hold(place: Place, terminal: Terminal, options: argparse.Namespace) -> int:
    """Keep a copy of a case apart, whatever becomes of the case itself."""
    case_id = terminal.case_id(options.case_id)
    if case_id is None or options.years <= 0:
        return MISUSED
    if place.histories().read(case_id) is None:
        terminal.warn("operations.no_case", case_id=options.case_id)
        return NOT_DONE
    now = datetime.now(UTC)
    hold = Hold(case_id, options.reason, now + options.years * _YEAR, now)
    place.holds().place(hold)
    count = place.holds().set_apart(hold)
    until = hold.until.isoformat(timespec="seconds")
    terminal.say("operations.holds.placed", case_id=group_case_id(case_id), count=count, until=until)
    return DONE


def lift_hold(place: Place, terminal: Terminal, options: argparse.Namespace) -> int:
    """Drop a hold with the copy that it kept."""
    case_id = terminal.case_id(options.case_id)
    if case_id is None:
        return MISUSED
    if place.holds().get(case_id) is None:
        terminal.warn("operations.holds.none", case_id=options.case_id)
        return NOT_DONE
    count = place.holds().lift(case_id)
    terminal.say("operations.holds.lifted", case_id=group_case_id(case_id), count=count)
    return DONE


def list_holds(place: Place, terminal: Terminal, _: argparse.Namespace) -> int:
    """Print each hold: case, until when, how many items are kept, why."""
    for hold, count in place.holds().every():
        until = hold.until.isoformat(timespec="seconds")
        terminal.row(group_case_id(hold.case_id), until, str(count), hold.reason)
    return DONE


def purge(place: Place, terminal: Terminal, _: argparse.Namespace) -> int:
    """Erase now what may be kept no longer, as happens each night."""
    counts = place.purge_expired()()
    for kind, count in sorted(counts.items()):
        terminal.row(kind, str(count))
    terminal.say("operations.retention.purged", count=sum(counts.values()))
    return DONE


def tell(place: Place, terminal: Terminal, _: argparse.Namespace) -> int:
    """Tell departments now what is due today or late, as happens each working morning."""
    watched = place.watch_promises()()
    terminal.say("operations.promises.told", late=watched.late, near=watched.near, told=watched.told)
    return DONE
