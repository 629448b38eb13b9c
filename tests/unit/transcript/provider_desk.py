"""Every provider connected, with what each of them tells in the fixtures."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from helpcenter.transcript import providers
from helpcenter.transcript.providers import chatwoot, rocketchat, tawk
from helpcenter.transcript.signature import sign
from tests.fakes.web import MemoryWeb
from tests.unit.transcript.relay import Relay

if TYPE_CHECKING:
    from helpcenter.center.facts import Facts
    from helpcenter.transcript.receive import Received

FIXTURES = Path(__file__).parent / "fixtures"
CLOSED_AT = datetime(2026, 10, 12, 0, 5, tzinfo=UTC)
"""When the chats of the fixtures ended, or a moment later."""
SETTINGS = {
    "tawk": {"secret": "tawk-secret,tawk-next"},
    "rocketchat": {"secret": "rocket-secret", "url": "https://rocket.example"},
    "chatwoot": {"secret": "cw-secret", "url": "https://chat.example", "account": "1", "token": "t"},
    "channel_talk": {"access_key": "k", "access_secret": "s"},
    "amazon_connect": {"bucket": "amazon-connect-example"},
}
PROVIDERS = sorted(module.name for module in iter_modules(providers.__path__))
"""The name of every provider's module."""
CHATWOOT = "https://chat.example/api/v1/accounts/1"
CHANNEL_TALK = "https://api.channel.io/open/v5"
INSTANCE = "0cb42924-0000-4000-8000-000000000000"
CONTACT = "c0ffee00-1111-4222-8333-444455556666"
FILE = f"connect/helpcenter/ChatTranscripts/2026/10/12/{CONTACT}_20261012T00:00_UTC.json"


def fixture(name: str) -> dict[str, Any]:
    """Return a payload as a provider sends it."""
    data: dict[str, Any] = json.loads((FIXTURES / name).read_text(encoding="utf-8"))
    return data


def page(data: object) -> bytes:
    """Return what an address answers."""
    return json.dumps(data).encode()


class Desk(Relay):
    """A relay to which every provider is connected, at the moment when the fixtures' chats end."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts, SETTINGS, MemoryWeb())
        self.now = CLOSED_AT

    def post_tawk(self, data: object) -> Received:
        """Deliver as tawk.to does."""
        body = page(data)
        signature = tawk.sign(b"tawk-secret", body)
        return self.call("tawk", body, {tawk.SIGNATURE_HEADER: signature, "x-hook-event-id": "evt-1"})

    def post_rocketchat(self, data: object) -> Received:
        """Deliver as Rocket.Chat does."""
        return self.call("rocketchat", page(data), {rocketchat.TOKEN_HEADER: "rocket-secret"})

    def post_chatwoot(self, data: object) -> Received:
        """Deliver as Chatwoot does."""
        body, timestamp = page(data), str(int(self.now.timestamp()))
        headers = dict(zip(chatwoot.HEADERS, (timestamp, sign(b"cw-secret", timestamp, body)), strict=True))
        return self.call("chatwoot", body, headers)

    def call(self, provider: str, body: bytes, headers: dict[str, str]) -> Received:
        """Deliver a body with these headers."""
        return self.receive(provider, {"content-type": "application/json", **headers}, body)

    def serve_chatwoot(self, messages: list[dict[str, Any]] | None = None, **conversation: object) -> None:
        """Let Chatwoot tell of the conversation, 20 messages a page, those before the oldest on the next."""
        told = fixture("chatwoot/messages_ko.json")
        listed = told["payload"] if messages is None else messages
        self.web.pages[f"{CHATWOOT}/conversations/10"] = page(
            {**fixture("chatwoot/conversation_ko.json"), **conversation}
        )
        ordered, before = sorted(listed, key=lambda item: int(item["id"])), ""
        while True:
            here, ordered = ordered[-20:], ordered[:-20]
            self.web.pages[f"{CHATWOOT}/conversations/10/messages{before}"] = page({**told, "payload": here})
            if not here:
                return
            before = f"?before={here[0]['id']}"

    def serve_channel_talk(self, said: str = "메일이 안 보내져요", **chat: object) -> None:
        """Let Channel Talk tell of its chats; `said` is the customer's one message."""
        path = f"{CHANNEL_TALK}/user-chats/5e65fa8bc2409f0c1fd3"
        told, listed = fixture("channel_talk/chat_ko.json"), fixture("channel_talk/list.json")
        told["userChat"] |= chat
        listed["userChats"][0] |= chat
        first = fixture("channel_talk/messages_ko_1.json")
        first["messages"][1]["plainText"] = said
        self.web.pages |= {
            f"{CHANNEL_TALK}/user-chats?state=closed&sortOrder=desc&limit=100": page(listed),
            path: page(told),
            f"{path}/messages?sortOrder=asc&limit=100": page(first),
            f"{path}/messages?sortOrder=asc&since=page-2&limit=100": page(
                fixture("channel_talk/messages_ko_2.json")
            ),
            f"{CHANNEL_TALK}/managers/7": page(fixture("channel_talk/manager.json")),
        }

    def poll(self) -> None:
        """Ask as each minute does."""
        assert list(self.work.find(self.now - timedelta(hours=1))) == []

    def store_connect(self, data: dict[str, Any], key: str = FILE, **attributes: str) -> None:
        """Store a file as Amazon Connect does, with what its contact is known by."""
        self.web.files["amazon-connect-example", key] = page(data)
        given = {"email": "haneul@example.com", "language": "ko-KR", "email_source": "signed", **attributes}
        self.web.contacts[INSTANCE, CONTACT] = given
