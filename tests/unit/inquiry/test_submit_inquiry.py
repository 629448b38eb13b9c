from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.inquiry.case_id import derive_case_id
from helpcenter.inquiry.submit import CaseIdsExhaustedError, KeyReusedError, SubmitInquiry
from tests.fakes.memory.cases import MemoryCaseStore
from tests.fakes.memory.table import MemoryTable
from tests.unit.inquiry.sample import CALENDAR, CASE, FACTS, INQUIRY, NOW

SECRET = b"case secret"


def submit_to(table: MemoryTable, now: datetime = NOW) -> SubmitInquiry:
    """Return the use case over a table, at a moment."""
    return SubmitInquiry(FACTS, CALENDAR, MemoryCaseStore(table, lambda: now), SECRET, lambda: now)


def test_an_inquiry_is_stored_with_its_two_mails() -> None:
    """The case carries its promise and its end, and both mails are owed at once."""
    table = MemoryTable()
    case = submit_to(table)(INQUIRY, "key")
    assert table.cases == {case.case_id: case}
    assert case.department == "payment_care"
    assert case.due_at == datetime(2026, 11, 25, 9, tzinfo=UTC)
    assert case.erase_at == NOW + timedelta(days=FACTS.topics["refund"].retention_days)
    assert [(job.case_id, job.mail, job.due_at) for job in table.owed] == [
        (case.case_id, "acknowledgement", NOW),
        (case.case_id, "department_notice", NOW),
    ]


def test_the_key_itself_is_not_kept() -> None:
    """Who reads the store cannot send again in a customer's name."""
    table = MemoryTable()
    submit_to(table)(INQUIRY, "a key nobody may see")
    assert "a key nobody may see" not in repr(table.cases) + repr(table.jobs)


def test_the_same_key_and_content_is_the_same_case() -> None:
    """A retry, however late, gets the first answer and owes no further mail."""
    table = MemoryTable()
    first = submit_to(table)(INQUIRY, "key")
    again = submit_to(table, NOW + timedelta(days=3))(INQUIRY, "key")
    assert again == first
    assert (len(table.cases), len(table.jobs)) == (1, 2)


def test_a_key_cannot_be_used_for_other_content() -> None:
    """The first inquiry stays what it was."""
    table = MemoryTable()
    first = submit_to(table)(INQUIRY, "key")
    with pytest.raises(KeyReusedError):
        submit_to(table)(replace(INQUIRY, message="다른 문의입니다."), "key")
    assert table.cases == {first.case_id: first}
    assert len(table.jobs) == 2


def test_two_keys_are_two_cases() -> None:
    """The same words sent on purpose a second time are a second inquiry."""
    table = MemoryTable()
    cases = {submit_to(table)(INQUIRY, key).case_id for key in ("key", "another key")}
    assert len(cases) == len(table.cases) == 2


def test_an_id_that_somebody_else_holds_is_passed_over() -> None:
    """A collision of IDs ends in a further ID, and a retry finds it again."""
    table = MemoryTable()
    taken = derive_case_id(SECRET, "key")
    table.cases[taken] = replace(CASE, case_id=taken, key_digest="f" * 64)
    case = submit_to(table)(INQUIRY, "key")
    assert case.case_id == derive_case_id(SECRET, "key", attempt=1)
    assert submit_to(table)(INQUIRY, "key") == case
    assert table.cases[taken].key_digest == "f" * 64


def test_collisions_without_end_are_a_fault() -> None:
    """The search for a free ID is bounded."""
    table = MemoryTable()
    for attempt in range(20):
        taken = derive_case_id(SECRET, "key", attempt)
        table.cases[taken] = replace(CASE, case_id=taken, key_digest="f" * 64)
    with pytest.raises(CaseIdsExhaustedError):
        submit_to(table)(INQUIRY, "key")
    assert not table.jobs


def test_a_store_that_fails_is_heard_of() -> None:
    """Nothing is answered as stored that is not."""
    table = MemoryTable(unavailable=True)
    with pytest.raises(StoreUnavailableError):
        submit_to(table)(INQUIRY, "key")
    assert (table.cases, table.jobs) == ({}, {})
