"""A chat system at `/_local/chat/`, so that `make run` shows a chat from the launcher to the mail.

It is a plain page that works without scripts. An agent with a few sentences answers; when the visitor ends
the chat, it posts our own JSON, signed, as a relay does. In the facts it is a `generic` widget of each chat
that names no other (`with_stand_in`).
"""

from __future__ import annotations

import asyncio
import json
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from local.demo_chats import TOLD_BY
from publishing.facts.writing import write_facts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from helpcenter.messages import Messages
    from local.demo_chats import Call

PATH = "/_local/chat"
_REPLIES = 3
_TEXT_MAX = 2000
_CHATS_MAX = 100  # kept in memory; the oldest go


def with_stand_in(facts: Path, site_url: str) -> None:
    """Let every chat of the compiled facts that names no chat system start at the stand-in."""
    data: dict[str, Any] = json.loads(facts.read_text(encoding="utf-8"))
    query = "language={language}&email={email}&consent={consent}&case={case}"
    for key, channel in data["channels"].items():
        if channel["kind"] == "chat":
            url = f"{site_url}{PATH.lstrip('/')}/?channel={key}&{query}"
            channel.setdefault("widget", {"provider": "generic", "url": url})
    write_facts(data, facts)


@dataclass(slots=True)
class _Chat:
    language: str
    email: str
    consent: bool
    case: str
    account: str
    started_at: datetime
    said: list[dict[str, str]] = field(default_factory=list)
    status: int = 0  # of the center's answer to the delivery; 0 while the chat goes on

    def say(self, role: str, name: str, text: str) -> None:
        at, number = datetime.now(UTC).isoformat(), f"m{len(self.said) + 1}"
        self.said.append({"id": number, "at": at, "role": role, "name": name, "text": text})

    def told(self, chat_id: str) -> dict[str, Any]:
        """Return the chat as our own JSON tells it."""
        return {
            "account": self.account,
            "chat_id": chat_id,
            "case_id": self.case,
            "language": self.language,
            "started_at": self.started_at.isoformat(),
            "ended_at": datetime.now(UTC).isoformat(),
            "customer": {"email": self.email or None, "email_source": "typed", "consent": self.consent},
            "messages": self.said,
        }


class StandInChat:
    """The chat system; `deliver` makes a call to the center and returns status and answer."""

    def __init__(self, messages: Mapping[str, Messages], deliver: Callable[[Call], tuple[int, str]]) -> None:
        self._messages = messages
        self._deliver = deliver
        self._chats: dict[str, _Chat] = {}
        pages = Environment(loader=FileSystemLoader(Path(__file__).parent / "pages"), autoescape=True)
        self._page = pages.get_template("chat.html")

    def routes(self) -> Sequence[BaseRoute]:
        """Return what it answers below PATH."""
        return [
            Route("/", self._begin),
            Route("/{chat}", self._show),
            Route("/{chat}/say", self._say, methods=["POST"]),
            Route("/{chat}/end", self._end, methods=["POST"]),
        ]

    async def _begin(self, request: Request) -> Response:
        asked = request.query_params
        language = asked.get("language", "")
        chat = _Chat(
            language if language in self._messages else next(iter(self._messages)),
            asked.get("email", ""),
            asked.get("consent") == "true",
            asked.get("case", ""),
            asked.get("channel", ""),
            datetime.now(UTC),
        )
        words = self._messages[chat.language]
        chat.say("agent", words.text("chat.agent"), words.text("chat.reply.0"))
        if len(self._chats) >= _CHATS_MAX:
            del self._chats[next(iter(self._chats))]
        key = secrets.token_hex(8)
        self._chats[key] = chat
        return RedirectResponse(f"{PATH}/{key}", status_code=303)

    async def _show(self, request: Request) -> Response:
        key = request.path_params["chat"]
        chat = self._chats.get(key)
        if chat is None:
            return Response(status_code=404)
        words = self._messages[chat.language]
        return HTMLResponse(self._page.render(chat=chat, base=f"{PATH}/{key}", words=words))

    async def _say(self, request: Request) -> Response:
        key = request.path_params["chat"]
        chat, form = self._chats.get(key), parse_qs((await request.body()).decode("utf-8", "replace"))
        text = "".join(form.get("text", [])).strip()[:_TEXT_MAX]
        if chat and not chat.status and text:
            words = self._messages[chat.language]
            answered = sum(said["role"] == "agent" for said in chat.said)
            chat.say("customer", "", text)
            chat.say("agent", words.text("chat.agent"), words.text(f"chat.reply.{min(answered, _REPLIES)}"))
        return RedirectResponse(f"{PATH}/{key}", status_code=303)

    async def _end(self, request: Request) -> Response:
        key = request.path_params["chat"]
        chat = self._chats.get(key)
        if chat and not chat.status:
            [call] = TOLD_BY["generic"](chat.told(key))
            chat.status, _ = await asyncio.to_thread(self._deliver, call)
        return RedirectResponse(f"{PATH}/{key}", status_code=303)
