"""Erasing cases: the same contract on AWS and in memory, and what a cut in the middle leaves on AWS."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from botocore.client import BaseClient

from helpcenter.aws.erasure import DynamoEraser, DynamoHolds
from helpcenter.aws.purge import DynamoExpired
from helpcenter.center.calendar import Calendar
from helpcenter.inquiry.acting import ActOnCase
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.inquiry.erasure import EraseCase, Hold
from helpcenter.inquiry.letters import LETTER_KEPT
from helpcenter.inquiry.life import Kind
from helpcenter.inquiry.retention import PurgeExpired
from helpcenter.mail.job import ACKNOWLEDGEMENT, ERASURE_NOTE, ESCALATION
from helpcenter.transcript.parts import Part
from tests.aws.conftest import TABLE
from tests.aws.faults import answered, lost_after, lost_before
from tests.fakes.examples import (
    ACCEPTED_AT,
    CASE_ID,
    make_case,
    make_jobs,
    make_transcript,
    make_transcript_job,
)
from tests.unit.inquiry.sample import FACTS

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from tests.aws.conftest import Stores

Fault = Callable[[BaseClient, str], AbstractContextManager[None]]
HOLD = Hold(CASE_ID, "분쟁", ACCEPTED_AT + timedelta(days=1096), ACCEPTED_AT)
OTHER = "0TESTCASE00"


def erase_case(stores: Stores) -> EraseCase:
    """Return the use case over the stores."""
    return EraseCase(stores.eraser, stores.holds, lambda _: 0, stores.clock)


def busy_case(stores: Stores) -> None:
    """Store a case to which something has happened, one mail of which is under way, and another case."""
    stores.cases.add(make_case(), make_jobs())
    stores.cases.add(make_case(OTHER, key_digest="b" * 64), make_jobs(OTHER))
    history = stores.histories.read(CASE_ID)
    assert history
    ActOnCase(stores.histories, stores.clock)(history, Kind.INFORMATION, "추가")
    now = stores.clock()
    assert stores.outbox.claim(CASE_ID, ACKNOWLEDGEMENT, now, now + timedelta(minutes=2))


def test_everything_of_a_case_is_erased_and_nothing_else(stores: Stores) -> None:
    """Case, events and mails go; what is left is counted anew; another case stays."""
    busy_case(stores)
    erased = erase_case(stores)(CASE_ID)
    assert dict(erased.items) == {"case": 1, "history": 1, "mail": 3}
    assert (erased.left, erased.hold) == (0, None)
    assert stores.histories.read(CASE_ID) is None
    assert {case_id for case_id, _ in stores.outbox.due(stores.clock())} == {OTHER}
    assert stores.histories.read(OTHER)


def test_the_customer_is_told_once(stores: Stores) -> None:
    """The note is owed with the erasure; erasing again owes none."""
    busy_case(stores)
    for _ in range(2):
        erase_case(stores)(CASE_ID, make_case())
    assert [job for job in stores.outbox.due(stores.clock()) if job[0] == CASE_ID] == [
        (CASE_ID, ERASURE_NOTE)
    ]
    letter = stores.letters.get(CASE_ID, ERASURE_NOTE)
    assert letter
    assert (letter.to, letter.language, letter.lines) == ("mina@example.com", "ko", ())
    stores.clock.go_on(LETTER_KEPT)
    assert stores.letters.get(CASE_ID, ERASURE_NOTE) is None


def test_who_had_a_mail_under_way_can_note_nothing_any_more(stores: Stores) -> None:
    """The job does not come back with its outcome."""
    busy_case(stores)
    now = stores.clock.go_on(timedelta(minutes=3))
    job = stores.outbox.claim(CASE_ID, ACKNOWLEDGEMENT, now, now + timedelta(minutes=2))
    assert job
    erase_case(stores)(CASE_ID)
    stores.outbox.sent(job, "message", now)
    assert stores.eraser.left(CASE_ID) == 0


def test_a_hold_keeps_the_files_and_nothing_else_does(stores: Stores) -> None:
    """They go when the copy goes; of any other case every file is erased, also one that was on its way."""
    asked: list[str] = []

    def erase_files(case_id: str) -> int:
        asked.append(case_id)
        return 1

    erase = EraseCase(stores.eraser, stores.holds, erase_files, stores.clock)
    busy_case(stores)
    stores.holds.place(HOLD)
    assert (erase(CASE_ID).files, asked) == (0, [])
    assert (erase(OTHER).files, asked) == (2, [OTHER, OTHER])


def test_a_held_case_is_erased_but_for_a_copy_apart(stores: Stores, dynamodb: DynamoDBClient) -> None:
    """The receipt, the lists and the address lead nowhere; the copy has case and events, and no mails."""
    busy_case(stores)
    holds = stores.holds
    holds.place(HOLD)
    erased = erase_case(stores)(CASE_ID, make_case())
    assert (erased.hold, erased.left) == (HOLD, 0)
    assert stores.histories.read(CASE_ID) is None
    assert [case.case_id for case in stores.lists.waiting(make_case().due_at)] == [OTHER]
    assert [case.case_id for case in stores.lists.open_cases("mina@example.com")] == [OTHER]
    letter = stores.letters.get(CASE_ID, ERASURE_NOTE)
    assert letter
    assert letter.lines == (HOLD.until.isoformat(),)
    if isinstance(holds, DynamoHolds):
        held = [item["sk"]["S"] for item in items(dynamodb) if item["pk"]["S"] == f"HELD#{CASE_ID}"]
        assert held == ["CASE", "HISTORY#0001"]
        assert list(holds.every()) == [(HOLD, 2)]
        assert holds.lift(CASE_ID) == 2
        assert not [
            item for item in items(dynamodb) if "HELD" in item["pk"]["S"] or "HOLDS" in item["pk"]["S"]
        ]


def items(client: DynamoDBClient) -> list[Any]:
    """Return all items, in the order of their keys."""
    return sorted(client.scan(TableName=TABLE)["Items"], key=lambda item: (item["pk"]["S"], item["sk"]["S"]))


def left_of(client: DynamoDBClient) -> list[str]:
    """Return the kinds of items under the case, but for the note."""
    kinds = [item["sk"]["S"] for item in items(client) if item["pk"]["S"] == f"CASE#{CASE_ID}"]
    return [kind for kind in kinds if ERASURE_NOTE not in kind]


def test_an_ordinary_case_goes_in_one_write(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """One query, one transaction, and the query that proves it."""
    busy_case(dynamo_stores)
    calls: list[str] = []
    dynamodb.meta.events.register("before-call.dynamodb", lambda model, **_: calls.append(model.name))
    dynamo_stores.eraser.erase(CASE_ID, None)
    assert calls == ["Query", "TransactWriteItems", "Query"]


def test_a_long_chat_and_a_long_history_are_erased_too(
    dynamodb: DynamoDBClient, dynamo_stores: Stores
) -> None:
    """More than one transaction takes, and transcripts, which are too large for one."""
    busy_case(dynamo_stores)
    dynamo_stores.transcripts.save(Part(make_transcript()), make_transcript_job())
    for number in range(130):
        key = {"pk": {"S": f"CASE#{CASE_ID}"}, "sk": {"S": f"FEEDBACK#{number:04}"}}
        dynamodb.put_item(TableName=TABLE, Item={**key, "expires_at": {"N": "1"}})
    erased = erase_case(dynamo_stores)(CASE_ID, make_case())
    assert dict(erased.items) == {"case": 1, "history": 1, "mail": 4, "transcript": 1, "feedback": 130}
    assert left_of(dynamodb) == []


@pytest.mark.parametrize("fault", [lost_before, lost_after])
@pytest.mark.parametrize("operation", ["GetItem", "Query", "TransactWriteItems"])
def test_an_erasure_cut_off_anywhere_is_finished_by_the_next(
    dynamodb: DynamoDBClient, dynamo_stores: Stores, fault: Fault, operation: str
) -> None:
    """Before or after each call the case is whole or gone; asking again leaves nothing and tells once."""
    busy_case(dynamo_stores)
    before = left_of(dynamodb)
    with fault(dynamodb, operation), pytest.raises(StoreUnavailableError):
        erase_case(dynamo_stores)(CASE_ID, make_case())
    gone = operation == "TransactWriteItems" and fault is lost_after
    assert left_of(dynamodb) == ([] if gone else before)
    assert erase_case(dynamo_stores)(CASE_ID, make_case()).left == 0
    assert left_of(dynamodb) == []
    assert len([item for item in items(dynamodb) if item["sk"]["S"] == f"MAIL#{ERASURE_NOTE}"]) == 1


def test_an_event_that_comes_in_between_goes_too(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """What is added while the case is being erased does not survive it."""
    busy_case(dynamo_stores)
    history = dynamo_stores.histories.read(CASE_ID)
    assert history
    later = history.then(Kind.INFORMATION, dynamo_stores.clock(), "아, 그리고")
    done: list[bool] = []

    def add(**_: object) -> None:
        if not done:
            done.append(True)
            assert dynamo_stores.histories.append(later, ())

    dynamodb.meta.events.register_first("before-call.dynamodb.TransactWriteItems", add)
    DynamoEraser(dynamodb, TABLE).erase(CASE_ID, None)
    dynamodb.meta.events.unregister("before-call.dynamodb.TransactWriteItems", add)
    assert left_of(dynamodb) == []


@pytest.mark.parametrize("fault", [lost_before, lost_after])
@pytest.mark.parametrize("operation", ["Query", "TransactWriteItems"])
def test_an_escalation_cut_off_anywhere_happens_once(
    dynamodb: DynamoDBClient, dynamo_stores: Stores, fault: Fault, operation: str
) -> None:
    """Pressing again after a lost request or answer brings one event and one mail."""
    dynamo_stores.cases.add(make_case(), make_jobs())
    dynamo_stores.clock.at = make_case().due_at
    act = ActOnCase(dynamo_stores.histories, dynamo_stores.clock)

    def press() -> None:
        history = dynamo_stores.histories.read(CASE_ID)
        assert history
        act(history, Kind.ESCALATED)

    with fault(dynamodb, operation), pytest.raises(StoreUnavailableError):
        press()
    press()
    kinds = left_of(dynamodb)
    assert (kinds.count("HISTORY#0001"), kinds.count(f"MAIL#{ESCALATION}"), len(kinds)) == (1, 1, 5)


def test_a_throttled_table_refuses_and_keeps(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """Nothing is half erased."""
    busy_case(dynamo_stores)
    before = items(dynamodb)
    with (
        answered(dynamodb, "TransactWriteItems", "ProvisionedThroughputExceededException"),
        pytest.raises(StoreUnavailableError),
    ):
        erase_case(dynamo_stores)(CASE_ID, make_case())
    assert items(dynamodb) == before


def purge(stores: Stores, client: DynamoDBClient) -> dict[str, int]:
    """Erase what has expired by the clock."""
    expired = DynamoExpired(client, TABLE)
    return dict(PurgeExpired(expired, erase_case(stores), Calendar(FACTS), stores.clock)())


def test_what_has_expired_is_purged_and_counted_by_day(
    dynamodb: DynamoDBClient, dynamo_stores: Stores
) -> None:
    """A case goes with all its items at the end of its retention, nobody is told, and the count stays."""
    busy_case(dynamo_stores)
    assert purge(dynamo_stores, dynamodb) == {}
    dynamo_stores.clock.at = make_case().erase_at + timedelta(seconds=1)
    assert purge(dynamo_stores, dynamodb) == {"case": 2, "history": 1, "mail": 5}
    left = items(dynamodb)
    assert {item["pk"]["S"] for item in left} == {"PURGES"}
    [of_the_day] = [item for item in left if item["sk"]["S"] == date(2027, 11, 23).isoformat()]
    assert {kind: of_the_day[kind]["N"] for kind in ("case", "history", "mail")} == {
        "case": "2",
        "history": "1",
        "mail": "5",
    }


def test_a_purge_on_the_same_day_adds_to_its_count(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """Whatever runs again counts what it erased, and nothing twice."""
    dynamo_stores.clock.at = make_case().erase_at
    dynamo_stores.cases.add(make_case(), make_jobs())
    purge(dynamo_stores, dynamodb)
    dynamo_stores.cases.add(make_case(OTHER), ())
    purge(dynamo_stores, dynamodb)
    purge(dynamo_stores, dynamodb)
    [count] = items(dynamodb)
    assert (count["case"]["N"], count["mail"]["N"]) == ("2", "2")


def test_the_purge_sets_held_cases_apart(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """At the end of retention the copy is made anew, and is kept until the hold ends."""
    busy_case(dynamo_stores)
    DynamoHolds(dynamodb, TABLE).place(HOLD)
    dynamo_stores.clock.at = make_case().erase_at
    purge(dynamo_stores, dynamodb)
    held = [item["sk"]["S"] for item in items(dynamodb) if item["pk"]["S"] == f"HELD#{CASE_ID}"]
    assert held == ["CASE", "HISTORY#0001"]
    dynamo_stores.clock.at = HOLD.until
    purge(dynamo_stores, dynamodb)
    assert {item["pk"]["S"] for item in items(dynamodb)} == {"PURGES"}


def test_a_purge_cut_off_goes_on_the_next_time(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """Out of time or without its database: what is left is found again."""
    busy_case(dynamo_stores)
    dynamo_stores.clock.at = make_case().erase_at
    expired = DynamoExpired(dynamodb, TABLE)
    run = PurgeExpired(expired, erase_case(dynamo_stores), Calendar(FACTS), dynamo_stores.clock)
    assert dict(run(until=dynamo_stores.clock())) == {}
    for operation in ("Scan", "TransactWriteItems"):
        with lost_before(dynamodb, operation), pytest.raises(StoreUnavailableError):
            run()
    run()
    assert {item["pk"]["S"] for item in items(dynamodb)} == {"PURGES"}


def test_files_are_erased_first_and_once_more_at_the_end(stores: Stores) -> None:
    """What is cut off leaves a case that can be erased again; what was on its way goes, too."""
    busy_case(stores)
    erased_while: list[bool] = []

    def erase_files(case_id: str) -> int:
        erased_while.append(stores.cases.get(case_id) is not None)
        return 1

    erased = EraseCase(stores.eraser, stores.holds, erase_files, stores.clock)(CASE_ID, make_case())
    assert erased_while == [True, False]
    assert erased.files == 2
