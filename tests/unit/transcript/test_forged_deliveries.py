"""Who may tell of a chat: signatures of every provider, and deliveries that were changed or replayed."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpcenter.api.problem import ProblemError
from helpcenter.transcript.providers import chatwoot, rocketchat, tawk
from helpcenter.transcript.signature import sign, verify
from soak.sizes import counted, size
from tests.unit.transcript.provider_desk import CLOSED_AT, PROVIDERS, Desk, fixture, page
from tests.unit.transcript.relay import SECRET, chat, signed

if TYPE_CHECKING:
    from collections.abc import Iterator

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "signatures.json").read_text(encoding="utf-8"))
BODY = VECTORS["raw_body_utf8"].encode()
WEBHOOKS = ["generic", "tawk", "rocketchat", "chatwoot"]


def right(provider: str, at: datetime = CLOSED_AT) -> tuple[bytes, dict[str, str]]:
    """Return a delivery that is right at a moment: body and headers."""
    timestamp, json_type = str(int(at.timestamp())), {"content-type": "application/json"}
    if provider == "generic":
        ended = chat(started_at="2026-10-11T00:00:00Z", ended_at="2026-10-12T00:00:00Z")
        ended["messages"] = [{**said, "at": "2026-10-11T12:00:00Z"} for said in ended["messages"]]
        body = page(ended)
        return body, signed(body, at, SECRET)
    if provider == "tawk":
        body = page(fixture("tawk/transcript_created_ko.json"))
        return body, {**json_type, tawk.SIGNATURE_HEADER: tawk.sign(b"tawk-secret", body)}
    if provider == "rocketchat":
        return page(fixture("rocketchat/session_ko.json")), {
            **json_type,
            rocketchat.TOKEN_HEADER: "rocket-secret",
        }
    body = page(fixture("chatwoot/status_changed_ko.json"))
    signature = sign(b"cw-secret", timestamp, body)
    return body, {**json_type, chatwoot.HEADERS[0]: timestamp, chatwoot.HEADERS[1]: signature}


def changed(provider: str, dice: random.Random) -> tuple[bytes, dict[str, str]]:
    """Return a right delivery with one byte of its body, or one letter of what proves it, changed."""
    body, headers = right(provider)
    proof = dice.choice([name for name in headers if name != "content-type"])
    if provider != "rocketchat" and dice.random() < 0.5:
        place = dice.randrange(len(body))
        other = (body[place] + dice.randrange(1, 256)) % 256
        return body[:place] + bytes([other]) + body[place + 1 :], headers
    value, place = headers[proof], dice.randrange(len(headers[proof]))
    letter = dice.choice([one for one in "0123456789abcdef-é" if one != value[place]])
    cut = dice.choice([value[:place] + letter + value[place + 1 :], value[:place], value + letter])
    return body, {**headers, proof: cut}


def is_taken(desk: Desk, provider: str, body: bytes, headers: dict[str, str]) -> bool:
    """Deliver; tell whether anything came of it that was not there before."""
    before = (dict(desk.table.parts), dict(desk.table.deliveries), set(desk.table.jobs))
    status = 401
    try:
        desk.receive(provider, headers, body)
    except ProblemError as problem:
        status = problem.status
    assert status == 401
    return before != (dict(desk.table.parts), dict(desk.table.deliveries), set(desk.table.jobs))


def deliveries(provider: str, tries: int) -> Iterator[tuple[str, bytes, dict[str, str], timedelta]]:
    """Yield kind, body, headers and how much later it comes."""
    dice = random.Random(20261012)  # noqa: S311 - the same dice each time
    for _ in range(tries):
        yield ("changed", *changed(provider, dice), timedelta())
        yield ("replayed", *right(provider), timedelta(seconds=dice.randrange(300)))
        yield ("stale", *right(provider), timedelta(hours=14, seconds=dice.randrange(10**7)))


@pytest.mark.parametrize("provider", WEBHOOKS)
def test_nothing_comes_of_changed_replayed_or_stale_deliveries(desk: Desk, provider: str) -> None:
    """One right delivery is taken; of all that is made of it nothing is, at whatever moment it comes."""
    assert is_taken(desk, provider, *right(provider))
    taken = []
    for kind, body, headers, later in deliveries(provider, size("forged")):
        desk.now = CLOSED_AT + later
        if is_taken(desk, provider, body, headers):
            taken.append((kind, headers, later))
    postponed = [one for one in taken if one[0] == "replayed" and provider == "chatwoot"]
    counted(deliveries=3 * size("forged"), taken=len(taken) - len(postponed))
    assert [one for one in taken if one not in postponed] == []
    assert len(desk.table.parts) + len(desk.table.deliveries) == 1


@pytest.mark.parametrize("provider", WEBHOOKS)
def test_an_unproven_delivery_stores_nothing(desk: Desk, provider: str) -> None:
    """Not even aside: headers missing, empty, or those of another secret."""
    body, headers = right(provider)
    for name in [name for name in headers if name != "content-type"]:
        for value in (None, "", "x", "sha256=", "\ud800", "9" * 4000):
            given = {key: text for key, text in headers.items() if key != name}
            assert not is_taken(desk, provider, body, given if value is None else {**given, name: value})
    assert not desk.table.parts
    assert not desk.table.deliveries


@pytest.mark.parametrize("provider", WEBHOOKS)
def test_nothing_is_read_before_its_sender_is_known(desk: Desk, provider: str) -> None:
    """A broken body without proof is refused as unproven."""
    with pytest.raises(ProblemError, match="bad_signature"):
        desk.receive(provider, {}, b'{"broken')


@pytest.mark.parametrize("name", [*sorted(set(PROVIDERS) - set(WEBHOOKS)), "nobody", "", "__init__", "../x"])
def test_a_provider_that_does_not_call_has_no_address(desk: Desk, name: str) -> None:
    """Those that are asked or that store files, and unknown ones, are not found."""
    with pytest.raises(ProblemError) as caught:
        desk.receive(name, {}, b"{}")
    assert caught.value.status == 404


def test_the_signatures_are_those_of_the_providers() -> None:
    """Vectors computed elsewhere, with Hangul in the body, come out the same."""
    cw, tk = VECTORS["chatwoot"], VECTORS["tawk"]
    assert sign(cw["secret"].encode(), cw["X-Chatwoot-Timestamp"], BODY) == cw["X-Chatwoot-Signature"]
    headers = {name.lower(): value for name, value in cw.items()}
    verify(headers, BODY, [cw["secret"].encode()], datetime(2026, 10, 12, tzinfo=UTC), chatwoot.HEADERS)
    assert tawk.sign(tk["secret"].encode(), BODY) == tk["X-Tawk-Signature"]


def test_two_secrets_are_live_while_they_are_changed(desk: Desk) -> None:
    """The next one is taken beside the old one."""
    body, headers = right("tawk")
    assert is_taken(desk, "tawk", body, {**headers, tawk.SIGNATURE_HEADER: tawk.sign(b"tawk-next", body)})
