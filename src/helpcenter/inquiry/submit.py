"""Accept an inquiry: a case and its mail jobs, stored together, once per idempotency key."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from helpcenter.inquiry.case import Case
from helpcenter.inquiry.case_id import derive_case_id
from helpcenter.mail.job import ACKNOWLEDGEMENT, DEPARTMENT_NOTICE, new_job
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from helpcenter.center.calendar import Calendar
    from helpcenter.center.facts import Facts
    from helpcenter.inquiry.case import CaseStore
    from helpcenter.inquiry.inquiry import Inquiry

_COLLISIONS_MAX = 8


class KeyReusedError(Exception):
    """The idempotency key already stands for another inquiry."""


class CaseIdsExhaustedError(Exception):
    """Eight IDs in a row belong to other keys: the secret or the store is not what it should be."""


@record
class SubmitInquiry:
    """The use case behind the form."""

    facts: Facts
    calendar: Calendar
    store: CaseStore
    case_secret: bytes
    now: Callable[[], datetime]

    def __call__(
        self, inquiry: Inquiry, idempotency_key: str, masked: Mapping[str, int] | None = None
    ) -> Case:
        """Store the inquiry, or return the case that the same key and content made before.

        The inquiry and `masked` are what `mask_inquiry` returns.

        Raises:
            KeyReusedError: the key was used for other content.
            StoreUnavailableError: nothing was stored.
        """
        key_digest = hashlib.sha256(idempotency_key.encode()).hexdigest()
        for attempt in range(_COLLISIONS_MAX):
            case_id = derive_case_id(self.case_secret, idempotency_key, attempt)
            case = self._case(case_id, key_digest, inquiry, masked or {})
            jobs = (
                new_job(case.case_id, ACKNOWLEDGEMENT, case.accepted_at),
                new_job(case.case_id, DEPARTMENT_NOTICE, case.accepted_at),
            )
            existing = self.store.add(case, jobs)
            if existing is None:
                return case
            if existing.key_digest == key_digest:
                if existing.inquiry.digest != inquiry.digest:
                    raise KeyReusedError
                return existing
        raise CaseIdsExhaustedError

    def _case(self, case_id: str, key_digest: str, inquiry: Inquiry, masked: Mapping[str, int]) -> Case:
        topic = self.facts.topics[inquiry.topic]
        accepted_at = self.now()
        return Case(
            case_id=case_id,
            key_digest=key_digest,
            inquiry=inquiry,
            department=topic.department,
            accepted_at=accepted_at,
            due_at=self.calendar.promised_moment(topic.promise, accepted_at),
            erase_at=accepted_at + timedelta(days=topic.retention_days),
            masked=masked,
        )
