"""POST /api/inquiries, between HTTP and the use case."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from typing import TYPE_CHECKING

from helpcenter.api.origin import check_origin
from helpcenter.api.problem import FieldError, ProblemError, problem_response, unavailable
from helpcenter.api.request import FORM_TYPE, read_fields
from helpcenter.api.response import Response, json_response
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.inquiry.case_id import group_case_id
from helpcenter.inquiry.details import PREFIX
from helpcenter.inquiry.inquiry import check_inquiry
from helpcenter.inquiry.masking import mask_inquiry
from helpcenter.inquiry.pages import problem_content
from helpcenter.inquiry.proof import SOLUTION
from helpcenter.inquiry.review import LEAST, REVIEW, SEAL, STEP, Review, ReviewSeal, review_content
from helpcenter.inquiry.submit import KeyReusedError
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from helpcenter.api.reply_page import ReplyPages
    from helpcenter.api.request import Request
    from helpcenter.center.calendar import Calendar
    from helpcenter.center.facts import Facts
    from helpcenter.inquiry.case import Case
    from helpcenter.inquiry.inquiry import Inquiry
    from helpcenter.inquiry.proof import ProofOfWork
    from helpcenter.inquiry.receipt import ReceiptLinks
    from helpcenter.inquiry.submit import SubmitInquiry
    from helpcenter.messages import Messages
    from helpcenter.redaction.guard import SecretGuard

KEY_HEADER = "Idempotency-Key"
KEY_MAX = 200  # characters; a UUID has 36
_PRINTABLE = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?")


@record
class InquiryEndpoint:
    """Answers JSON with JSON, and a form without JavaScript with a page.

    `count` takes the name of what happened, for the metrics; `upload_url` makes the address at which files
    may be added to a case. With `proof`, an inquiry of a script takes work, and a form without one is always
    looked over first.
    """

    facts: Facts
    calendar: Calendar
    messages: Mapping[str, Messages]
    pages: ReplyPages
    links: ReceiptLinks
    guard: SecretGuard
    submit: SubmitInquiry
    now: Callable[[], datetime]
    count: Callable[[str], None]
    upload_url: Callable[[str], str]
    proof: ProofOfWork | None = None

    def __call__(self, request: Request) -> Response:
        """Return 201 or 303 for an inquiry that is stored with its mails, else a problem.

        A form that asks for a review gets the page that shows what will be sent; nothing is stored yet.
        """
        wanted: object = None
        try:
            check_origin(request, self.links.site_url)
            fields = _inquiry_fields(request)
            wanted = fields.get("language")
            by_script = request.content_type != FORM_TYPE
            step, seal = ("", None) if by_script else (fields.pop(STEP, ""), fields.pop(SEAL, None))
            inquiry, masked = self._checked(request, fields)
            if step == REVIEW or (self.proof and not by_script and seal is None):
                return self._review(inquiry, masked, self.now())
            if seal is not None and (answer := self._too_soon(inquiry, masked, seal)):
                return answer
            if self.proof and by_script:
                self.proof.require(str(fields.get(SOLUTION, "")), request.headers[KEY_HEADER.lower()])
            case = self._stored(request, inquiry, masked)
        except ProblemError as problem:
            self.count("InquiriesRefused")
            messages = self.messages[request.language(self.facts, wanted)]
            return self._refusal(request, problem, messages)
        self.count("InquiriesAccepted")
        url = self.links.url(case.case_id)
        if not by_script:
            return Response(303, headers={"location": url, "cache-control": "no-store"})
        due_at = self.calendar.local_time(case.due_at).isoformat(timespec="seconds")
        case_id = group_case_id(case.case_id)
        body = {"case_id": case_id, "due_at": due_at, "receipt_url": url}
        return json_response(201, {**body, "upload_url": self.upload_url(case.case_id)})

    def _checked(self, request: Request, fields: Mapping[str, object]) -> tuple[Inquiry, Mapping[str, int]]:
        """Check key and fields, and mask what is secret.

        Raises:
            ProblemError: 400 without a key, 422 for what is wrong.
        """
        key_errors = [] if request.content_type == FORM_TYPE else _key_errors(request)
        inquiry, errors = check_inquiry(fields, self.facts)
        if key_errors:
            raise ProblemError(400, "key_required", [*key_errors, *errors])
        if inquiry is None:
            raise ProblemError(422, "invalid_inquiry", errors)
        return mask_inquiry(inquiry, self.guard, self.facts)

    def _stored(self, request: Request, inquiry: Inquiry, masked: Mapping[str, int]) -> Case:
        """Store what was checked.

        Raises:
            ProblemError: 422 for a key that stands for other content, 503 when nothing could be stored.
        """
        by_script = request.content_type != FORM_TYPE
        try:
            key = request.headers[KEY_HEADER.lower()] if by_script else self._content_key(inquiry)
            return self.submit(inquiry, key, masked)
        except KeyReusedError as error:
            raise ProblemError(422, "key_reused") from error
        except StoreUnavailableError as error:
            raise unavailable(error.failure) from error

    def _too_soon(self, inquiry: Inquiry, masked: Mapping[str, int], seal: object) -> Response | None:
        """Return the review again if nobody can have read it yet, or if it is not one of today's."""
        now = self.now()
        age = ReviewSeal(self.links.secret).age(seal, now)
        if age is None:
            return self._review(inquiry, masked, now)
        if age >= LEAST:
            return None
        answer = self._review(inquiry, masked, now - age, again=True)
        return dataclasses.replace(answer, status=429, headers={**answer.headers, "retry-after": "1"})

    def _review(
        self, inquiry: Inquiry, masked: Mapping[str, int], sealed_at: datetime, *, again: bool = False
    ) -> Response:
        self.count("InquiriesReviewed")
        messages, promise = self.messages[inquiry.language], self.facts.topics[inquiry.topic].promise
        due_at = self.calendar.promised_moment(promise, self.now())
        review = Review(inquiry, masked, due_at, ReviewSeal(self.links.secret).make(sealed_at), again)
        title, content = review_content(review, self.facts, self.calendar, messages)
        # Under no-referrer a browser would not say whose page the next request comes from.
        headers = {"referrer-policy": "same-origin"}
        return self.pages.response(200, messages.language, title, content, headers)

    def _content_key(self, inquiry: Inquiry) -> str:
        """Return the key of a form without JavaScript: the same words on the same day are one inquiry."""
        day = self.calendar.local_time(self.now()).date().isoformat()
        return "form:" + hashlib.sha256(f"{day}:{inquiry.digest}".encode()).hexdigest()

    def _refusal(self, request: Request, problem: ProblemError, messages: Messages) -> Response:
        if request.content_type != FORM_TYPE:
            return problem_response(problem, messages)
        title, content = problem_content(problem, messages, _form_url(self.facts, messages.language))
        return self.pages.problem(problem, messages.language, title, content)


