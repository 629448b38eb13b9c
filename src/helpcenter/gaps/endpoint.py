"""POST /api/gaps, between HTTP and the counts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from helpcenter.api.objection import objects_to_counting
from helpcenter.api.problem import ProblemError, problem_response, unavailable
from helpcenter.api.request import JSON_TYPE, check_size, read_json_object
from helpcenter.api.response import json_response
from helpcenter.gaps.gap import MISSED, TERMS, Count, check_gap
from helpcenter.gaps.terms import WATCHED, digest_of, hour_of, newly_counted, terms_to_keep
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping
    from datetime import datetime

    from helpcenter.api.request import Request
    from helpcenter.api.response import Response
    from helpcenter.center.calendar import Calendar
    from helpcenter.center.facts import Facts
    from helpcenter.gaps.gap import Gap, GapCounts
    from helpcenter.messages import Messages
    from helpcenter.redaction.guard import SecretGuard

KEPT = timedelta(days=800)
"""How long a day's counts are kept: two years can be compared."""
TERMS_KEPT = timedelta(days=100)
"""How long terms are kept: until they have been in a report or three."""


@record
class GapEndpoint:
    """Counts what pages tell.

    `pages` are those that search finds, by language; `secret` keys the digests of rare terms; `count` takes
    the name of what happened.
    """

    facts: Facts
    calendar: Calendar
    messages: Mapping[str, Messages]
    pages: Mapping[str, Container[str]]
    guard: SecretGuard
    counts: GapCounts
    secret: bytes
    now: Callable[[], datetime]
    count: Callable[[str], None]

    def __call__(self, request: Request) -> Response:
        """Return 200, counted unless its sender or the center objects; else a problem.

        Of the sender nothing is read but whether the browser asks not to be tracked.
        """
        wanted: object = None
        try:
            fields = _read(request)
            wanted = fields.get("language")
            gap = self._checked(fields)
            is_counted = self.facts.counting and not objects_to_counting(request)
            if is_counted:
                self._count(gap)
        except ProblemError as problem:
            self.count("GapsRefused")
            return problem_response(problem, self.messages[request.language(self.facts, wanted)])
        return json_response(200, {"counted": is_counted})

    def _checked(self, fields: Mapping[str, object]) -> Gap:
        gap, errors = check_gap(fields, self.pages)
        if gap is None:
            raise ProblemError(422, "invalid_gap", errors)
        return gap

    def _count(self, gap: Gap) -> None:
        now = self.now()
        local = self.calendar.local_time(now)
        subject = "" if gap.what == MISSED else gap.page
        try:
            self.counts.add(Count(gap.what, local.date(), gap.language, subject, 1), now + KEPT)
            terms = terms_to_keep(gap.terms, self.guard) if gap.what == MISSED else ""
            if terms:
                hour = hour_of(local.isoformat())
                digest = digest_of(terms, gap.language, self.secret)
                number = newly_counted(self.counts.hours_of(digest, hour, now + WATCHED), hour)
                if number:
                    count = Count(TERMS, local.date(), gap.language, terms, number, gap.page)
                    self.counts.add(count, now + TERMS_KEPT)
        except StoreUnavailableError as error:
            raise unavailable(error.failure) from error
        self.count("GapsCounted")


def _read(request: Request) -> dict[str, object]:
    body = check_size(request.body)
    if request.content_type != JSON_TYPE:
        raise ProblemError(415, "unsupported_media_type")
    return read_json_object(body)
