"""A chat that has ended, the same whichever provider it came from.

`transcript.schema.json` beside it is its JSON Schema: what is stored, and what a provider's module has to
fill.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from helpcenter.records import field, record

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMA = "transcript/1"
CUSTOMER, AGENT, BOT, SYSTEM = "customer", "agent", "bot", "system"
ROLES = (CUSTOMER, AGENT, BOT, SYSTEM)
JOINED, LEFT, TRANSFERRED, ENDED = "joined", "left", "transferred", "ended"
SIGNED, SESSION, TYPED = "signed", "session", "typed"
EMAIL_SOURCES = (SIGNED, SESSION, TYPED)


@record
class Customer:
    """Who asked. `email` can be delivered to; None when the provider knows no address.

    `email_source` says who vouches for the address: the provider (`signed`), a sign-in (`session`), or
    nobody, since the visitor typed it. `consent` to a mail: given, refused, or None where nobody asked.
    """

    name: str = ""
    email: str | None = None
    email_source: str = TYPED
    consent: bool | None = None


@record
class File:
    """A file that was sent in the chat; `size` in bytes.

    `source` is where its provider's module finds it, empty where nobody can: then only its name is kept.
    Nobody is shown it, for it may be as good as a key.
    """

    name: str
    media_type: str = ""
    size: int | None = None
    source: str = ""


@record
class Message:
    """One public message, or an event (`event` is JOINED, LEFT, TRANSFERRED or ENDED, the text then empty).

    `id` is the provider's, `name` is empty where the provider gives none. `masked`: how many secrets of which
    kind were taken out.
    """

    id: str
    at: datetime
    role: str
    name: str
    text: str
    event: str = ""
    files: tuple[File, ...] = ()
    masked: Mapping[str, int] = field(default_factory=dict, hash=False)

    @property
    def said(self) -> bool:
        """Tell whether somebody says something here."""
        return not self.event and bool(self.text.strip() or self.files)


@record(kw_only=True)
class Chat:
    """What a provider delivers. All moments are UTC, texts NFC, messages public and in order.

    `account` tells apart several inboxes at one provider and may be empty; `language` is one of the center's.
    `ended`: the chat is over, not only this piece of it. `withdrawn`: IDs of messages that nobody may see any
    more. `case_reference`: the case that the provider says the chat belongs to, not believed yet.
    """

    account: str
    chat_id: str
    language: str
    started_at: datetime
    ended_at: datetime
    customer: Customer
    messages: tuple[Message, ...]
    ended: bool = True
    withdrawn: tuple[str, ...] = ()
    case_reference: str = ""

    @property
    def answered(self) -> bool:
        """Tell whether an agent spoke. A visitor who left before that has nothing worth a mail."""
        return any(message.role == AGENT and message.said for message in self.messages)

    @property
    def sends_files(self) -> bool:
        """Tell whether somebody sent a file that can be fetched."""
        return any(file.source for message in self.messages for file in message.files)

    @property
    def masked(self) -> dict[str, int]:
        """How many secrets of which kind were taken out of the messages."""
        counts: Counter[str] = Counter()
        for message in self.messages:
            counts.update(message.masked)
        return dict(counts)


@record(kw_only=True)
class Transcript(Chat):
    """A part of a chat, kept under a case until `erase_at` (UTC).

    A chat that is reopened has several parts.
    """

    case_id: str
    provider: str
    erase_at: datetime
    part: int = field(default=1)

    @property
    def identity(self) -> tuple[str, str, str]:
        """What makes two deliveries the same chat: provider, account, chat."""
        return self.provider, self.account, self.chat_id

    @property
    def part_name(self) -> str:
        """Name the part within its case, in which other chats may lie: `<tag of the chat>#<number>`."""
        tag = hashlib.sha256("\0".join(self.identity).encode()).hexdigest()[:10]
        return f"{tag}#{self.part:04}"


def keep(chat: Chat, *, case_id: str, provider: str, erase_at: datetime, part: int = 1) -> Transcript:
    """Return the chat as a part of the case that it becomes."""
    told = {item.name: getattr(chat, item.name) for item in fields(Chat)}
    return Transcript(**told, case_id=case_id, provider=provider, erase_at=erase_at, part=part)


def transcript_to_json(transcript: Transcript) -> dict[str, object]:
    """Return the transcript as its schema has it; moments are RFC 3339 in UTC, to the microsecond."""
    told = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name in _FIELDS
        if not isinstance(value := getattr(transcript, name), tuple)
    }
    return {
        "schema": SCHEMA,
        **told,
        "customer": vars(transcript.customer),
        "withdrawn": list(transcript.withdrawn),
        "messages": [
            {
                **vars(message),
                "at": message.at.isoformat(),
                "files": [vars(file) for file in message.files],
            }
            for message in transcript.messages
        ],
    }


def transcript_from_json(data: Mapping[str, Any]) -> Transcript:
    """Return the transcript that `transcript_to_json` wrote.

    Raises:
        ValueError, KeyError, TypeError: it did not write `data`.
    """
    told = {name: data[name] for name in _FIELDS}
    return Transcript(
        **{
            **told,
            **{name: _moment(told[name]) for name in ("started_at", "ended_at", "erase_at")},
            "customer": Customer(**data["customer"]),
            "withdrawn": tuple(data["withdrawn"]),
            "messages": tuple(
                Message(
                    **{
                        **item,
                        "at": _moment(item["at"]),
                        "files": tuple(File(**file) for file in item["files"]),
                    }
                )
                for item in data["messages"]
            ),
        }
    )


_FIELDS = tuple(item.name for item in fields(Transcript))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
