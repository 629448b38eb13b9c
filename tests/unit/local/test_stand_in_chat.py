"""The chat system that `make run` plays."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from helpcenter.center.facts import load_facts
from helpcenter.messages import load_messages
from helpcenter.transcript.provider import Reading
from helpcenter.transcript.providers.generic import read_chat
from helpcenter.transcript.signature import verify
from local.asgi import Reply, reply_of, request_scope
from local.secrets import KNOWN_SECRETS
from local.stand_in_chat import PATH, StandInChat, with_stand_in
from publishing.facts import compile_facts
from publishing.facts.writing import write_facts

if TYPE_CHECKING:
    from local.demo_chats import Call

ROOT = Path(__file__).parents[3]
ASKED = {"language": "en", "email": "rowan@example.com", "consent": "true", "case": "7K3M-9PQ2-RT5"}


class Center:
    """The stand-in, and a center that takes what it delivers."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        stand_in = StandInChat(load_messages(ROOT / "local" / "messages"), self._take)
        self._app = Starlette(routes=[Mount(PATH, routes=stand_in.routes())])

    def _take(self, call: Call) -> tuple[int, str]:
        self.calls.append(call)
        return 201, "{}"

    def send(self, method: str, path: str, **fields: str) -> Reply:
        """Make a request; the fields are a query or a form."""
        told = urlencode(fields).encode()
        scope = request_scope(method, path, {"host": "127.0.0.1"})
        query = told if method == "GET" else b""
        asked = {**scope, "query_string": query}
        with ThreadPoolExecutor(1) as aside:  # a browser of another test may keep a loop in this thread
            return aside.submit(
                lambda: asyncio.run(reply_of(self._app, asked, b"" if query else told))
            ).result()

    def begin(self, **asked: str) -> str:
        """Begin a chat; return its path."""
        headers = dict(self.send("GET", f"{PATH}/", **asked).headers)
        return headers[b"location"].decode()


@pytest.mark.parametrize("consent", ["true", "false"])
def test_a_chat_that_ends_is_told_as_a_relay_tells_it(tmp_path: Path, consent: str) -> None:
    """Signed, once, in the language, with what the page asked; what was typed stays text."""
    center = Center()
    chat = center.begin(**{**ASKED, "consent": consent})
    center.send("POST", f"{chat}/say", text="I was charged <b>twice</b>")
    assert "I was charged &lt;b&gt;twice&lt;/b&gt;" in center.send("GET", chat).body.decode()
    for _ in range(2):
        center.send("POST", f"{chat}/end")
    [call] = center.calls
    now = datetime.now(UTC)
    verify(call.headers, call.body, [KNOWN_SECRETS["GenericTranscriptSecret"].encode()], now)
    write_facts(compile_facts(ROOT / "center.yml"), tmp_path / "facts.json")
    told = read_chat(json.loads(call.body), Reading(load_facts(tmp_path / "facts.json"), now))
    assert [message.role for message in told.messages] == ["agent", "customer", "agent"]
    assert (told.language, told.case_reference) == ("en", "7K3M-9PQ2-RT5")
    assert (told.customer.email, told.customer.email_source) == ("rowan@example.com", "typed")
    assert told.customer.consent is (consent == "true")
    shown = center.send("GET", chat).body.decode()
    assert ("rowan@example.com" in shown) is (consent == "true")


def test_every_chat_of_the_local_center_starts_there(tmp_path: Path) -> None:
    """One that names its chat system keeps it."""
    facts = tmp_path / "facts.json"
    data = json.loads(json.dumps(compile_facts(ROOT / "center.yml")))
    data["channels"]["video_chat"]["widget"] = {"provider": "tawk", "key": "a/b"}
    write_facts(data, facts)
    with_stand_in(facts, "http://127.0.0.1:8000/")
    channels = load_facts(facts).channels.values()
    widgets = {channel.id: channel.widget for channel in channels if channel.kind == "chat"}
    assert {key: widget.provider for key, widget in widgets.items() if widget} == {
        "video_chat": "tawk",
        "portal_chat": "generic",
        "pay_chat": "generic",
    }
    assert [channel.id for channel in channels if channel.kind != "chat" and channel.widget] == []
