"""A chat that has ended, the same whichever provider it came from, and where transcripts are kept."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from helpcenter.mail.job import MailJob

CUSTOMER, AGENT, BOT, SYSTEM = "customer", "agent", "bot", "system"
ROLES = (CUSTOMER, AGENT, BOT, SYSTEM)


@dataclass(frozen=True, slots=True)
class Customer:
    """Who asked. `email` can be delivered to; None when the provider knows no address."""

    name: str = ""
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One public message. `id` is the provider's, `name` is empty where the provider gives none."""

    id: str
    at: datetime
    role: str
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """What a provider delivers. All moments are UTC, texts NFC, messages public and in order.

    `account` tells apart several inboxes at one provider and may be empty; `language` is one of the center's.
    `masked` tells how many secrets of each kind were masked.
    """

    account: str
    chat_id: str
    language: str
    started_at: datetime
    ended_at: datetime
    customer: Customer
    messages: tuple[Message, ...]
    masked: Mapping[str, int] = field(default_factory=dict, hash=False)

    @property
    def last_message_id(self) -> str:
        """Tell up to where the chat is told: a chat that is reopened and closed again ends elsewhere."""
        return self.messages[-1].id if self.messages else ""

    @property
    def answered(self) -> bool:
        """Tell whether an agent spoke. A visitor who left before that has nothing worth a mail."""
        return any(message.role == AGENT for message in self.messages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript(Chat):
    """A chat that is kept as a case, until `erase_at` (UTC)."""

    case_id: str
    provider: str
    erase_at: datetime

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What makes two deliveries the same transcript: provider, account, chat, last public message."""
        return self.provider, self.account, self.chat_id, self.last_message_id


def keep(chat: Chat, *, case_id: str, provider: str, erase_at: datetime) -> Transcript:
    """Return the chat as the case it becomes."""
    told = {each.name: getattr(chat, each.name) for each in fields(Chat)}
    return Transcript(**told, case_id=case_id, provider=provider, erase_at=erase_at)


def transcript_to_json(transcript: Transcript) -> dict[str, object]:
    """Return the transcript as a JSON object; moments are RFC 3339 in UTC, to the microsecond."""
    return {
        "case_id": transcript.case_id,
        "provider": transcript.provider,
        "account": transcript.account,
        "chat_id": transcript.chat_id,
        "language": transcript.language,
        "started_at": transcript.started_at.isoformat(),
        "ended_at": transcript.ended_at.isoformat(),
        "erase_at": transcript.erase_at.isoformat(),
        "customer": {"name": transcript.customer.name, "email": transcript.customer.email},
        "messages": [
            {
                "id": message.id,
                "at": message.at.isoformat(),
                "role": message.role,
                "name": message.name,
                "text": message.text,
            }
            for message in transcript.messages
        ],
        "masked": dict(transcript.masked),
    }


def transcript_from_json(data: Mapping[str, Any]) -> Transcript:
    """Return the transcript that `transcript_to_json` wrote.

    Raises:
        ValueError, KeyError: it did not write `data`.
    """
    return Transcript(
        case_id=data["case_id"],
        provider=data["provider"],
        account=data["account"],
        chat_id=data["chat_id"],
        language=data["language"],
        started_at=_moment(data["started_at"]),
        ended_at=_moment(data["ended_at"]),
        erase_at=_moment(data["erase_at"]),
        customer=Customer(data["customer"]["name"], data["customer"]["email"]),
        messages=tuple(
            Message(item["id"], _moment(item["at"]), item["role"], item["name"], item["text"])
            for item in data["messages"]
        ),
        masked=data.get("masked", {}),
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


class TranscriptStore(Protocol):
    """Where transcripts are kept."""

    def add(self, transcript: Transcript, jobs: Sequence[MailJob]) -> bool:
        """Store a transcript with its mail jobs, all or nothing, in one round trip.

        Returns:
            True when it was stored, False when something already holds its case ID.

        Raises:
            StoreUnavailableError: not stored, or nobody knows.
        """

    def get(self, case_id: str) -> Transcript | None:
        """Return a transcript, or None.

        Raises:
            StoreUnavailableError: the store could not be read.
        """
