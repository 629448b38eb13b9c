"""The endpoints while their database is away, which can't be had of the running center."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NoReturn

from helpcenter.api.reply_page import ReplyPages
from helpcenter.api.request import Request
from helpcenter.attachment.endpoint import UploadEndpoint
from helpcenter.attachment.files_page import FilesEndpoint
from helpcenter.attachment.links import FileLinks, SentFileLinks, UploadLinks
from helpcenter.attachment.request_upload import RequestUpload
from helpcenter.center.calendar import Calendar
from helpcenter.center.facts import facts_from_json
from helpcenter.feedback.endpoint import AnswerEndpoint
from helpcenter.gaps.endpoint import GapEndpoint
from helpcenter.inquiry.acting import ActOnCase
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.inquiry.endpoint import InquiryEndpoint
from helpcenter.inquiry.erasure import EraseCase
from helpcenter.inquiry.lost_links import SendLinks
from helpcenter.inquiry.lost_links_endpoint import LostLinksEndpoint
from helpcenter.inquiry.progress import ProgressLinks
from helpcenter.inquiry.progress_endpoint import ProgressEndpoint
from helpcenter.inquiry.receipt import ReceiptLinks, ShowReceipt
from helpcenter.inquiry.receipt_endpoint import ActionEndpoint, Desk, ErasureEndpoint, ReceiptEndpoint
from helpcenter.inquiry.receipt_page import ReceiptPage
from helpcenter.inquiry.submit import SubmitInquiry
from helpcenter.messages import load_messages
from helpcenter.redaction.guard import SecretGuard
from helpcenter.redaction.rules import load_rules
from helpcenter.transcript.endpoint import TranscriptEndpoint
from helpcenter.transcript.feedback import FeedbackLinks, TakeFeedback
from helpcenter.transcript.feedback_page import FeedbackEndpoint
from helpcenter.transcript.keeping import KeepChat
from helpcenter.transcript.provider import Reach
from helpcenter.transcript.providers import connect_providers
from helpcenter.transcript.receipt import ShowChats
from helpcenter.transcript.receive import ReceiveDelivery
from local.secrets import KNOWN_SECRETS, chat_providers
from publishing.facts import compile_facts
from tests.fakes.attachments import MemoryBucket
from tests.fakes.examples import ACCEPTED_AT
from tests.fakes.web import MemoryWeb
from tests.local.openapi_calls import example
from tests.local.running import ROOT, Answer

if TYPE_CHECKING:
    from helpcenter.api.response import Response
    from tests.local.openapi_contract import Call

MESSAGES = load_messages(ROOT / "src" / "helpcenter" / "messages")
LINKS = ReceiptLinks(b"secret", "https://help.example/")
PROGRESS_LINKS = ProgressLinks(b"secret", "https://help.example/")
FEEDBACK_LINKS = FeedbackLinks(b"secret", "https://help.example/")
UPLOAD_LINKS = UploadLinks(b"secret", "https://help.example/", lambda: datetime.now(UTC))
FILE_LINKS = FileLinks(b"secret", "https://help.example/", lambda: ACCEPTED_AT)
SENT_LINKS = SentFileLinks(b"secret", "https://help.example/", lambda: ACCEPTED_AT)


@dataclass(frozen=True, slots=True)
class StoreAway:
    """A store of cases, transcripts or counts that can't be reached."""

    def add(self, *_: object, **__: object) -> NoReturn:
        """Fail.

        Raises:
            StoreUnavailableError: always.
        """
        raise StoreUnavailableError("Away", call="Call")

    of_case = expect = note_uploaded = settle = sent = note_sent = add
    hours_of = get = parts = take = save = give = given = done = forget = retry = add
    due = claim = set_aside = failed = redo = add
    read = append = post = open_cases = waiting = erase = erase_at_end = left = set_apart = place = add


