"""Rocket.Chat Omnichannel: a webhook brings the whole session when the chat is closed.

https://docs.rocket.chat/docs/webhooks: JSON with `type` `LivechatSession`, `_id`, `createdAt`, `visitor`,
`agent`, `messages` (`_id`, `username`, `agentId`, `msg`, `ts`, `closingMessage`), `closedAt`. The secret
comes as it is in `X-RocketChat-Livechat-Token`: nothing is signed, so the address must be an HTTPS one and
the secret long. Anything but 200 is repeated ten times, ten seconds apart; so every good answer is 200.
`LivechatEdit` comes when somebody edits a closed chat and tells nothing new: only `LivechatSession` is
read.

The address is what the visitor typed into the registration form; `visitor.email` is a text or a list of
`{address}`. Older versions give messages no `_id`. Messages with blocks alone carry them as JSON in `msg`.

The page where the chat began sets the custom fields `language`, `case_id` and `consent` of the visitor.

Files: a message with a `file` has `fileUpload` with `publicFilePath`, `type` and `size`. The path is an
address of the workspace, with a token where its files are protected (normalizeMessageFileUpload in
https://github.com/RocketChat/Rocket.Chat); where files are kept elsewhere it redirects there.

Settings: `secret`; `language` where the visitors of this workspace speak one language; `url` of the
workspace, so that files are fetched, and `file_hosts` for the hosts to which it redirects.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from helpcenter.transcript import foreign
from helpcenter.transcript.provider import Download, Provider, file_hosts
from helpcenter.transcript.signature import check_equal, check_fresh, live_secrets
from helpcenter.transcript.transcript import AGENT, BOT, CUSTOMER, ENDED, SYSTEM, Chat, Customer, Message

if TYPE_CHECKING:
    from datetime import datetime

    from helpcenter.transcript.foreign import Foreign
    from helpcenter.transcript.provider import Headers, Json, Reach, Reading, Settings

TOKEN_HEADER = "x-rocketchat-livechat-token"  # noqa: S105 - a header's name
_WINDOW = timedelta(hours=1)  # retries end after two minutes


def connect(settings: Settings, _reach: Reach) -> Provider:
    """Return the provider."""
    hosts = file_hosts(settings, urlsplit(settings.get("url", "")).netloc)
    return Provider(
        verify=partial(_verify, live_secrets(settings["secret"])),
        read=partial(_read, settings.get("language", "")),
        locate=(lambda file, _message, _chat_id: Download(file.source, hosts)) if hosts else None,
        accepted=200,
    )


def _verify(secrets: tuple[bytes, ...], headers: Headers, _body: bytes, _now: datetime) -> None:
    check_equal(headers.get(TOKEN_HEADER, ""), (secret.decode() for secret in secrets))


def _read(language: str, data: Json, reading: Reading) -> Chat | None:
    if data.get("type") != "LivechatSession":
        return None
    visitor = foreign.part(data, "visitor")
    messages = foreign.in_order(
        message for item in foreign.parts(data, "messages") if (message := _message(item, data))
    )
    started_at = foreign.moment(data, "createdAt")
    if data.get("closedAt") is not None:
        ended_at = foreign.moment(data, "closedAt")
        check_fresh(ended_at, reading.now, _WINDOW)
    else:
        ended_at = max((message.at for message in messages), default=started_at)
    if not foreign.is_kept(ended_at, reading):
        return None
    return Chat(
        account="",
        chat_id=foreign.key(data, "_id"),
        case_reference=foreign.line(_field(data, "case_id"), foreign.ID_MAX),
        language=foreign.language(_field(data, "language") or language, reading.facts)
        or foreign.spoken(messages, reading.facts),
        started_at=min((started_at, *(message.at for message in messages))),
        ended_at=max((ended_at, *(message.at for message in messages))),
        customer=Customer(
            foreign.line(visitor.get("name"), foreign.NAME_MAX),
            foreign.address(_address(visitor)),
            consent=foreign.consent(_field(data, "consent")),
        ),
        messages=messages,
    )


def _field(data: Json, name: str) -> Any:  # noqa: ANN401 - somebody else's JSON
    """Return a custom field, of the visitor or of the chat."""
    holders = (foreign.part(data, "visitor"), data)
    found = (foreign.part(holder, "customFields").get(name) for holder in holders)
    return next(filter(None, found), None)


def _address(visitor: Foreign) -> object:
    email = visitor.get("email")
    if isinstance(email, list):
        return next((one.get("address") for one in email if isinstance(one, dict)), None)
    return email


def _message(item: Foreign, data: Json) -> Message | None:
    """Return a message; None for one that only lists what the visitor looked at."""
    if "navigation" in item:
        return None
    at, username = foreign.moment(item, "ts"), str(item.get("username"))
    uploaded = foreign.part(item, "fileUpload")
    files = [
        foreign.file(
            told.get("name"),
            told.get("type") or uploaded.get("type"),
            told.get("size") or uploaded.get("size"),
            uploaded.get("publicFilePath"),
        )
        for told in _files(item)
    ]
    text = "" if item.get("blocks") else foreign.text(item.get("msg"))
    role = CUSTOMER if username == foreign.part(data, "visitor").get("username") else AGENT
    if role == AGENT and username.endswith(".bot"):
        role = BOT
    agent = foreign.part(data, "agent")
    name = agent.get("name") if agent.get("username") == username else username
    if item.get("closingMessage"):
        role, name, text = SYSTEM, "", ""
    return Message(
        id=foreign.line(item.get("_id"), foreign.ID_MAX)
        or foreign.made_up_id(at.isoformat(), username, text, *(file.name for file in files)),
        at=at,
        role=role,
        name=foreign.line(name, foreign.NAME_MAX) if role in {AGENT, BOT} else "",
        text=text,
        event=ENDED if item.get("closingMessage") else "",
        files=tuple(files),
    )


def _files(item: Foreign) -> list[Foreign]:
    told = item.get("file")
    return [told] if isinstance(told, dict) else []
