"""What a chat provider's relay does: sign a chat and post it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from helpcenter.api.problem import ProblemError
from helpcenter.redaction.guard import SecretGuard
from helpcenter.redaction.rules import load_rules
from helpcenter.transcript.receive import ReceiveTranscript
from helpcenter.transcript.signature import sign
from tests.fakes.memory import MemoryTable, MemoryTranscriptStore

if TYPE_CHECKING:
    from helpcenter.center.facts import Facts
    from helpcenter.transcript.transcript import Transcript

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
SECRET, NEXT_SECRET = b"old-secret", b"next-secret"


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
    """Posts to the use case over a store in memory, at a clock that tests set."""

    def __init__(self, facts: Facts) -> None:
        self.now = NOW
        self.table = MemoryTable()
        store = MemoryTranscriptStore(self.table, lambda: self.now)
        self.receive = ReceiveTranscript(
            facts,
            store,
            SecretGuard(load_rules(), facts.own_numbers),
            b"case",
            {"generic": (SECRET, NEXT_SECRET)},
            lambda: self.now,
        )

    def post(
        self,
        body: bytes,
        *,
        secret: bytes = SECRET,
        signed_at: datetime | None = None,
        provider: str = "generic",
        **headers: str,
    ) -> tuple[Transcript, bool]:
        """Post raw bytes, rightly signed unless told otherwise."""
        sent = signed(body, signed_at or self.now, secret)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.receive(provider, {**sent, **given}, body)

    def send(self, data: object) -> Transcript:
        """Post a chat and return what is kept."""
        return self.post(json.dumps(data).encode())[0]

    def refusal(self, data: object) -> ProblemError:
        """Post what must be refused; return the problem, after checking that nothing was stored."""
        with pytest.raises(ProblemError) as raised:
            self.send(data)
        assert not self.table.transcripts
        assert not self.table.jobs
        return raised.value

    def errors(self, data: object) -> list[tuple[str, str]]:
        """Post what must be refused for its fields; return (field, code) of each error."""
        problem = self.refusal(data)
        assert (problem.status, problem.code) == (422, "invalid_transcript")
        return [(error.field, error.code) for error in problem.errors]

    def later(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)