def response_without_database(call: Call) -> Response:
    """Return what the call's endpoint answers."""
    now = datetime.now(UTC)
    facts = facts_from_json(compile_facts(ROOT / "center.yml", now.date()))
    calendar, pages = (
        Calendar(facts),
        ReplyPages(dict.fromkeys(facts.languages, "<p>%%title%%%%content%%</p>")),
    )
    guard = SecretGuard(load_rules(), facts.own_numbers)
    submit = SubmitInquiry(facts, calendar, StoreAway(), b"secret", lambda: now)
    away, settle = StoreAway(), timedelta(minutes=3)
    known = json.loads(chat_providers("http://127.0.0.1/"))
    known["generic"]["secret"] = KNOWN_SECRETS["GenericTranscriptSecret"]
    keep = KeepChat(facts, away, away, b"secret", settle, guard, lambda: now)
    nothing = MemoryWeb()
    providers = connect_providers(known, Reach(nothing, nothing, nothing))
    receive = ReceiveDelivery(facts, providers, keep, away, settle, lambda: now)
    chats = TranscriptEndpoint(facts, MESSAGES, receive, lambda _: None, lambda *_, **__: None)
    take = TakeFeedback(FEEDBACK_LINKS, away, away, guard, lambda: now)
    limits = facts.attachments
    ask = RequestUpload(away, MemoryBucket(), guard, b"secret", limits.files, lambda: now)
    files = FilesEndpoint(
        facts, MESSAGES, pages, FILE_LINKS, SENT_LINKS, away, MemoryBucket(), lambda _: None
    )
    articles = {code: {example(f"answer_{code}")["page"]} for code in facts.languages}
    desk = Desk(facts, MESSAGES, pages, "https://help.example/")
    receipt = ReceiptEndpoint(
        desk,
        ShowReceipt(LINKS, StoreAway()),
        ReceiptPage(facts, calendar),
        ShowChats(away, calendar, MESSAGES),
        lambda: now,
    )
    act = ActOnCase(StoreAway(), lambda: now)
    action = ActionEndpoint(receipt, act, guard, lambda _: None)
    erase = EraseCase(StoreAway(), StoreAway(), lambda _: 0, lambda: now)
    endpoints: dict[str, Any] = {
        "/api/answers": AnswerEndpoint(
            facts, calendar, MESSAGES, pages, articles, StoreAway(), lambda: now, lambda _: None
        ),
        "/api/gaps": GapEndpoint(
            facts,
            calendar,
            MESSAGES,
            {code: {example(f"gap_{code}")["page"]} for code in facts.languages},
            guard,
            StoreAway(),
            b"secret",
            lambda: now,
            lambda _: None,
        ),
        "/api/inquiries": InquiryEndpoint(
            facts,
            calendar,
            MESSAGES,
            pages,
            LINKS,
            guard,
            submit,
            lambda: now,
            lambda _: None,
            UPLOAD_LINKS.url,
        ),
        "/api/receipts/{token}": receipt,
        "/api/receipts/{token}/information": action,
        "/api/receipts/{token}/feedback": action,
        "/api/receipts/{token}/escalation": action,
        "/api/receipts/{token}/erasure": ErasureEndpoint(receipt, erase, lambda _: None),
        "/api/progress/{token}": ProgressEndpoint(desk, PROGRESS_LINKS, act, lambda _: None),
        "/api/lost-links": LostLinksEndpoint(
            desk, SendLinks(StoreAway(), b"secret", lambda: now), lambda _: None
        ),
        "/api/attachments/{token}": UploadEndpoint(facts, MESSAGES, UPLOAD_LINKS, away, ask, lambda _: None),
        "/api/files/{token}": files,
        "/api/files/{token}/{file}": files,
        "/api/transcripts/generic": chats,
        "/api/transcripts/{provider}": chats,
        "/api/feedback/{token}": FeedbackEndpoint(facts, calendar, MESSAGES, pages, take, lambda _: None),
    }
    request = Request(call.method.upper(), call.path, call.headers, call.body or b"")
    response: Response = endpoints[call.route](request)
    return response


def answer_of(response: Response) -> Answer:
    """Return a response as a client sees it."""
    return Answer(response.status, response.headers, response.body)
