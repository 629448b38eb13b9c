"""POST /api/inquiries and GET /api/receipts/{token}, between HTTP and the use cases."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpcenter.api.problem import FieldError, ProblemError, problem_response
from helpcenter.api.request import FORM_TYPE, read_fields
from helpcenter.api.response import Response, json_response
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.inquiry.case_id import group_case_id
from helpcenter.inquiry.inquiry import check_inquiry
from helpcenter.inquiry.masking import mask_inquiry
from helpcenter.inquiry.pages import problem_content, receipt_content
from helpcenter.inquiry.submit import KeyReusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from helpcenter.api.reply_page import ReplyPages
    from helpcenter.api.request import Request
    from helpcenter.center.calendar import Calendar
    from helpcenter.center.facts import Facts
    from helpcenter.inquiry.case import Case
    from helpcenter.inquiry.inquiry import Inquiry
    from helpcenter.inquiry.receipt import ReceiptLinks, ShowReceipt
    from helpcenter.inquiry.submit import SubmitInquiry
    from helpcenter.messages import Messages
    from helpcenter.redaction.guard import SecretGuard

KEY_HEADER = "Idempotency-Key"
KEY_MAX = 200  # characters; a UUID has 36
_PRINTABLE = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?")
_RETRY_AFTER = "5"  # seconds


@dataclass(frozen=True, slots=True)
class InquiryEndpoint:
    """Answers JSON with JSON, and a form without JavaScript with a page.

    `count` takes the name of what happened, for the metrics.
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

    def __call__(self, request: Request) -> Response:
        """Return 201 or 303 for an inquiry that is stored with its mails, else a problem."""
        wanted: object = None
        try:
            fields = _inquiry_fields(request)
            wanted = fields.get("language")
            case = self._submit(request, fields)
        except ProblemError as problem:
            self.count("InquiriesRefused")
            messages = self.messages[request.language(self.facts, wanted)]
            return self._refusal(request, problem, messages)
        self.count("InquiriesAccepted")
        url = self.links.url(case.case_id)
        if request.content_type == FORM_TYPE:
            return Response(303, headers={"location": url, "cache-control": "no-store"})
        due_at = self.calendar.local_time(case.due_at).isoformat(timespec="seconds")
        case_id = group_case_id(case.case_id)
        return json_response(201, {"case_id": case_id, "due_at": due_at, "receipt_url": url})

    def _submit(self, request: Request, fields: Mapping[str, object]) -> Case:
        """Check key and fields, mask what is secret, and store.

        Raises:
            ProblemError: 400 without a key, 422 for what is wrong, 503 when nothing could be stored.
        """
        by_script = request.content_type != FORM_TYPE
        key_errors = _key_errors(request) if by_script else []
        inquiry, errors = check_inquiry(fields, self.facts)
        if key_errors:
            raise ProblemError(400, "key_required", [*key_errors, *errors])
        if inquiry is None:
            raise ProblemError(422, "invalid_inquiry", errors)
        inquiry, masked = mask_inquiry(inquiry, self.guard)
        try:
            key = request.headers[KEY_HEADER.lower()] if by_script else self._content_key(inquiry)
            return self.submit(inquiry, key, masked)
        except KeyReusedError as error:
            raise ProblemError(422, "key_reused") from error
        except StoreUnavailableError as error:
            raise ProblemError(503, "unavailable", headers={"retry-after": _RETRY_AFTER}) from error

    def _content_key(self, inquiry: Inquiry) -> str:
        """Return the key of a form without JavaScript: the same words on the same day are one inquiry."""
        day = self.calendar.local_time(self.now()).date().isoformat()
        return "form:" + hashlib.sha256(f"{day}:{inquiry.digest}".encode()).hexdigest()

    def _refusal(self, request: Request, problem: ProblemError, messages: Messages) -> Response:
        if request.content_type != FORM_TYPE:
            return problem_response(problem, messages)
        title, content = problem_content(problem, messages, _form_url(self.facts, messages.language))
        return self.pages.response(problem.status, messages.language, title, content, problem.headers)


@dataclass(frozen=True, slots=True)
class ReceiptEndpoint:
    """Answers with the page of a receipt."""

    facts: Facts
    calendar: Calendar
    messages: Mapping[str, Messages]
    pages: ReplyPages
    show: ShowReceipt

    def __call__(self, request: Request) -> Response:
        """Return the receipt in its inquiry's language; 404 for a forged link as for an erased case."""
        try:
            case = self.show(request.path.rpartition("/")[2])
        except StoreUnavailableError:
            problem = ProblemError(503, "unavailable", headers={"retry-after": _RETRY_AFTER})
            return self._problem(request, problem)
        if case is None:
            return self._problem(request, ProblemError(404, "unknown_receipt"))
        messages = self.messages[request.language(self.facts, case.inquiry.language)]
        title, content = receipt_content(case, self.facts, self.calendar, messages)
        return self.pages.response(200, messages.language, title, content)

    def _problem(self, request: Request, problem: ProblemError) -> Response:
        messages = self.messages[request.language(self.facts)]
        form_url = _form_url(self.facts, messages.language)
        title, content = problem_content(problem, messages, form_url, typed=False)
        return self.pages.response(problem.status, messages.language, title, content, problem.headers)


def _inquiry_fields(request: Request) -> dict[str, object]:
    """Return the fields that came; what a form's ticked box says in words becomes a truth value.

    Raises:
        ProblemError: the request can't be read.
    """
    fields = read_fields(request)
    if request.content_type == FORM_TYPE:
        fields["consent"] = fields.get("consent") == "true"
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
