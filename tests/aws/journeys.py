"""Everything that writes, as journeys: what is there, what is done, and done again when it was cut off."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from helpcenter.attachment.attachment import UPLOADS
from helpcenter.attachment.erase_files import EraseFiles, FollowErasure
from helpcenter.aws.purge import DynamoExpired
from helpcenter.aws.table import delivery_key, erased_by
from helpcenter.center.calendar import Calendar
from helpcenter.inquiry.erasure import EraseAtEnd
from helpcenter.inquiry.life import Kind
from helpcenter.inquiry.lost_links import SendLinks
from helpcenter.inquiry.promise_watch import WatchPromises
from helpcenter.inquiry.retention import PurgeExpired
from helpcenter.mail.job import ACKNOWLEDGEMENT, DEPARTMENT_NOTICE
from helpcenter.mail.record import Fate, MailEvent, RecordDelivery
from helpcenter.transcript.delivery import Delivery
from helpcenter.transcript.provider import Pointer
from tests.aws.conftest import TABLE
from tests.aws.place import CASE, FILE_URL, HOLD, LEASE, SETTLE, Place
from tests.fakes.examples import ACCEPTED_AT, CASE_ID
from tests.unit.inquiry.sample import FACTS
from tests.unit.transcript.relay import SECRET, chat, message, signed

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Journey:
    """`before` prepares without faults; `go` is cut off, and done again, after `pause`, until it ends."""

    before: Callable[[Place], object]
    go: Callable[[Place], object]
    pause: timedelta = timedelta()


def _nothing(_: Place) -> None:
    """Begin with an empty table."""


def _escalate(place: Place) -> None:
    history = place.stores.histories.read(CASE_ID)
    assert history
    place.act(history, Kind.ESCALATED)


def _late_case(place: Place) -> None:
    place.case()
    place.clock.at = CASE.due_at


def _busy_case(place: Place) -> None:
    place.case()
    history = place.stores.histories.read(CASE_ID)
    assert history
    place.act(history, Kind.INFORMATION, "추가")
    place.check(place.upload())


def _held_case(place: Place) -> None:
    _busy_case(place)
    place.holds.place(HOLD)


def _expired_case(place: Place) -> None:
    _busy_case(place)
    place.dynamodb.put_item(TableName=TABLE, Item={**delivery_key("old"), **erased_by(CASE.erase_at)})
    place.clock.at = CASE.erase_at + timedelta(seconds=1)


def _purge(place: Place) -> None:
    for whole in (False, True):  # the night's, and an operator's after it
        expired = DynamoExpired(place.dynamodb, TABLE, whole=whole)
        erase = EraseAtEnd(place.stores.eraser, place.holds)
        PurgeExpired(expired, erase, Calendar(FACTS), place.clock)()
    follow = FollowErasure(EraseFiles(place.bucket), place.holds)
    for key in place.uploads:
        _, case_id, attachment_id = key.split("/")
        if place.files.get(case_id, attachment_id) is None:  # the table's stream tells of it
            follow(case_id, attachment_id, was_held=False)


def _deliver_chat(place: Place, *messages: dict[str, object]) -> None:
    ended = chat(*messages, started_at="2026-11-22T05:02:00Z", ended_at="2026-11-22T05:10:00Z")
    ended["messages"] = [{**said, "at": "2026-11-22T05:05:00Z"} for said in ended["messages"]]
    body = json.dumps(ended).encode()
    place.receive("generic", signed(body, place.clock(), SECRET), body)


def _chat_with_file(place: Place) -> None:
    file = {"name": "화면.png", "media_type": "image/png", "url": FILE_URL}
    _deliver_chat(place, message(1, "customer", "보세요"), message(2), message(3, text="", files=[file]))
    place.clock.go_on(SETTLE)


def _fetch_files(place: Place) -> None:
    list(place.fetch.due(until=place.clock() + LEASE))


def _set_chat_aside(place: Place) -> None:
    body = json.dumps({"chat_id": "c1"}).encode()
    place.receive("generic", signed(body, place.clock(), SECRET), body)


def _point_at_chat(place: Place) -> None:
    pointer = Pointer("generic", "c2", {"account": "pay"})
    list(place.work.these([pointer]))
    list(place.work.due(until=place.clock() + LEASE))


def _chat_to_erase(place: Place) -> None:
    _deliver_chat(place)
    [place.chat] = {
        item["pk"]["S"].removeprefix("CASE#")
        for item in place.dynamodb.scan(TableName=TABLE)["Items"]
        if item["pk"]["S"].startswith("CASE#")
    }


def _told_again(place: Place) -> None:
    at = place.clock()
    told = Delivery("D1", "generic", b"{}", at, at + SETTLE, is_pointer=True)
    place.stores.deliveries.take(told, postpone=True)
    place.stores.deliveries.take(replace(told, due_at=at + 2 * SETTLE), postpone=True)


def _one_to_forget(place: Place) -> None:
    at = place.clock()
    place.stores.deliveries.take(Delivery("D1", "generic", b"{}", at, at, is_pointer=True))


def _forget(place: Place) -> None:
    now = place.clock()
    if found := place.stores.deliveries.claim("D1", now, now + LEASE):
        place.stores.deliveries.forget(found)


def _redo(place: Place) -> None:
    for found in list(place.stores.deliveries.failed(place.clock())):
        place.stores.deliveries.redo(found.delivery_id, place.clock())


def _quarantined(place: Place) -> None:
    place.case()
    place.upload()


def _check_what_waits(place: Place) -> None:
    for key in place.bucket.waiting(place.clock() + timedelta(days=10_000)):
        assert key.startswith(UPLOADS)
        place.check(key)


def _sent_mails(place: Place) -> None:
    place.case()
    now = place.clock()
    for mail in (ACKNOWLEDGEMENT, DEPARTMENT_NOTICE):
        job = place.stores.outbox.claim(CASE_ID, mail, now, now + LEASE)
        assert job
        place.stores.outbox.sent(job, "message", now)


def _bounce(place: Place) -> None:
    event = MailEvent(CASE_ID, ACKNOWLEDGEMENT, Fate.BOUNCED, (CASE.inquiry.email,), for_good=True)
    RecordDelivery(place.stores.fates, place.stores.suppressions, place.clock)(event)


def _dead_mail(place: Place) -> None:
    place.case()
    now = place.clock()
    job = place.stores.outbox.claim(CASE_ID, ACKNOWLEDGEMENT, now, now + LEASE)
    assert job
    place.stores.outbox.bury(job, "rejected", now)


def _redrive(place: Place) -> None:
    for case_id, mail in list(place.stores.outbox.dead(place.clock())):
        place.stores.outbox.revive(case_id, mail, place.clock())


def _bury(place: Place) -> None:
    now = place.clock()
    job = place.stores.outbox.claim(CASE_ID, ACKNOWLEDGEMENT, now, now + LEASE)
    if job:
        place.stores.outbox.bury(job, "rejected", CASE.accepted_at)


def _lift(place: Place) -> None:
    place.stores.suppressions.suppress("a@example.com", "address_bounced", ACCEPTED_AT)
    place.stores.suppressions.lift("a@example.com")


def _hold_and_lift(place: Place) -> None:
    place.holds.place(HOLD)
    place.holds.set_apart(HOLD)
    place.holds.lift(CASE_ID)


def _pause_and_resume(place: Place) -> None:
    place.stores.switch.pause(ACCEPTED_AT)
    place.stores.switch.resume()


def _ask_for_links(place: Place) -> None:
    SendLinks(place.stores.letters, b"secret", lambda: ACCEPTED_AT)("mina@example.com", "ko")
    assert [case.case_id for case in place.stores.lists.open_cases("mina@example.com")] == [CASE_ID]


def _watch(place: Place) -> None:
    at = replace(place.clock)
    at.at = CASE.due_at
    WatchPromises(FACTS, Calendar(FACTS), place.stores.lists, place.stores.letters, at)()


JOURNEYS = {
    "submit": Journey(_nothing, Place.case),
    "escalation": Journey(_late_case, _escalate),
    "erasure": Journey(_busy_case, lambda place: place.erase(CASE_ID, CASE)),
    "erasure of a held case": Journey(_held_case, lambda place: place.erase(CASE_ID, CASE)),
    "purge": Journey(_expired_case, _purge),
    "transcript": Journey(_nothing, _deliver_chat),
    "transcript set aside": Journey(_nothing, _set_chat_aside),
    "files of a chat": Journey(_chat_with_file, _fetch_files, LEASE),
    "chat to be fetched": Journey(_nothing, _point_at_chat, LEASE),
    "chat erased": Journey(_chat_to_erase, lambda place: place.erase(place.chat)),
    "chat told again": Journey(_nothing, _told_again),
    "chat forgotten": Journey(_one_to_forget, _forget, LEASE),
    "chat read again": Journey(_set_chat_aside, _redo),
    "upload asked for": Journey(Place.case, Place.ask),
    "upload checked": Journey(_quarantined, _check_what_waits),
    "bounce": Journey(_sent_mails, _bounce),
    "redrive": Journey(_dead_mail, _redrive),
    "burial": Journey(Place.case, _bury, LEASE),
    "suppression": Journey(_nothing, _lift),
    "hold": Journey(_busy_case, _hold_and_lift),
    "kill switch": Journey(_nothing, _pause_and_resume),
    "lost link": Journey(Place.case, _ask_for_links),
    "promise list": Journey(Place.case, _watch),
}
