"""The chat systems that the center asks, played on this machine: Chatwoot, Channel Talk and Amazon Connect.

What is put under `/_local/chats/<provider>/` is what the provider would have; the functions ask for it at the
same addresses, below another host. A file of Amazon Connect goes into a bucket of the embedded AWS.

Files that were sent in a chat are put under `/_local/chats/files/<name>`, where those of every provider can
be fetched; Amazon Connect has those of its chats in its bucket. With `?to=` one leads to another address, as
those of Chatwoot do.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from botocore.exceptions import ClientError
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from local.asgi import Reply, send_reply

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from local.asgi import App, Receive, Scope, Send
    from local.aws import Account

CONNECT_BUCKET = "connect-transcripts"
FILES = "files"
_ATTRIBUTES = "/contact/attributes/"
_PAGE = 20


def create_connect_bucket(account: Account) -> None:
    """Create the bucket of Amazon Connect, which is not of our stack; EventBridge is told of new files."""
    storage = account.client("s3")
    try:
        storage.create_bucket(
            Bucket=CONNECT_BUCKET, CreateBucketConfiguration={"LocationConstraint": storage.meta.region_name}
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "BucketAlreadyOwnedByYou":
            raise
    storage.put_bucket_notification_configuration(
        Bucket=CONNECT_BUCKET, NotificationConfiguration={"EventBridgeConfiguration": {}}
    )


def attachment_id(name: str) -> str:
    """Return the ID that Amazon Connect gives a file."""
    return str(uuid5(NAMESPACE_URL, name))


@dataclass(slots=True)
class ChatSystems:
    """What the chat systems know, in memory: (provider, chat) -> what was put."""

    account: Account
    chats: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def routes(self) -> list[BaseRoute]:
        """Return where chats are put and asked for, below `/_local/chats`."""
        woot, talk = "/chatwoot/api/v1/accounts/1/conversations", "/channel_talk/open/v5"
        return [
            Route(f"/{FILES}/{{name:path}}", self._put_file, methods=["PUT"]),
            Route(f"/{FILES}/{{name:path}}", self._file),
            Route("/{provider}/{chat}", self._put, methods=["PUT"]),
            Route(woot, self._conversations),
            Route(f"{woot}/{{chat}}", self._conversation),
            Route(f"{woot}/{{chat}}/messages", self._messages),
            Route(f"{talk}/user-chats", self._user_chats),
            Route(f"{talk}/user-chats/{{chat}}", self._user_chat),
            Route(f"{talk}/user-chats/{{chat}}/messages", self._user_chat_messages),
            Route(f"{talk}/user-chats/{{chat}}/messages/file", self._user_chat_file),
            Route(f"{talk}/managers/{{person}}", self._manager),
        ]

    def beside(self, aws: App) -> App:
        """Return the embedded AWS with what it lacks: the attributes of Amazon Connect's contacts."""

        async def application(scope: Scope, receive: Receive, send: Send) -> None:
            path = scope.get("path", "")
            if scope["type"] != "http" or not path.startswith(_ATTRIBUTES):
                await aws(scope, receive, send)
                return
            chat = self.chats.get(("amazon_connect", path.rpartition("/")[2]), {})
            body = json.dumps({"Attributes": chat.get("attributes", {})}).encode()
            await send_reply(Reply(200, [(b"content-type", b"application/json")], body), send)

        return application

    async def _put(self, request: Request) -> Response:
        provider, chat = request.path_params["provider"], request.path_params["chat"]
        self.chats[provider, chat] = await request.json()
        if provider == "amazon_connect":
            await asyncio.to_thread(self._store_file, chat)
        return Response(status_code=204)

    async def _put_file(self, request: Request) -> Response:
        self.files[request.path_params["name"]] = await request.body()
        return Response(status_code=204)

    async def _file(self, request: Request) -> Response:
        content, moved = self.files.get(request.path_params["name"]), request.query_params.get("to")
        if moved:
            return RedirectResponse(moved, status_code=302)
        return Response(content, 404 if content is None else 200)

    async def _user_chat_file(self, request: Request) -> Response:
        key = request.query_params.get("key", "")
        return JSONResponse({"result": f"{request.base_url}_local/chats/{FILES}/{quote(key)}"})

    def _store_file(self, chat: str) -> None:
        told, storage = self.chats["amazon_connect", chat]["file"], self.account.client("s3")
        known = {attachment_id(name): content for name, content in self.files.items()}
        for item in told["Transcript"]:
            at = datetime.fromisoformat(item["AbsoluteTime"])
            for attachment in item.get("Attachments", ()):
                number = attachment["AttachmentId"]
                key = f"connect/Attachments/chat/{at:%Y/%m/%d}/{number}_{at:%Y%m%dT%H:%M}_UTC.png"
                storage.put_object(Bucket=CONNECT_BUCKET, Key=key, Body=known[number])
        storage.put_object(
            Bucket=CONNECT_BUCKET,
            Key=f"connect/ChatTranscripts/{chat}_20261120T05:00_UTC.json",
            Body=json.dumps(told, ensure_ascii=False).encode(),
        )

    async def _conversations(self, request: Request) -> Response:
        told = [chat["conversation"] for (name, _), chat in self.chats.items() if name == "chatwoot"]
        page = told[::-1] if request.query_params.get("page") == "1" else []
        return JSONResponse({"data": {"payload": page}})

    async def _conversation(self, request: Request) -> Response:
        return self._told("chatwoot", request, "conversation")

    async def _messages(self, request: Request) -> Response:
        chat = self.chats.get(("chatwoot", request.path_params["chat"]))
        if chat is None:
            return Response(status_code=404)
        before = int(request.query_params.get("before", 10**12))
        told = [message for message in chat["messages"] if message["id"] < before]
        return JSONResponse({"meta": {}, "payload": told[-_PAGE:]})

    async def _user_chats(self, _: Request) -> Response:
        told = [chat["chat"]["userChat"] for (name, _), chat in self.chats.items() if name == "channel_talk"]
        return JSONResponse({"userChats": told[::-1]})

    async def _user_chat(self, request: Request) -> Response:
        return self._told("channel_talk", request, "chat")

    async def _user_chat_messages(self, request: Request) -> Response:
        return self._told("channel_talk", request, "messages")

    async def _manager(self, request: Request) -> Response:
        person = request.path_params["person"]
        return JSONResponse({"manager": {"id": person, "name": person}})

    def _told(self, provider: str, request: Request, what: str) -> Response:
        chat = self.chats.get((provider, request.path_params["chat"]))
        return Response(status_code=404) if chat is None else JSONResponse(chat[what])
