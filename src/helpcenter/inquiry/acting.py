"""Let something happen to a case: kept as an event, with the mail that somebody is owed, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.inquiry.life import ONCE, Kind, state_after
from helpcenter.mail.job import ADDED_INFORMATION, ESCALATION, REASSIGNMENT, new_job
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from helpcenter.inquiry.history import CaseHistory, HistoryStore
    from helpcenter.mail.job import MailJob

_TRIES = 5
_MAILS = {
    Kind.INFORMATION: ADDED_INFORMATION,
    Kind.ESCALATED: ESCALATION,
    Kind.REASSIGNED: REASSIGNMENT,
}


class ActionRefusedError(Exception):
    """This cannot happen to the case as it is now."""


class CaseGoneError(Exception):
    """The case is not kept any more."""


@record
class ActOnCase:
    """The use case behind the receipt's buttons, the department's links and the operator's commands."""

    store: HistoryStore
    now: Callable[[], datetime]

    def __call__(
        self, history: CaseHistory, kind: Kind, words: str = "", detail: str = ""
    ) -> tuple[CaseHistory, bool]:
        """Return the case after the event, and whether it happened now.

        What has happened already (a second click, a retry after a lost answer) does not happen again, and is
        no error. Somebody else's event in between is seen and respected.

        Raises:
            ActionRefusedError: it cannot happen in the state that the case is in.
            CaseGoneError: the case was erased meanwhile.
            StoreUnavailableError: it did not happen, or nobody knows; trying again finds out.
        """
        for _ in range(_TRIES):
            if _happened(history, kind, words, detail):
                return history, False
            now = self.now()
            if not history.may(kind, now):
                raise ActionRefusedError(kind)
            after = history.then(kind, now, words, detail)
            if self.store.append(after, _jobs(after)):
                return after, True
            found = self.store.read(history.case.case_id)
            if found is None:
                raise CaseGoneError
            history = found
        raise ActionRefusedError(kind)


def _happened(history: CaseHistory, kind: Kind, words: str, detail: str) -> bool:
    last = history.last(kind)
    if kind is Kind.REASSIGNED:
        return history.case.department == detail
    if last is None:
        return False
    if kind in ONCE:
        return True
    if kind is Kind.INFORMATION:
        return last.words == words and history.events[-1] == last
    return state_after(history.state, kind) is None and history.events[-1].kind is kind


def _jobs(history: CaseHistory) -> list[MailJob]:
    event = history.events[-1]
    if event.kind not in _MAILS:
        return []
    mail = _MAILS[event.kind]
    which = mail if event.kind in ONCE else f"{mail}#{event.number}"
    return [new_job(history.case.case_id, which, event.at)]
