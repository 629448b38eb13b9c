"""Our own JSON for a chat, for providers without a module of their own: a relay posts it, signed.

Its schema is in `openapi.yaml`. What no customer may see is dropped here; of an internal note only the ID
is read.

Files are fetched from the `url` that the relay gives, without a key, if its host is named in the settings.

Settings: `secret`; `file_hosts`, parted by commas, without which only the names of files are kept.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from helpcenter.center.languages import language_for
from helpcenter.inquiry.email_address import EmailAddressError, parse_email_address
from helpcenter.transcript.provider import Download, Provider, UnreadableError, file_hosts
from helpcenter.transcript.reading import JsonObject
from helpcenter.transcript.signature import live_secrets, verify
from helpcenter.transcript.transcript import EMAIL_SOURCES, ROLES, TYPED, Chat, Customer, File, Message

if TYPE_CHECKING:
    from helpcenter.api.problem import FieldError
    from helpcenter.transcript.provider import Headers, Json, Reach, Reading, Settings

ID_MAX = 200
NAME_MAX = 80
EMAIL_MAX = 320
LANGUAGE_MAX = 35  # RFC 5646 4.4.1
MESSAGES_MAX = 2000
FILES_MAX = 10
TEXT_MAX = 20_000
URL_MAX = 2000
PUBLIC, INTERNAL = "public", "internal"
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_AHEAD_MAX = timedelta(seconds=300)  # what the clocks of sender and center may differ, as for the signature


def connect(settings: Settings, _reach: Reach) -> Provider:
    """Return the provider."""
    hosts = file_hosts(settings)
    return Provider(
        verify=partial(_verify, live_secrets(settings["secret"])),
        read=read_chat,
        locate=(lambda file, _message, _chat_id: Download(file.source, hosts)) if hosts else None,
    )


def _verify(secrets: tuple[bytes, ...], headers: Headers, body: bytes, now: datetime) -> None:
    verify(headers, body, secrets, now)


def read_chat(data: Json, reading: Reading) -> Chat:
    """Return the chat that a delivery tells, or name everything that is wrong with it at once.

    Local time sent as if it were UTC shows as a chat that ends in the future, and is refused. So is a chat
    that ended longer ago than transcripts are kept.

    Raises:
        UnreadableError: with the errors; their fields are paths like `messages[3].at`.
    """
    facts, now = reading.facts, reading.now
    errors: list[FieldError] = []
    top = JsonObject(data, errors)
    top.only(
        *("account", "chat_id", "case_id", "language", "started_at", "ended_at"),
        *("customer", "messages"),
    )
    latest = now + _AHEAD_MAX
    chat = Chat(
        account=top.line("account", ID_MAX),
        chat_id=top.line("chat_id", ID_MAX, required=True),
        case_reference=top.line("case_id", ID_MAX),
        language=language_for(top.line("language", LANGUAGE_MAX), facts.languages),
        started_at=top.moment("started_at", _EARLIEST, latest),
        ended_at=top.moment("ended_at", now - timedelta(days=facts.transcript_retention_days), latest),
        customer=_customer(top.part("customer")),
        messages=(),
    )
    messages, internal = _messages(top.parts("messages", MESSAGES_MAX), latest)
    if not errors and chat.ended_at < chat.started_at:
        top.refuse("ended_at", "ends_before_start")
    if errors:
        raise UnreadableError(_reason(errors[0]), errors)
    return replace(chat, messages=messages, withdrawn=internal)


def _reason(error: FieldError) -> str:
    """Return what is logged: the name of a field that nobody asked for is the sender's, and is not."""
    return error.code if error.code == "unknown_field" else f"{error.code}:{error.field}"


def _customer(item: JsonObject) -> Customer:
    item.only("name", "email", "email_source", "consent")
    name, email = item.line("name", NAME_MAX), item.line("email", EMAIL_MAX)
    source, consent = item.choice("email_source", EMAIL_SOURCES, TYPED), item.flag("consent")
    if not email:
        return Customer(name, None, source, consent)
    try:
        return Customer(name, parse_email_address(email), source, consent)
    except EmailAddressError as error:
        item.refuse("email", error.code)
        return Customer(name)


def _messages(items: list[JsonObject], latest: datetime) -> tuple[tuple[Message, ...], tuple[str, ...]]:
    """Return the public messages by time, those of one moment as given, each ID once; and the internal IDs.

    An ID that is internal anywhere is internal everywhere: a note may have been public by mistake before.
    """
    internal = [item.line("id", ID_MAX, required=True) for item in items if _is_internal(item)]
    messages: dict[str, Message] = {}
    for item in items:
        if _is_internal(item):
            continue
        message = _message(item, latest)
        if message.said and message.id not in internal:
            messages.setdefault(message.id, message)
    in_order = sorted(messages.values(), key=lambda message: message.at)
    return tuple(in_order), tuple(dict.fromkeys(internal))


def _is_internal(item: JsonObject) -> bool:
    return item.data.get("visibility") == INTERNAL


def _message(item: JsonObject, latest: datetime) -> Message:
    item.only("id", "at", "role", "name", "text", "files", "visibility")
    item.choice("visibility", (PUBLIC, INTERNAL), PUBLIC)
    return Message(
        id=item.line("id", ID_MAX, required=True),
        at=item.moment("at", _EARLIEST, latest),
        role=item.choice("role", ROLES),
        name=item.line("name", NAME_MAX),
        text=item.text("text", TEXT_MAX),
        files=tuple(_file(part) for part in item.parts("files", FILES_MAX, required=False)),
    )


def _file(item: JsonObject) -> File:
    item.only("name", "media_type", "url")
    name, media_type = item.line("name", ID_MAX, required=True), item.line("media_type", 100)
    return File(name, media_type, source=item.line("url", URL_MAX))
