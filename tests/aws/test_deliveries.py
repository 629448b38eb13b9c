"""Where deliveries are kept: the same contract on AWS and in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from helpcenter.transcript.delivery import Delivery, DeliveryTooLargeError
from helpcenter.transcript.feedback import Feedback
from tests.fakes.examples import ACCEPTED_AT, make_transcript

if TYPE_CHECKING:
    from tests.aws.conftest import Stores

LEASE, MINUTE = timedelta(minutes=2), timedelta(minutes=1)
POINTER = Delivery(
    "a" * 20, "chatwoot", b'{"key": "1", "where": {}}', ACCEPTED_AT, ACCEPTED_AT, is_pointer=True
)
RAW = Delivery("b" * 20, "tawk", b"\x00\xff{", ACCEPTED_AT, ACCEPTED_AT, failed_for="malformed_body")


def claim(stores: Stores, delivery_id: str = POINTER.delivery_id) -> Delivery:
    """Claim a delivery at the clock's moment."""
    claimed = stores.deliveries.claim(delivery_id, stores.clock(), stores.clock() + LEASE)
    assert claimed
    return claimed


def test_a_delivery_is_taken_once_and_due_in_its_time(stores: Stores) -> None:
    """However often it is told; it is listed from the moment that it is due."""
    later = replace(POINTER, due_at=ACCEPTED_AT + MINUTE)
    assert [stores.deliveries.take(later) for _ in range(3)] == [True, False, False]
    assert list(stores.deliveries.due(ACCEPTED_AT)) == []
    assert list(stores.deliveries.due(ACCEPTED_AT + MINUTE)) == [POINTER.delivery_id]


def test_a_call_that_comes_again_may_postpone_what_nobody_began(stores: Stores) -> None:
    """Only when asked for, only to later, and not once somebody is at it."""
    stores.deliveries.take(POINTER)
    later = replace(POINTER, due_at=ACCEPTED_AT + MINUTE)
    stores.deliveries.take(later)
    assert list(stores.deliveries.due(ACCEPTED_AT)) == [POINTER.delivery_id]
    stores.deliveries.take(later, postpone=True)
    stores.deliveries.take(POINTER, postpone=True)
    assert list(stores.deliveries.due(ACCEPTED_AT)) == []
    stores.clock.at = ACCEPTED_AT + MINUTE
    claim(stores)
    stores.deliveries.take(replace(POINTER, due_at=ACCEPTED_AT + 60 * MINUTE), postpone=True)
    assert list(stores.deliveries.due(ACCEPTED_AT + MINUTE + LEASE)) == [POINTER.delivery_id]


def test_one_of_two_claims_it(stores: Stores) -> None:
    """Until the lease runs out; then the next may, and the first can note nothing any more."""
    stores.deliveries.take(POINTER)
    first = claim(stores)
    assert (first.body, first.is_pointer, first.attempts) == (POINTER.body, True, 1)
    assert stores.deliveries.claim(POINTER.delivery_id, ACCEPTED_AT, ACCEPTED_AT + LEASE) is None
    stores.clock.go_on(LEASE)
    assert claim(stores).attempts == 2
    stores.deliveries.done(first, ACCEPTED_AT)
    stores.deliveries.forget(first)
    stores.deliveries.set_aside(first, "late", ACCEPTED_AT)
    assert list(stores.deliveries.due(ACCEPTED_AT + 2 * LEASE)) == [POINTER.delivery_id]


def test_what_is_done_is_not_due_and_not_taken_again(stores: Stores) -> None:
    """Nor is it listed as failed; a pointer can be redone, for it holds nothing that was said."""
    stores.deliveries.take(POINTER)
    stores.deliveries.done(claim(stores), ACCEPTED_AT)
    assert stores.deliveries.take(POINTER) is False
    assert list(stores.deliveries.due(ACCEPTED_AT + LEASE)) == []
    assert list(stores.deliveries.failed(ACCEPTED_AT + LEASE)) == []
    assert stores.deliveries.redo(POINTER.delivery_id, ACCEPTED_AT)
    assert claim(stores).attempts == 1


