"""`transcripts`: the deliveries of chat providers that were set aside."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from helpcenter.messages import Messages
    from operations.place import Place


def add_commands(groups: argparse._SubParsersAction[argparse.ArgumentParser], messages: Messages) -> None:
    """Add the commands of this group."""
    group = groups.add_parser("transcripts", help=messages.text("operations.transcripts"))
    commands = group.add_subparsers(metavar="COMMAND", required=True)
    listing = commands.add_parser("list-failed", help=messages.text("operations.list_failed"))
    listing.set_defaults(run=list_failed)
    replaying = commands.add_parser("replay", help=messages.text("operations.replay"))
    replaying.add_argument("delivery_id", metavar="ID", help=messages.text("operations.delivery_id"))
    replaying.set_defaults(run=replay)


def list_failed(place: Place, messages: Messages, _: argparse.Namespace) -> int:
    """Print each delivery that was set aside: ID, provider, when it came, size, reason; never its content."""
    found = list(place.deliveries().failed(datetime.now(UTC)))
    if not found:
        sys.stdout.write(f"{messages.text('operations.none_failed')}\n")
    for delivery in found:
        cells = (
            delivery.delivery_id,
            delivery.provider,
            delivery.received_at.isoformat(timespec="seconds"),
            f"{len(delivery.body)} B",
            delivery.failed_for,
        )
        sys.stdout.write("\t".join(cells) + "\n")
    return 0


def replay(place: Place, messages: Messages, options: argparse.Namespace) -> int:
    """Let a delivery be worked off again, within a minute; return 1 where there is none to redo."""
    redone = place.deliveries().redo(options.delivery_id, datetime.now(UTC))
    code = "operations.replayed" if redone else "operations.unknown_delivery"
    (sys.stdout if redone else sys.stderr).write(f"{messages.text(code, delivery_id=options.delivery_id)}\n")
    return 0 if redone else 1
