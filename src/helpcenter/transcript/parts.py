"""The parts of a chat under its case, and what a further delivery changes about them."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from helpcenter.records import record
from helpcenter.transcript.transcript import keep

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from helpcenter.mail.job import MailJob
    from helpcenter.transcript.transcript import Chat, Customer, Message, Transcript


class MailState(StrEnum):
    """How far the mail of a part is."""

    NONE = "none"  # it owes none
    WAITING = "waiting"  # nobody has touched it: the part may still change
    TAKEN = "taken"  # on its way, sent or dead: the part stands


@record
class Part:
    """A part as it is stored. `revision` counts its changes; 0: it is not stored yet."""

    transcript: Transcript
    revision: int = 0
    mail: MailState = MailState.NONE


class TranscriptStore(Protocol):
    """Where transcripts are kept. Each method raises StoreUnavailableError when that cannot be done."""

    def parts(self, case_id: str) -> list[Part]:
        """Return the parts of all chats under a case, those of one chat in order."""

    def save(self, part: Part, job: MailJob | None, *, fetch_at: datetime | None = None) -> bool:
        """Store a part with the mail that it owes, all or nothing, in one round trip.

        `part` holds the new transcript, and revision and mail state as they were read. Without a job, a
        waiting mail is not owed any more. `fetch_at` (UTC) is when its files are to be fetched, anew if they
        were before.

        Returns:
            False when somebody changed the part or took its mail meanwhile; nothing is stored then.

        Raises:
            TranscriptTooLargeError: no record has room for it.
        """

    def get(self, case_id: str, part_name: str) -> Transcript | None:
        """Return a part that may still be kept, or None."""


class TranscriptTooLargeError(Exception):
    """The transcript does not fit into a record of the store."""


def next_part(parts: Sequence[Part], chat: Chat, *, case_id: str, provider: str, erase_at: datetime) -> Part:
    """Return the part that a delivery of `chat` leads to, after `parts`, which are the same chat's.

    While the mail of the last part has not been touched, what is new joins that part: a partial delivery is
    completed, and pieces of a chat that was transferred become one. After that, what is new is a part of its
    own, if anybody says anything in it. A delivery that brings nothing leads to the last part as it is.
    """
    if not parts:
        return Part(keep(chat, case_id=case_id, provider=provider, erase_at=erase_at))
    last = parts[-1]
    known = {message.id for part in parts for message in part.transcript.messages}
    fresh = tuple(message for message in chat.messages if message.id not in known)
    if last.mail is not MailState.TAKEN:
        return replace(last, transcript=_completed(last.transcript, chat, fresh, erase_at))
    withdrawn = {identifier for part in parts for identifier in part.transcript.withdrawn}
    fresh = tuple(message for message in fresh if message.id not in withdrawn)
    if not any(message.said for message in fresh):
        return last
    gone_on = replace(chat, messages=fresh, started_at=fresh[0].at)
    number = last.transcript.part + 1
    return Part(keep(gone_on, case_id=case_id, provider=provider, erase_at=erase_at, part=number))


def _completed(kept: Transcript, chat: Chat, fresh: tuple[Message, ...], erase_at: datetime) -> Transcript:
    """Return a part with what a further delivery tells of it."""
    withdrawn = tuple(dict.fromkeys((*kept.withdrawn, *chat.withdrawn)))
    messages = [message for message in (*kept.messages, *fresh) if message.id not in withdrawn]
    later = chat.ended_at > kept.ended_at
    return replace(
        kept,
        messages=tuple(sorted(messages, key=lambda message: message.at)),
        withdrawn=withdrawn,
        started_at=min(kept.started_at, chat.started_at) if kept.part == 1 else kept.started_at,
        ended_at=max(kept.ended_at, chat.ended_at),
        ended=kept.ended or chat.ended,
        erase_at=max(kept.erase_at, erase_at),
        customer=_known_better(kept, chat, later=later),
    )


def _known_better(kept: Transcript, chat: Chat, *, later: bool) -> Customer:
    """Return who the customer is: what the later delivery says, where it says anything."""
    first, second = (kept.customer, chat.customer) if later else (chat.customer, kept.customer)
    known = second if second.email else replace(first, name=second.name or first.name)
    consent = second.consent if second.consent is not None else first.consent
    return replace(known, name=known.name or first.name, consent=consent)
