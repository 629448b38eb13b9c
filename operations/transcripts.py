"""`transcripts`: the deliveries of chat providers that were set aside."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from operations.terminal import DONE, NOT_DONE

if TYPE_CHECKING:
    import argparse

    from helpcenter.messages import Messages
    from operations.place import Place
    from operations.terminal import Terminal


def add_commands(groups: argparse._SubParsersAction[argparse.ArgumentParser], messages: Messages) -> None:
    """Add the commands of this group."""
    group = groups.add_parser("transcripts", help=messages.text("operations.transcripts"))
    commands = group.add_subparsers(metavar="COMMAND", required=True)
    listing = commands.add_parser("list-failed", help=messages.text("operations.list_failed"))
    listing.set_defaults(run=list_failed)
    replaying = commands.add_parser("replay", help=messages.text("operations.replay"))
    replaying.add_argument("delivery_id", metavar="ID", help=messages.text("operations.delivery_id"))
    replaying.set_defaults(run=replay)


def list_failed(place: Place, terminal: Terminal, _: argparse.Namespace) -> int:
    """Print each delivery that was set aside: ID, provider, when it came, size, reason; never its content."""
    found = list(place.deliveries().failed(datetime.now(UTC)))
    if not found:
        terminal.say("operations.none_failed")
    for delivery in found:
        terminal.row(
            delivery.delivery_id,
            delivery.provider,
            delivery.received_at.isoformat(timespec="seconds"),
            f"{len(delivery.body)} B",
            delivery.failed_for,
        )
    return DONE


def replay(place: Place, terminal: Terminal, options: argparse.Namespace) -> int:
    """Let a delivery be worked off again, within a minute; return 1 where there is none to redo."""
    redone = place.deliveries().redo(options.delivery_id, datetime.now(UTC))
    if not redone:
        terminal.warn("operations.unknown_delivery", delivery_id=options.delivery_id)
        return NOT_DONE
    terminal.say("operations.replayed", delivery_id=options.delivery_id)
    return DONE