def test_a_large_one_is_kept_byte_for_byte(stores: Stores) -> None:
    """As large as a chat of 2,000 messages, packed where a record would have no room for it."""
    large = replace(RAW, body="환불이 아직 안 들어왔어요. ".encode() * 40_000)
    assert stores.deliveries.take(large)
    [kept] = stores.deliveries.failed(ACCEPTED_AT)
    assert kept.body == large.body
    assert stores.deliveries.redo(large.delivery_id, ACCEPTED_AT)
    assert claim(stores, large.delivery_id).body == large.body


def test_what_no_record_has_room_for_is_told(dynamo_stores: Stores) -> None:
    """It is told apart from an outage: sending it again would not help."""
    noise = replace(RAW, body=b"".join(sha256(bytes([a, b])).digest() for a in range(60) for b in range(256)))
    with pytest.raises(DeliveryTooLargeError):
        dynamo_stores.deliveries.take(noise)
    assert list(dynamo_stores.deliveries.failed(ACCEPTED_AT)) == []


def test_what_there_was_nothing_to_is_new_when_it_comes_again(stores: Stores) -> None:
    """A chat that goes on and is closed once more is told by the same name."""
    stores.deliveries.take(POINTER)
    stores.deliveries.forget(claim(stores))
    assert stores.deliveries.take(POINTER) is True


def test_what_failed_for_now_is_due_later(stores: Stores) -> None:
    """It is claimable from then on, not before."""
    stores.deliveries.take(POINTER)
    stores.deliveries.retry(claim(stores), ACCEPTED_AT + MINUTE)
    assert list(stores.deliveries.due(ACCEPTED_AT)) == []
    stores.clock.go_on(MINUTE)
    assert claim(stores).attempts == 2


def test_what_is_set_aside_stays_visible_as_it_was_sent(stores: Stores) -> None:
    """With its reason, the oldest first, whether it could not be read or not be fetched; it is never due."""
    stores.deliveries.take(POINTER)
    stores.deliveries.take(RAW)
    stores.deliveries.set_aside(claim(stores), "http_404", ACCEPTED_AT + MINUTE)
    failed = list(stores.deliveries.failed(ACCEPTED_AT + LEASE))
    assert [(one.delivery_id, one.failed_for) for one in failed] == [
        (RAW.delivery_id, "malformed_body"),
        (POINTER.delivery_id, "http_404"),
    ]
    assert failed[0].body == RAW.body
    assert list(stores.deliveries.due(ACCEPTED_AT + 60 * LEASE)) == []


def test_what_is_set_aside_can_be_redone_until_it_is_done(stores: Stores) -> None:
    """Then what was sent is erased, and there is nothing more to redo; nor is there of an unknown one."""
    stores.deliveries.take(RAW)
    assert stores.deliveries.redo(RAW.delivery_id, ACCEPTED_AT)
    assert stores.deliveries.redo(RAW.delivery_id, ACCEPTED_AT) is False
    again = claim(stores, RAW.delivery_id)
    assert (again.body, again.failed_for, again.attempts) == (RAW.body, "", 1)
    stores.deliveries.done(again, ACCEPTED_AT)
    assert stores.deliveries.redo(RAW.delivery_id, ACCEPTED_AT) is False
    assert stores.deliveries.redo("c" * 20, ACCEPTED_AT) is False


def test_feedback_is_kept_once(stores: Stores) -> None:
    """The first rating of a part stands; another part has its own."""
    transcript, more = make_transcript(), replace(make_transcript(), part=2)
    first = Feedback(5, "고맙습니다 🙂", ACCEPTED_AT)
    assert stores.feedback.given(transcript) is None
    assert stores.feedback.give(transcript, first) is True
    assert stores.feedback.give(transcript, Feedback(1, "", ACCEPTED_AT)) is False
    assert stores.feedback.given(transcript) == first
    assert stores.feedback.give(more, Feedback(1, "", ACCEPTED_AT)) is True
