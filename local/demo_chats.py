"""One chat as each provider tells it: the requests that a provider makes, or what it can be asked for."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

from helpcenter.transcript.providers import chatwoot, rocketchat, tawk
from helpcenter.transcript.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, sign
from local.chat_systems import FILES, attachment_id
from local.secrets import KNOWN_SECRETS, chat_providers

if TYPE_CHECKING:
    from collections.abc import Callable

    Chat = dict[str, Any]

_SECRETS = {name: settings.get("secret", "") for name, settings in json.loads(chat_providers("/")).items()}
_JSON = {"content-type": "application/json"}


@dataclass(frozen=True, slots=True)
class Call:
    """A request that somebody makes to the local center."""

    method: str
    path: str
    body: bytes
    headers: dict[str, str]


def _generic(chat: Chat) -> list[Call]:
    body, timestamp = _bytes(chat), str(int(time.time()))
    secret = KNOWN_SECRETS["GenericTranscriptSecret"].encode()
    headers = {TIMESTAMP_HEADER: timestamp, SIGNATURE_HEADER: sign(secret, timestamp, body)}
    return [Call("POST", "/api/transcripts/generic", body, {**_JSON, **headers})]


def _tawk(chat: Chat) -> list[Call]:
    letters = {"customer": "v", "agent": "a", "bot": "s", "system": "s"}
    messages = [
        {
            "sender": {"t": letters[said["role"]], "n": said.get("name", "")},
            "type": "msg",
            "msg": said["text"],
            "time": said["at"],
            "attchs": [
                {"type": "file", "content": {"file": {"url": file["url"], "name": file["name"]}}}
                for file in said.get("files", ())
            ],
        }
        for said in _public(chat)
    ]
    told = {"id": chat["chat_id"], "visitor": chat["customer"], "messages": messages}
    property_ = {"id": "58ca8453b8a7e060cd3b1ecb", "name": "local"}
    body = _bytes(
        {"event": "chat:transcript_created", "time": chat["ended_at"], "property": property_, "chat": told}
    )
    signature = tawk.sign(_SECRETS["tawk"].encode(), body)
    return [Call("POST", "/api/transcripts/tawk", body, {**_JSON, tawk.SIGNATURE_HEADER: signature})]


def _rocketchat(chat: Chat) -> list[Call]:
    messages = [
        {
            "_id": said["id"],
            "username": "guest-1" if said["role"] == "customer" else said.get("name") or "help.bot",
            "msg": said["text"],
            "ts": said["at"],
            **({"closingMessage": True} if said is _public(chat)[-1] else {}),
            **{
                key: value
                for file in said.get("files", ())
                for key, value in (
                    ("file", {"name": file["name"], "type": file["media_type"]}),
                    ("fileUpload", {"publicFilePath": file["url"], "type": file["media_type"]}),
                )
            },
        }
        for said in _public(chat)
    ]
    customer = chat["customer"]
    visitor = {"name": customer["name"], "username": "guest-1", "email": [{"address": customer["email"]}]}
    told = {"_id": chat["chat_id"], "type": "LivechatSession", "visitor": visitor, "messages": messages}
    body = _bytes({**told, "createdAt": chat["started_at"], "closedAt": chat["ended_at"]})
    headers = {**_JSON, rocketchat.TOKEN_HEADER: _SECRETS["rocketchat"]}
    return [Call("POST", "/api/transcripts/rocketchat", body, headers)]


def _chatwoot(chat: Chat) -> list[Call]:
    number, kinds = int(time.time() * 1000) % 10**9, {"customer": 0, "agent": 1, "bot": 1, "system": 2}
    messages = [
        {
            "id": number * 1000 + place,
            "content": said["text"],
            "message_type": kinds[said["role"]],
            "content_type": "text",
            "private": said.get("visibility") == "internal",
            "created_at": _seconds(said["at"]),
            "content_attributes": {},
            "sender": {"name": said.get("name"), "type": "user" if said["role"] == "agent" else "agent_bot"},
            "attachments": [
                {
                    "id": 1,
                    "file_type": "image",
                    "data_url": f"{file['url']}?to={quote(urlsplit(file['url']).path)}",
                }
                for file in said.get("files", ())
            ],
        }
        for place, said in enumerate(chat["messages"])
    ]
    conversation = {
        "id": number,
        "status": "resolved",
        "meta": {"sender": chat["customer"], "hmac_verified": False},
        "additional_attributes": {"browser_language": chat["language"]},
        "custom_attributes": {},
        "created_at": _seconds(chat["started_at"]),
        "last_activity_at": _seconds(chat["ended_at"]),
    }
    put = Call(
        "PUT",
        f"/_local/chats/chatwoot/{number}",
        _bytes({"conversation": conversation, "messages": messages}),
        _JSON,
    )
    body = _bytes({"event": "conversation_status_changed", **conversation, "messages": messages[-1:]})
    timestamp = str(int(time.time()))
    signature = sign(_SECRETS["chatwoot"].encode(), timestamp, body)
    headers = {**_JSON, chatwoot.HEADERS[0]: timestamp, chatwoot.HEADERS[1]: signature}
    return [put, Call("POST", "/api/transcripts/chatwoot", body, headers)]


def _channel_talk(chat: Chat) -> list[Call]:
    kinds = {"customer": "user", "agent": "manager", "bot": "bot", "system": "bot"}
    messages = [
        {
            "id": said["id"],
            "personType": kinds[said["role"]],
            "personId": said.get("name") or "bot",
            "createdAt": _seconds(said["at"]) * 1000,
            "plainText": said["text"],
            "options": ["private"] if said.get("visibility") == "internal" else [],
            **({"log": {"action": "close"}} if said["role"] == "system" else {}),
            "files": [
                {"name": file["name"], "contentType": file["media_type"], "key": _name_of(file)}
                for file in said.get("files", ())
            ],
        }
        for said in chat["messages"]
    ]
    closed = {"closedAt": _seconds(chat["ended_at"]) * 1000, "updatedAt": _seconds(chat["ended_at"]) * 1000}
    user_chat = {"id": chat["chat_id"], "channelId": "1", "state": "closed", **closed}
    user = {"language": chat["language"], "member": True, "profile": chat["customer"]}
    told = {"chat": {"userChat": user_chat, "user": user}, "messages": {"messages": messages}}
    return [Call("PUT", f"/_local/chats/channel_talk/{chat['chat_id']}", _bytes(told), _JSON)]


def _amazon_connect(chat: Chat) -> list[Call]:
    roles = {"customer": "CUSTOMER", "agent": "AGENT", "bot": "CUSTOM_BOT"}
    told = [
        {
            "AbsoluteTime": said["at"],
            "Id": said["id"],
            **(
                {"Type": "EVENT", "ContentType": "application/vnd.amazonaws.connect.event.participant.joined"}
                if said["role"] == "system"
                else {"Type": "MESSAGE", "ContentType": "text/markdown", "Content": said["text"]}
            ),
            "DisplayName": said.get("name") or "Agent",
            "ParticipantRole": roles.get(said["role"], "AGENT"),
        }
        for said in _public(chat)
    ]
    told += [
        {
            "AbsoluteTime": said["at"],
            "Id": f"{said['id']}-{place}",
            "Type": "ATTACHMENT",
            "ContentType": "application/vnd.amazonaws.connect.message.attachment",
            "DisplayName": said.get("name") or "Agent",
            "ParticipantRole": roles.get(said["role"], "AGENT"),
            "Attachments": [
                {
                    "AttachmentId": attachment_id(_name_of(file)),
                    "AttachmentName": file["name"],
                    "Status": "APPROVED",
                }
            ],
        }
        for said in _public(chat)
        for place, file in enumerate(said.get("files", ()))
    ]
    told.sort(key=lambda item: datetime.fromisoformat(item["AbsoluteTime"]))
    told[-1] |= {"ContentType": "application/vnd.amazonaws.connect.event.chat.ended", "Type": "EVENT"}
    contact = chat["chat_id"]
    file = {
        "Version": "2019-08-26",
        "InstanceId": "0cb42924-0000-4000-8000-000000000000",
        "InitialContactId": contact,
        "ContactId": contact,
        "Transcript": told,
    }
    attributes = {"email": chat["customer"]["email"], "email_source": "signed", "language": chat["language"]}
    body = _bytes({"attributes": attributes, "file": file})
    return [Call("PUT", f"/_local/chats/amazon_connect/{contact}", body, _JSON)]


TOLD_BY: dict[str, Callable[[dict[str, Any]], list[Call]]] = {
    "generic": _generic,
    "amazon_connect": _amazon_connect,
    "channel_talk": _channel_talk,
    "chatwoot": _chatwoot,
    "rocketchat": _rocketchat,
    "tawk": _tawk,
}
"""Provider -> what tells a chat of our own format as it does."""


def _public(chat: Chat) -> list[dict[str, Any]]:
    return [said for said in chat["messages"] if said.get("visibility") != "internal"]


def _bytes(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


def _name_of(file: dict[str, Any]) -> str:
    return unquote(urlsplit(file["url"]).path.rpartition(f"/{FILES}/")[2])


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())
