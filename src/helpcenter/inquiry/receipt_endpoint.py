"""The receipt and its buttons, between HTTP and the use cases: `/api/receipts/{token}` and what is below."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from helpcenter.api.origin import check_origin
from helpcenter.api.problem import ProblemError, unavailable
from helpcenter.api.request import FORM_TYPE, read_fields
from helpcenter.api.response import Response
from helpcenter.center.moments import print_moment
from helpcenter.inquiry.acting import ActionRefusedError, CaseGoneError
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.inquiry.case_id import group_case_id
from helpcenter.inquiry.case_words import case_words
from helpcenter.inquiry.given import Given, read_feedback, read_information
from helpcenter.inquiry.life import Kind
from helpcenter.inquiry.pages import chat_receipt_content, masked_address, problem_content
from helpcenter.inquiry.receipt import decoy_id
from helpcenter.inquiry.receipt_forms import confirmation, told
from helpcenter.inquiry.receipt_page import Reader
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from helpcenter.api.reply_page import ReplyPages
    from helpcenter.api.request import Request
    from helpcenter.center.facts import Facts
    from helpcenter.inquiry.acting import ActOnCase
    from helpcenter.inquiry.erasure import EraseCase, Erased
    from helpcenter.inquiry.history import CaseHistory
    from helpcenter.inquiry.receipt import ShowReceipt
    from helpcenter.inquiry.receipt_page import ReceiptPage
    from helpcenter.messages import Messages
    from helpcenter.redaction.guard import SecretGuard

LOST_LINKS_PATH = "/api/lost-links"
# The address is a secret: no other site learns it. Our own must, or a browser says `null` for its origin.
_FORM_HEADERS = {"referrer-policy": "same-origin"}
_KINDS = {"information": Kind.INFORMATION, "feedback": Kind.FEEDBACK, "escalation": Kind.ESCALATED}


@record
class Desk:
    """What all endpoints around a case answer with: pages, in the language of whoever reads them."""

    facts: Facts
    messages: Mapping[str, Messages]
    pages: ReplyPages
    site_url: str

    def words(self, request: Request, wanted: str | None = None) -> Messages:
        """Return the reader's catalogue."""
        return self.messages[request.language(self.facts, wanted)]

    def page(self, status: int, messages: Messages, title: str, content: str) -> Response:
        """Return a page that may hold forms."""
        return self.pages.response(status, messages.language, title, content, _FORM_HEADERS)

    def problem(self, request: Request, problem: ProblemError, wanted: str | None = None) -> Response:
        """Return a problem as a page; the same one for every link that leads nowhere."""
        messages = self.words(request, wanted)
        home = "/" if messages.language == self.facts.languages[0] else f"/{messages.language}/"
        title, content = problem_content(problem, messages, f"{home}inquiry/", typed=False)
        if problem.code == "unknown_receipt":
            content += f'<p><a href="{LOST_LINKS_PATH}">{messages.text("lost.link")}</a></p>'
        return self.pages.problem(problem, messages.language, title, content)

    def form_fields(self, request: Request) -> dict[str, object]:
        """Return the fields of a form that one of our pages sent.

        Raises:
            ProblemError: 403 from elsewhere, 413, 415 or 400.
        """
        check_origin(request, self.site_url)
        if request.content_type != FORM_TYPE:
            raise ProblemError(415, "unsupported_media_type")
        return read_fields(request)


@record
class ReceiptEndpoint:
    """Answers GET with the receipt, POST below it with what comes of a button.

    `chats` returns, for a case that is no inquiry, the language of its chats and the chats as HTML.
    """

    desk: Desk
    show: ShowReceipt
    page: ReceiptPage
    chats: Callable[[str], tuple[str, str]]
    now: Callable[[], datetime]

    def __call__(self, request: Request) -> Response:
        """Return the receipt in its inquiry's language; 404 for a forged link as for an erased case."""
        token = request.path.rpartition("/")[2]
        try:
            history = self.show(token)
            return self.receipt(request, history) if history else self._chats_alone(request, token)
        except StoreUnavailableError as error:
            return self.desk.problem(request, unavailable(error.failure))
        except ProblemError as problem:
            return self.desk.problem(request, problem)

    def find(self, token: str) -> CaseHistory:
        """Return the case of a link's token.

        Raises:
            ProblemError: 404 for a forged link as for an erased case.
            StoreUnavailableError: the store could not be read.
        """
        history = self.show(token)
        if history is None:
            raise ProblemError(404, "unknown_receipt")
        return history

    def receipt(
        self,
        request: Request,
        history: CaseHistory,
        status: int = 200,
        *,
        given: Given | None = None,
        notice: str = "",
    ) -> Response:
        """Return a case's page; `given` is what was typed and is wrong, `notice` the code of what is."""
        messages = self.desk.words(request, history.case.inquiry.language)
        said = messages.text(notice) if notice else ""
        reader = Reader(messages, self.path(history), self.now())
        title, content = self.page.write(history, reader, given, said)
        return self.desk.page(status, messages, title, content)

    def _chats_alone(self, request: Request, token: str) -> Response:
        case_id = self.show.links.case_id(token)
        language, chats = self.chats(case_id or decoy_id(token))
        if not case_id or not chats:
            raise ProblemError(404, "unknown_receipt")
        messages = self.desk.words(request, language)
        title, content = chat_receipt_content(group_case_id(case_id), messages)
        return self.desk.page(200, messages, title, content + chats)

    def path(self, history: CaseHistory) -> str:
        """Return the path of a case's receipt."""
        return urlsplit(self.show.links.url(history.case.case_id)).path


