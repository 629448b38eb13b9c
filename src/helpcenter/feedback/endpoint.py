"""POST /api/answers, between HTTP and the counts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from helpcenter.api.objection import objects_to_counting
from helpcenter.api.problem import ProblemError, problem_response, unavailable
from helpcenter.api.request import FORM_TYPE, read_fields
from helpcenter.api.response import json_response
from helpcenter.feedback.answer import check_answer
from helpcenter.feedback.pages import problem_content, thanks_content
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping
    from datetime import datetime

    from helpcenter.api.reply_page import ReplyPages
    from helpcenter.api.request import Request
    from helpcenter.api.response import Response
    from helpcenter.center.calendar import Calendar
    from helpcenter.center.facts import Facts
    from helpcenter.feedback.answer import Answer, AnswerCounts
    from helpcenter.messages import Messages

KEPT = timedelta(days=800)
"""How long a day's counts are kept: two years can be compared."""


@record
class AnswerEndpoint:
    """Answers JSON with JSON, and a form without JavaScript with a page.

    `articles` are the pages of each language that ask; `count` takes the name of what happened.
    """

    facts: Facts
    calendar: Calendar
    messages: Mapping[str, Messages]
    pages: ReplyPages
    articles: Mapping[str, Container[str]]
    counts: AnswerCounts
    now: Callable[[], datetime]
    count: Callable[[str], None]

    def __call__(self, request: Request) -> Response:
        """Return 200 for an answer, counted unless its sender or the center objects; else a problem.

        Of the sender nothing is read but the language, and whether the browser asks not to be tracked.
        """
        wanted: object = None
        try:
            fields = read_fields(request)
            wanted = fields.get("language")
            answer = self._checked(fields)
            is_counted = self.facts.counting and not objects_to_counting(request)
            if is_counted:
                self._count(answer)
        except ProblemError as problem:
            self.count("AnswersRefused")
            return self._refusal(request, problem, self.messages[request.language(self.facts, wanted)])
        if request.content_type != FORM_TYPE:
            return json_response(200, {"counted": is_counted})
        messages = self.messages[answer.language]
        title, content = thanks_content(answer, messages, self._home(answer.language), is_counted=is_counted)
        return self.pages.response(200, answer.language, title, content)

    def _checked(self, fields: Mapping[str, object]) -> Answer:
        answer, errors = check_answer(fields, self.articles)
        if answer is None:
            raise ProblemError(422, "invalid_answer", errors)
        return answer

    def _count(self, answer: Answer) -> None:
        now = self.now()
        try:
            self.counts.add(answer, self.calendar.local_time(now).date(), now + KEPT)
        except StoreUnavailableError as error:
            raise unavailable(error.failure) from error
        self.count("AnswersCounted")

    def _refusal(self, request: Request, problem: ProblemError, messages: Messages) -> Response:
        if request.content_type != FORM_TYPE:
            return problem_response(problem, messages)
        title, content = problem_content(problem, messages, self._home(messages.language))
        return self.pages.problem(problem, messages.language, title, content)

    def _home(self, language: str) -> str:
        """Return the path of the home page: the first language has the site's root."""
        return "/" if language == self.facts.languages[0] else f"/{language}/"
