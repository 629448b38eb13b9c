"""`transcripts`: the chats of a case, and the deliveries of chat providers that were set aside."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from helpcenter.inquiry.case_id import CaseIdError, parse_case_id
from helpcenter.mail.templates import without_bidi_controls
from helpcenter.transcript.files import attachment_id
from operations.terminal import DONE, NOT_DONE

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from helpcenter.messages import Messages
    from helpcenter.transcript.transcript import Message, Transcript
    from operations.place import Place
    from operations.terminal import Terminal


def add_commands(groups: argparse._SubParsersAction[argparse.ArgumentParser], messages: Messages) -> None:
    """Add the commands of this group."""
    group = groups.add_parser("transcripts", help=messages.text("operations.transcripts"))
    commands = group.add_subparsers(metavar="COMMAND", required=True)
    listing = commands.add_parser("list-failed", help=messages.text("operations.list_failed"))
    listing.set_defaults(run=list_failed)
    showing = commands.add_parser("show", help=messages.text("operations.show"))
    showing.add_argument("case_id", metavar="CASE", help=messages.text("operations.case_id"))
    showing.set_defaults(run=show)
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


def show(place: Place, terminal: Terminal, options: argparse.Namespace) -> int:
    """Print the chats of a case, moments in UTC, and how far their files are; return 1 where there are none.

    Secrets were masked before anything was stored. What was typed can't steer a terminal.
    """
    try:
        case_id = parse_case_id(options.case_id)
    except CaseIdError:
        case_id = ""
    parts = place.transcripts().parts(case_id) if case_id else []
    if not parts:
        terminal.warn("operations.no_chats", case_id=options.case_id)
        return NOT_DONE
    states = {each.attachment_id: each.reason or each.state for each in place.attachments().sent(case_id)}
    for part in parts:
        chat, consent = part.transcript, part.transcript.customer.consent
        facts = {
            "part": chat.part_name,
            "provider": chat.provider,
            "chat": chat.chat_id,
            "language": chat.language,
            "mail": part.mail.value,
            "consent": {None: "-", True: "given", False: "refused"}[consent],
            "erase_at": chat.erase_at.isoformat(timespec="seconds"),
        }
        for name, value in facts.items():
            terminal.row(name, _plain(value))
        for said in chat.messages:
            files = [
                f"[{file.name}]{_state_of(chat, said, at, states)}" for at, file in enumerate(said.files)
            ]
            words = said.event or " ".join([said.text, *files])
            cells = (said.at.isoformat(timespec="seconds"), said.role, said.name, words)
            terminal.row(*(_plain(cell) for cell in cells))
        terminal.row()
    return DONE


def _state_of(chat: Transcript, said: Message, place: int, states: Mapping[str, str]) -> str:
    if not said.files[place].source:
        return ""
    return f" ({states.get(attachment_id(chat, said, place), 'waiting')})"


def _plain(text: str) -> str:
    """Return a text on one line, without what turns its direction or speaks to a terminal."""
    clean = without_bidi_controls(" ".join(text.split()))
    return "".join(letter for letter in clean if unicodedata.category(letter) != "Cc")


def replay(place: Place, terminal: Terminal, options: argparse.Namespace) -> int:
    """Let a delivery be worked off again, within a minute; return 1 where there is none to redo."""
    redone = place.deliveries().redo(options.delivery_id, datetime.now(UTC))
    if not redone:
        terminal.warn("operations.unknown_delivery", delivery_id=options.delivery_id)
        return NOT_DONE
    terminal.say("operations.replayed", delivery_id=options.delivery_id)
    return DONE
