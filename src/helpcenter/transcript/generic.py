"""Our own JSON for a chat, for providers without a module of their own: a relay posts it, signed.

Its schema is in `openapi.yaml`. What no customer may see is dropped here; of an internal note only the ID
is read.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from helpcenter.api.problem import FieldError, ProblemError
from helpcenter.inquiry.email_address import EmailAddressError, parse_email_address
from helpcenter.transcript.reading import JsonObject
from helpcenter.transcript.transcript import ROLES, Chat, Customer, Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpcenter.center.facts import Facts

ID_MAX = 200
NAME_MAX = 80
EMAIL_MAX = 320
LANGUAGE_MAX = 35  # RFC 5646 4.4.1
MESSAGES_MAX = 2000
TEXT_MAX = 20_000
PUBLIC, INTERNAL = "public", "internal"
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_AHEAD_MAX = timedelta(seconds=300)  # what the clocks of sender and center may differ, as for the signature


def read_chat(data: Mapping[str, object], facts: Facts, now: datetime) -> Chat:
    """Return the chat that a delivery tells, or name everything that is wrong with it at once.

    Local time sent as if it were UTC shows as a chat that ends in the future, and is refused. So is a chat
    that ended longer ago than transcripts are kept.

    Raises:
        ProblemError: 422 `invalid_transcript` with the errors; their fields are paths like
            `messages[3].at`.
    """
    errors: list[FieldError] = []
    top = JsonObject(data, errors)
    top.only("account", "chat_id", "language", "started_at", "ended_at", "customer", "messages")
    latest = now + _AHEAD_MAX
    chat = Chat(
        account=top.line("account", ID_MAX),
        chat_id=top.line("chat_id", ID_MAX, required=True),
        language=_language(top.line("language", LANGUAGE_MAX), facts),
        started_at=top.moment("started_at", _EARLIEST, latest),
        ended_at=top.moment("ended_at", now - timedelta(days=facts.transcript_retention_days), latest),
        customer=_customer(top.part("customer")),
        messages=_messages(top.parts("messages", MESSAGES_MAX), latest),
    )
    if not errors and chat.ended_at < chat.started_at:
        top.refuse("ended_at", "ends_before_start")
    if errors:
        raise ProblemError(422, "invalid_transcript", errors)
    return chat


def _language(tag: str, facts: Facts) -> str:
    """Return the center's language for a tag like `en-US`, its default for one that it does not have."""
    language = tag.replace("_", "-").partition("-")[0].lower()
    return language if language in facts.languages else facts.languages[0]


def _customer(item: JsonObject) -> Customer:
    item.only("name", "email")
    name, email = item.line("name", NAME_MAX), item.line("email", EMAIL_MAX)
    if not email:
        return Customer(name)
    try:
        return Customer(name, parse_email_address(email))
    except EmailAddressError as error:
        item.refuse("email", error.code)
        return Customer(name)


def _messages(items: list[JsonObject], latest: datetime) -> tuple[Message, ...]:
    """Return the public messages by time, those of one moment as given, each ID once.

    An ID that is internal anywhere is internal everywhere: a note may have been public by mistake before.
    """
    internal = {item.line("id", ID_MAX, required=True) for item in items if _is_internal(item)}
    messages: dict[str, Message] = {}
    for item in items:
        if _is_internal(item):
            continue
        message = _message(item, latest)
        if message.text.strip() and message.id not in internal:
            messages.setdefault(message.id, message)
    return tuple(sorted(messages.values(), key=lambda message: message.at))


def _is_internal(item: JsonObject) -> bool:
    return item.data.get("visibility") == INTERNAL


def _message(item: JsonObject, latest: datetime) -> Message:
    item.only("id", "at", "role", "name", "text", "visibility")
    item.choice("visibility", (PUBLIC, INTERNAL), PUBLIC)
    return Message(
        id=item.line("id", ID_MAX, required=True),
        at=item.moment("at", _EARLIEST, latest),
        role=item.choice("role", ROLES),
        name=item.line("name", NAME_MAX),
        text=item.text("text", TEXT_MAX),
    )