def _inquiry_fields(request: Request) -> dict[str, object]:
    """Return the fields that came; what a form's ticked box says in words becomes a truth value.

    Raises:
        ProblemError: the request can't be read.
    """
    fields = read_fields(request)
    if request.content_type == FORM_TYPE:
        fields["consent"] = fields.get("consent") == "true"
        names = [name for name in fields if name.startswith(PREFIX)]
        details = {name.removeprefix(PREFIX): fields.pop(name) for name in names}
        fields |= {"details": details} if details else {}
    return fields


def _key_errors(request: Request) -> list[FieldError]:
    """Name what is wrong with the request's key: it is up to KEY_MAX printable ASCII characters.

    https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/ (400 when it is missing).
    """
    key = request.headers.get(KEY_HEADER.lower(), "")
    if not key:
        return [FieldError(KEY_HEADER, "required")]
    if len(key) > KEY_MAX:
        return [FieldError(KEY_HEADER, "too_long", {"limit": KEY_MAX})]
    return [] if _PRINTABLE.fullmatch(key) else [FieldError(KEY_HEADER, "control_characters")]


def _form_url(facts: Facts, language: str) -> str:
    """Return the path of the form's page: the first language has the site's root."""
    return "/inquiry/" if language == facts.languages[0] else f"/{language}/inquiry/"