@record
class ActionEndpoint:
    """POST /api/receipts/{token}/information, /feedback and /escalation.

    `guard` takes secrets out of what is written before it is kept; `count` takes the name of what happened.
    """

    receipt: ReceiptEndpoint
    act: ActOnCase
    guard: SecretGuard
    count: Callable[[str], None]

    def __call__(self, request: Request) -> Response:
        """Return 303 to the receipt if it happened, or had; the receipt with what is wrong; or a problem."""
        token, _, action = request.path.rpartition("/receipts/")[2].partition("/")
        history: CaseHistory | None = None
        try:
            history = self.receipt.find(token)
            return self._act(request, history, _KINDS[action])
        except StoreUnavailableError as error:
            return self.receipt.desk.problem(request, unavailable(error.failure), _language(history))
        except ProblemError as problem:
            return self.receipt.desk.problem(request, problem, _language(history))

    def _act(self, request: Request, history: CaseHistory, kind: Kind) -> Response:
        fields = self.receipt.desk.form_fields(request)
        given = Given()
        if kind is Kind.INFORMATION:
            given = read_information(fields)
        elif kind is Kind.FEEDBACK:
            given = read_feedback(fields)
        if given.errors:
            return self.receipt.receipt(request, history, 422, given=given)
        words = self.guard.mask(given.text("words") or given.text("comment"))[0]
        try:
            _, happened = self.act(history, kind, words, given.text("verdict"))
        except ActionRefusedError:
            return self.receipt.receipt(request, history, 409, notice=f"act.refused.{kind}")
        except CaseGoneError as error:
            raise ProblemError(404, "unknown_receipt") from error
        if happened:
            self.count(_COUNTED[kind])
        location = f"{self.receipt.path(history)}#history"
        return Response(303, headers={"location": location, "cache-control": "no-store"})


_COUNTED = {
    Kind.INFORMATION: "InformationAdded",
    Kind.FEEDBACK: "AnswersRated",
    Kind.ESCALATED: "CasesEscalated",
}


@record
class ErasureEndpoint:
    """GET and POST /api/receipts/{token}/erasure: ask first, then erase."""

    receipt: ReceiptEndpoint
    erase: EraseCase
    count: Callable[[str], None]

    def __call__(self, request: Request) -> Response:
        """Return the question, or, after the POST, what was done; else a problem."""
        desk = self.receipt.desk
        history: CaseHistory | None = None
        try:
            history = self.receipt.find(request.path.rpartition("/receipts/")[2].partition("/")[0])
            messages = desk.words(request, history.case.inquiry.language)
            if request.method != "POST":
                return self._ask(history, messages)
            desk.form_fields(request)
            erased = self.erase(history.case.case_id, history.case)
        except StoreUnavailableError as error:
            return desk.problem(request, unavailable(error.failure), _language(history))
        except ProblemError as problem:
            return desk.problem(request, problem, _language(history))
        self.count("CasesErased")
        return self._done(history, erased, messages)

    def _ask(self, history: CaseHistory, messages: Messages) -> Response:
        page, mail = self.receipt.page, masked_address(history.case.inquiry.email)
        department = case_words(history.case, page.facts, page.calendar, messages).department
        title = messages.text("erasure.title")
        texts = [
            messages.text("erasure.text", department=department),
            messages.text("erasure.mail", mail=mail),
            messages.text("erasure.sent"),
        ]
        back = (self.receipt.path(history), messages.text("erasure.back"))
        content = confirmation(title, texts, messages.text("erasure.send"), back)
        return self.receipt.desk.page(200, messages, title, content)

    def _done(self, history: CaseHistory, erased: Erased, messages: Messages) -> Response:
        title = messages.text("erasure.done")
        texts = [messages.text("erasure.done.mail", mail=masked_address(history.case.inquiry.email))]
        if erased.hold:
            until = print_moment(self.receipt.page.calendar, messages, erased.hold.until)
            texts.append(messages.text("erasure.held", until=until))
        texts.append(messages.text("erasure.backups"))
        return self.receipt.desk.page(200, messages, title, told(title, texts))


def _language(history: CaseHistory | None) -> str | None:
    return history.case.inquiry.language if history else None
