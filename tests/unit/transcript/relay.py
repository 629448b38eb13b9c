"""What a chat provider's relay does: sign a chat and post it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from helpcenter.redaction.guard import SecretGuard
from helpcenter.redaction.rules import load_rules
from helpcenter.transcript.keeping import KeepChat
from helpcenter.transcript.provider import Reach
from helpcenter.transcript.providers import connect_providers
from helpcenter.transcript.receive import Outcome, Received, ReceiveDelivery
from helpcenter.transcript.signature import sign
from helpcenter.transcript.work import WorkOffDeliveries, WorkOutcome
from tests.fakes.memory.cases import MemoryCaseStore
from tests.fakes.memory.mails import MemoryOutbox
from tests.fakes.memory.table import MemoryTable
from tests.fakes.memory.transcripts import MemoryDeliveries, MemoryTranscriptStore
from tests.fakes.web import MemoryWeb

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpcenter.center.facts import Facts
    from helpcenter.transcript.transcript import Transcript

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
SECRET, NEXT_SECRET = b"old-secret", b"next-secret"
SETTLE, LEASE = timedelta(minutes=3), timedelta(seconds=90)


def message(number: int, role: str = "agent", text: str = "답변입니다", **more: object) -> dict[str, object]:
    """Return a message as a relay sends it; its number orders it in time."""
    return {"id": f"m{number}", "at": f"2026-11-20T05:02:{number:02}Z", "role": role, "text": text, **more}


def chat(*messages: dict[str, object], **more: object) -> dict[str, Any]:
    """Return an answered chat; `more` replaces its fields."""
    return {
        "account": "pay",
        "chat_id": "c1",
        "language": "ko",
        "started_at": "2026-11-20T05:02:00Z",
        "ended_at": "2026-11-20T05:10:00Z",
        "customer": {"name": "김하늘", "email": "haneul@example.com"},
        "messages": list(messages) or [message(1, "customer", "환불하고 싶어요"), message(2)],
        **more,
    }


def signed(body: bytes, at: datetime = NOW, secret: bytes = SECRET) -> dict[str, str]:
    """Return the headers of a body that was signed at a moment."""
    timestamp = str(int(at.timestamp()))
    return {
        "content-type": "application/json; charset=utf-8",
        "x-timestamp": timestamp,
        "x-signature": sign(secret, timestamp, body),
    }


class Relay:
    """Posts to the use case over a store in memory, at a clock that tests set; `web` is what it can reach."""

    def __init__(
        self,
        facts: Facts,
        settings: Mapping[str, Mapping[str, str]] | None = None,
        web: MemoryWeb | None = None,
    ) -> None:
        self.now = NOW
        self.facts = facts
        self.table = MemoryTable()
        self.web = web or MemoryWeb()
        self.outbox = MemoryOutbox(self.table)
        self.deliveries = MemoryDeliveries(self.table)
        self.keep = KeepChat(
            facts,
            MemoryTranscriptStore(self.table, lambda: self.now),
            MemoryCaseStore(self.table, lambda: self.now),
            b"case",
            SETTLE,
            SecretGuard(load_rules(), facts.own_numbers),
            lambda: self.now,
        )
        own = {"generic": {"secret": f"{SECRET.decode()},{NEXT_SECRET.decode()}"}, **(settings or {})}
        self.providers = connect_providers(own, Reach(self.web, self.web, self.web))
        clock = lambda: self.now  # noqa: E731 - one clock for both
        self.receive = ReceiveDelivery(facts, self.providers, self.keep, self.deliveries, SETTLE, clock)
        self.work = WorkOffDeliveries(facts, self.providers, self.keep, self.deliveries, SETTLE, LEASE, clock)

    def deliver(
        self, body: bytes, headers: Mapping[str, str] | None = None, provider: str = "generic"
    ) -> Received:
        """Deliver raw bytes, rightly signed as ours unless headers are given."""
        return self.receive(provider, signed(body, self.now) if headers is None else headers, body)

    def post(
        self,
        body: bytes,
        *,
        secret: bytes = SECRET,
        signed_at: datetime | None = None,
        provider: str = "generic",
        **headers: str,
    ) -> tuple[Transcript, bool]:
        """Post raw bytes that can be read, rightly signed unless told otherwise."""
        sent = signed(body, signed_at or self.now, secret)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        received = self.receive(provider, {**sent, **given}, body)
        assert received.transcript, received
        return received.transcript, received.outcome is Outcome.KEPT

    def send(self, data: object) -> Transcript:
        """Post a chat and return what is kept."""
        return self.post(json.dumps(data).encode())[0]

    def set_aside(self, data: object) -> Received:
        """Post what can't be read; return the answer, after checking that it is kept and nothing else is."""
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        received = self.deliver(body)
        assert received.outcome is Outcome.SET_ASIDE
        assert self.table.deliveries[received.delivery_id].body == body
        assert not self.table.parts
        assert not self.table.jobs
        return received

    def errors(self, data: object) -> list[tuple[str, str]]:
        """Post what can't be read; return (field, code) of each error."""
        return [(error.field, error.code) for error in self.set_aside(data).errors]

    def sweep(self) -> list[WorkOutcome]:
        """Work off what is due."""
        return [worked.outcome for worked in self.work.due(until=self.now + LEASE)]

    def mail(self) -> list[Transcript]:
        """Send what is due; return the parts that were mailed."""
        sent = []
        for case_id, mail in list(self.outbox.due(self.now)):
            job = self.outbox.claim(case_id, mail, self.now, self.now + LEASE)
            assert job
            sent.append(self.table.parts[case_id, job.which].transcript)
            self.outbox.sent(job, "message", self.now)
        return sent

    def later(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)

    def settled(self) -> None:
        """Let as much time pass as a chat may be reopened in."""
        self.now += SETTLE
