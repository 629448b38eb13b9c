"""The chat systems that the center asks, played on this machine: Chatwoot, Channel Talk and Amazon Connect.

What is put under `/_local/chats/<provider>/` is what the provider would have; the functions ask for it at the
same addresses, below another host. A file of Amazon Connect goes into a bucket of the embedded AWS.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from local.asgi import Reply, send_reply

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from local.asgi import App, Receive, Scope, Send
    from local.aws import Account

CONNECT_BUCKET = "connect-transcripts"
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


@dataclass(slots=True)
class ChatSystems:
    """What the chat systems know, in memory: (provider, chat) -> what was put."""

    account: Account
    chats: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def routes(self) -> list[BaseRoute]:
        """Return where chats are put and asked for, below `/_local/chats`."""
        woot, talk = "/chatwoot/api/v1/accounts/1/conversations", "/channel_talk/open/v5"
        return [
            Route("/{provider}/{chat}", self._put, methods=["PUT"]),
            Route(woot, self._conversations),
            Route(f"{woot}/{{chat}}", self._conversation),
            Route(f"{woot}/{{chat}}/messages", self._messages),
            Route(f"{talk}/user-chats", self._user_chats),
            Route(f"{talk}/user-chats/{{chat}}", self._user_chat),
            Route(f"{talk}/user-chats/{{chat}}/messages", self._user_chat_messages),
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

    def _store_file(self, chat: str) -> None:
        content = json.dumps(self.chats["amazon_connect", chat]["file"], ensure_ascii=False).encode()
        self.account.client("s3").put_object(
            Bucket=CONNECT_BUCKET, Key=f"connect/ChatTranscripts/{chat}_20261120T05:00_UTC.json", Body=content
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
