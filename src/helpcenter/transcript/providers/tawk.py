"""tawk.to: a webhook brings the whole transcript when it has been made.

https://developer.tawk.to/webhooks/ (event `chat:transcript_created`): JSON with `event`, `time`, `property`
and `chat` (`id`, `visitor`, `messages` with `sender.t` a(gent), v(isitor) or s(ystem), `type`, `msg`, `time`,
`attchs`). `X-Tawk-Signature` is the hexadecimal HMAC-SHA1 of the raw body. What is not answered with 2xx
within 30 seconds comes again for 12 hours under the same `X-Hook-Event-Id`.

There is no time in the header, but one in the signed body: a delivery older than the retries is not taken.
Messages have no IDs: theirs are made of what they say. There is no language either. The address is what the
visitor typed.

Files: an attachment's `content.file.url` is an address at tawk.link that asks for no key and does not last.

Settings: `secret`; `file_hosts` if tawk.to hands files out elsewhere.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from helpcenter.transcript import foreign
from helpcenter.transcript.provider import Download, Provider, UnreadableError, file_hosts
from helpcenter.transcript.signature import check_equal, check_fresh, live_secrets
from helpcenter.transcript.transcript import AGENT, BOT, CUSTOMER, Chat, Customer, Message

if TYPE_CHECKING:
    from datetime import datetime

    from helpcenter.transcript.foreign import Foreign
    from helpcenter.transcript.provider import Headers, Json, Reach, Reading, Settings

SIGNATURE_HEADER = "x-tawk-signature"
_WINDOW = timedelta(hours=13)  # retries for 12 hours, and one for clocks and queues
_FILE_HOSTS = ("tawk.link", "*.tawk.link", "*.tawk.to")
_ROLES = {"a": AGENT, "v": CUSTOMER, "s": BOT}


def connect(settings: Settings, _reach: Reach) -> Provider:
    """Return the provider."""
    hosts = file_hosts(settings, *_FILE_HOSTS)
    return Provider(
        verify=partial(_verify, live_secrets(settings["secret"])),
        read=read_chat,
        locate=lambda file, _message, _chat_id: Download(file.source, hosts),
    )


def sign(secret: bytes, body: bytes) -> str:
    """Return what X-Tawk-Signature says about a body."""
    return hmac.new(secret, body, hashlib.sha1).hexdigest()


def _verify(secrets: tuple[bytes, ...], headers: Headers, body: bytes, _now: datetime) -> None:
    check_equal(headers.get(SIGNATURE_HEADER, ""), (sign(secret, body) for secret in secrets))


def read_chat(data: Json, reading: Reading) -> Chat | None:
    """Return the chat of a transcript; None for another event, or a chat that would not be kept any more.

    Raises:
        ProblemError: 401 for one older than the retries.
        UnreadableError: it can't be read.
    """
    if data.get("event") != "chat:transcript_created":
        return None
    told_at = foreign.moment(data, "time")
    check_fresh(told_at, reading.now, _WINDOW)
    chat = foreign.part(data, "chat")
    messages = foreign.in_order(_message(item) for item in foreign.parts(chat, "messages"))
    visitor = foreign.part(chat, "visitor")
    ended_at = max((message.at for message in messages), default=told_at)
    if not foreign.is_kept(ended_at, reading):
        return None
    return Chat(
        account=foreign.key(foreign.part(data, "property"), "id"),
        chat_id=foreign.key(chat, "id"),
        language=foreign.spoken(messages, reading.facts),
        started_at=min((message.at for message in messages), default=told_at),
        ended_at=ended_at,
        customer=Customer(
            foreign.line(visitor.get("name"), foreign.NAME_MAX), foreign.address(visitor.get("email"))
        ),
        messages=messages,
    )


def _message(item: Foreign) -> Message:
    sender = foreign.part(item, "sender")
    role = _ROLES.get(str(sender.get("t")))
    if role is None:
        raise UnreadableError("unknown_role:sender.t")
    at, text = foreign.moment(item, "time"), foreign.text(item.get("msg"))
    files = []
    for attached in item.get("attchs") or ():
        told = foreign.part(foreign.part(attached, "content"), "file") if isinstance(attached, dict) else {}
        files.append(foreign.file(told.get("name"), told.get("mimeType"), told.get("size"), told.get("url")))
    return Message(
        id=foreign.made_up_id(at.isoformat(), role, text, *(file.name for file in files)),
        at=at,
        role=role,
        name=foreign.line(sender.get("n"), foreign.NAME_MAX),
        text=text,
        files=tuple(files),
    )
