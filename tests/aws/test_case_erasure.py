"""Erasing cases: the same contract on AWS and in memory."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from helpcenter.aws.erasure import DynamoHolds
from helpcenter.inquiry.erasure import EraseCase
from helpcenter.inquiry.letters import LETTER_KEPT
from helpcenter.mail.job import ACKNOWLEDGEMENT, ERASURE_NOTE
from tests.aws.erasing import HOLD, OTHER, busy_case, erase_case, items
from tests.fakes.examples import CASE_ID, make_case

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from tests.aws.conftest import Stores


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
