from __future__ import annotations

from datetime import timedelta

import pytest

from helpcenter.attachment.attachment import Attachment
from helpcenter.attachment.kind import Kind as FileKind
from helpcenter.attachment.tell_late import QUIET, TellOfLateFile
from helpcenter.inquiry.acting import ActOnCase
from helpcenter.inquiry.history import EVENTS_MAX, CaseHistory, Event
from helpcenter.inquiry.life import Kind
from tests.fakes.clock import Clock
from tests.unit.inquiry.sample import CASE, NOW

LATE = NOW + QUIET


class OneCase:
    """A HistoryStore with one case, or none; `mails` is what its events owe."""

    def __init__(self, history: CaseHistory | None) -> None:
        self.history = history
        self.mails: list[str] = []

    def read(self, case_id: str) -> CaseHistory | None:
        """Return the case."""
        assert case_id == CASE.case_id
        return self.history

    def append(self, history: CaseHistory, jobs: list[object]) -> bool:
        """Keep an event with its mails."""
        self.history = history
        self.mails += [str(job) for job in jobs]
        return True


def tell(store: OneCase, at: object = LATE, name: str = "a.png") -> None:
    """Tell of a file that is clean at a moment."""
    clock = Clock(at)  # type: ignore[arg-type]
    file = Attachment(CASE.case_id, "1", name, FileKind.PNG, 1, NOW, CASE.erase_at)
    TellOfLateFile(ActOnCase(store, clock), clock)(file)  # type: ignore[arg-type]


def test_a_file_of_the_form_comes_without_a_mail() -> None:
    """The department's notice has the link already."""
    store = OneCase(CaseHistory(CASE))
    tell(store, LATE - timedelta(seconds=1))
    assert store.mails == []


def test_a_late_file_is_information_that_was_added() -> None:
    """It is on the receipt, and the department is told once, however many files come together."""
    store = OneCase(CaseHistory(CASE))
    tell(store)
    tell(store)
    tell(store, LATE + timedelta(minutes=1), "b.png")
    assert store.history
    assert [(event.kind, event.words) for event in store.history.events] == [(Kind.INFORMATION, "a.png")]
    assert len(store.mails) == 1
    tell(store, LATE + QUIET, "c.png")
    assert len(store.mails) == 2


@pytest.mark.parametrize(
    "history",
    [
        None,
        CaseHistory(
            CASE, tuple(Event(number, Kind.INFORMATION, NOW, str(number)) for number in range(EVENTS_MAX))
        ),
    ],
)
def test_a_case_that_takes_nothing_more_is_left_alone(history: CaseHistory | None) -> None:
    """The file is on the page all the same."""
    store = OneCase(history)
    tell(store)
    assert store.mails == []
