"""Cases in memory: what happened to them, how they are found, erased and held."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from helpcenter.inquiry.history import CaseHistory
from helpcenter.inquiry.life import Kind, State
from helpcenter.inquiry.lost_links import LINKS_MAX
from helpcenter.mail.job import ERASURE_NOTE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from helpcenter.inquiry.case import Case
    from helpcenter.inquiry.erasure import Hold
    from helpcenter.inquiry.letters import Letter
    from helpcenter.mail.job import MailJob
    from tests.fakes.memory.table import MemoryTable


@dataclass(frozen=True)
class MemoryCaseStore:
    """A CaseStore."""

    table: MemoryTable
    now: Callable[[], datetime]

    def add(self, case: Case, jobs: Sequence[MailJob]) -> Case | None:
        """Store, or return what is there."""
        with self.table.lock:
            self.table.check()
            if case.case_id in self.table.cases:
                return self.table.cases[case.case_id]
            self.table.cases[case.case_id] = case
            self.table.put_jobs(jobs)
            return None

    def get(self, case_id: str) -> Case | None:
        """Return the case while it may be kept."""
        self.table.check()
        case = self.table.cases.get(case_id)
        return case if case and self.now() < case.erase_at else None


@dataclass(frozen=True)
class MemoryHistoryStore:
    """A HistoryStore."""

    table: MemoryTable
    now: Callable[[], datetime]

    def read(self, case_id: str) -> CaseHistory | None:
        """Return a case with its events while it may be kept."""
        self.table.check()
        case = self.table.cases.get(case_id)
        if case is None or self.now() >= case.erase_at:
            return None
        return CaseHistory(case, self.table.events.get(case_id, ()))

    def append(self, history: CaseHistory, jobs: Sequence[MailJob]) -> bool:
        """Keep one more event, unless somebody was faster or the case is gone."""
        with self.table.lock:
            self.table.check()
            case_id, event = history.case.case_id, history.events[-1]
            known = self.table.events.get(case_id, ())
            if case_id not in self.table.cases or event.number != len(known) + 1:
                return False
            self.table.events[case_id] = (*known, event)
            if event.kind is Kind.REASSIGNED:
                self.table.cases[case_id] = replace(history.case, department=event.detail)
            self.table.put_jobs(jobs)
            return True


@dataclass(frozen=True)
class MemoryLetters:
    """A LetterStore."""

    table: MemoryTable
    now: Callable[[], datetime]

    def post(self, letter: Letter) -> bool:
        """Keep a letter with its job, once."""
        with self.table.lock:
            self.table.check()
            if (letter.owner, letter.mail) in self.table.letters:
                return False
            self.table.letters[letter.owner, letter.mail] = letter
            self.table.put_jobs([letter.job])
            return True

    def get(self, owner: str, mail: str) -> Letter | None:
        """Return a letter until it is forgotten."""
        self.table.check()
        letter = self.table.letters.get((owner, mail))
        return letter if letter and self.now() < letter.erase_at else None


@dataclass(frozen=True)
class MemoryCaseLists:
    """An AddressBook, and WaitingCases."""

    table: MemoryTable
    now: Callable[[], datetime]

    def open_cases(self, address: str) -> list[Case]:
        """Return the cases of an address, the newest first."""
        found = [one for one in self._kept() if one.case.inquiry.email.lower() == address.lower()]
        kept = [one.case for one in found if one.state is not State.CLOSED]
        return sorted(kept, key=lambda case: case.accepted_at, reverse=True)[:LINKS_MAX]

    def waiting(self, until: datetime) -> Iterator[Case]:
        """Yield the open cases that are due by then."""
        waiting = [one.case for one in self._kept() if one.is_open and one.case.due_at <= until]
        yield from sorted(waiting, key=lambda case: case.due_at)

    def _kept(self) -> list[CaseHistory]:
        store = MemoryHistoryStore(self.table, self.now)
        return [history for case_id in self.table.cases if (history := store.read(case_id))]


@dataclass(frozen=True)
class MemoryEraser:
    """An Eraser."""

    table: MemoryTable

    def erase_at_end(self, case_id: str) -> dict[str, int]:
        """Erase all that is kept under a case."""
        return self.erase(case_id, None)

    def erase(self, case_id: str, letter: Letter | None) -> dict[str, int]:
        """Erase all that is kept under a case."""
        with self.table.lock:
            self.table.check()
            jobs = [key for key in self.table.jobs if key[0] == case_id and key[1] != ERASURE_NOTE]
            case, events = self.table.cases.pop(case_id, None), self.table.events.pop(case_id, ())
            parts = [key for key in self.table.parts if key[0] == case_id]
            for key in jobs:
                del self.table.jobs[key]
            for key in parts:
                del self.table.parts[key]
        if case and letter:
            MemoryLetters(self.table, lambda: letter.written_at).post(letter)
        counts = {"case": int(case is not None), "history": len(events), "mail": len(jobs)}
        return {kind: count for kind, count in {**counts, "transcript": len(parts)}.items() if count}

    def left(self, case_id: str) -> int:
        """Return how many items there are."""
        self.table.check()
        jobs = sum(1 for owner, mail in self.table.jobs if owner == case_id and mail != ERASURE_NOTE)
        return jobs + (case_id in self.table.cases) + len(self.table.events.get(case_id, ()))


@dataclass(frozen=True)
class MemoryHolds:
    """Holds."""

    table: MemoryTable

    def get(self, case_id: str) -> Hold | None:
        """Return the hold on a case, or None."""
        self.table.check()
        return self.table.holds.get(case_id)

    def place(self, hold: Hold) -> None:
        """Keep a hold."""
        self.table.check()
        self.table.holds[hold.case_id] = hold

    def set_apart(self, hold: Hold) -> int:
        """Copy what is kept of a case."""
        self.table.check()
        case = self.table.cases.get(hold.case_id)
        if case is None:
            return 0
        history = CaseHistory(case, self.table.events.get(hold.case_id, ()))
        self.table.set_apart[hold.case_id] = history
        return 1 + len(history.events)
