"""Who may deliver a transcript."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from helpcenter.api.problem import ProblemError
from helpcenter.transcript.signature import sign, verify
from tests.unit.transcript.relay import NEXT_SECRET, NOW, SECRET, Relay, chat

BODY = json.dumps(chat()).encode()


def refusal(relay: Relay, **how: object) -> tuple[int, str]:
    """Post a chat that must be refused unread; return status and code."""
    with pytest.raises(ProblemError) as raised:
        relay.post(BODY, **how)  # type: ignore[arg-type]
    assert not relay.table.transcripts
    return raised.value.status, raised.value.code


def test_the_signature_is_the_one_that_chat_providers_compute() -> None:
    """A vector computed elsewhere over `<timestamp>.<body>` with Hangul in it comes out the same."""
    body = '{"event":"테스트","n":1}'.encode()
    signature = "sha256=ae9777c2e5c11622dba0a23f0bd11eea2f7bed67f319edd169ddf283eba13f9b"
    assert sign(b"cw-secret", "1791763200", body) == signature
    headers = {"x-timestamp": "1791763200", "x-signature": signature}
    verify(headers, body, [b"cw-secret"], datetime(2026, 10, 12, tzinfo=UTC))


@pytest.mark.parametrize("secret", [SECRET, NEXT_SECRET])
def test_two_secrets_are_live_while_they_are_changed(relay: Relay, secret: bytes) -> None:
    """The sender may take up the new secret before or after the center drops the old one."""
    assert relay.post(BODY, secret=secret)[1]


def test_an_unknown_secret_is_refused(relay: Relay) -> None:
    """Neither a wrong secret nor an empty one, as a missing setting would be, signs anything."""
    assert refusal(relay, secret=b"guessed") == (401, "bad_signature")
    timestamp = str(int(NOW.timestamp()))
    headers = {"x-timestamp": timestamp, "x-signature": sign(b"", timestamp, BODY)}
    for secrets in ([], [b""]):
        with pytest.raises(ProblemError, match="bad_signature"):
            verify(headers, BODY, secrets, NOW)


@pytest.mark.parametrize("seconds", [-300, 300])
def test_clocks_may_differ_by_five_minutes(relay: Relay, seconds: int) -> None:
    """A delivery signed exactly five minutes ago or ahead is taken."""
    assert relay.post(BODY, signed_at=NOW + timedelta(seconds=seconds))[1]


@pytest.mark.parametrize("seconds", [-301, 301, -86_400, 10_000_000_000])
def test_a_recorded_delivery_is_worthless_later(relay: Relay, seconds: int) -> None:
    """Rightly signed but outside the five minutes is refused with a reason of its own."""
    assert refusal(relay, signed_at=NOW + timedelta(seconds=seconds)) == (401, "stale_timestamp")


@pytest.mark.parametrize(
    "timestamp",
    [
        "",
        "soon",
        "-1",
        "+1",
        "1e9",
        "1.0",
        " 1795154400",
        "1795154400 ",
        "\uff11795154400",
        "9" * 5000,
        "\ud800",
    ],
)
def test_a_timestamp_is_ascii_digits(relay: Relay, timestamp: str) -> None:
    """Anything else in X-Timestamp is refused, however it was signed."""
    signature = sign(SECRET, timestamp.encode(errors="replace").decode(), BODY)
    assert refusal(relay, x_timestamp=timestamp, x_signature=signature) == (401, "bad_signature")


def test_a_signature_for_another_time_or_body_does_not_fit(relay: Relay) -> None:
    """Time and body are signed together: neither can be exchanged, nor can they be cut elsewhere."""
    timestamp = str(int(NOW.timestamp()))
    for signature in (
        sign(SECRET, str(int(NOW.timestamp()) - 1), BODY),
        sign(SECRET, timestamp, BODY + b" "),
        sign(SECRET, timestamp, BODY).upper(),
        sign(SECRET, timestamp, BODY).removeprefix("sha256="),
        "sha256=" + "é" * 64,
        "sha256=\ud800",
        "",
    ):
        assert refusal(relay, x_signature=signature) == (401, "bad_signature")


def test_headers_may_be_missing() -> None:
    """A delivery without the two headers is refused."""
    with pytest.raises(ProblemError, match="bad_signature"):
        verify({}, BODY, [SECRET], NOW)


def test_nothing_is_read_before_its_signature(relay: Relay) -> None:
    """A broken body with a wrong signature is a wrong signature."""
    with pytest.raises(ProblemError, match="bad_signature"):
        relay.post(b'{"broken', secret=b"guessed")


def test_an_unknown_provider_is_not_found(relay: Relay) -> None:
    """A provider that has no secret has no address."""
    assert refusal(relay, provider="nobody") == (404, "unknown_provider")
