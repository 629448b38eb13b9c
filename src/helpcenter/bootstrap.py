"""Wiring: which parts each function is made of. Nothing is wired when a module is imported."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from helpcenter.api.reply_page import load_reply_pages
from helpcenter.attachment.check_upload import CheckUpload
from helpcenter.attachment.endpoint import UploadEndpoint
from helpcenter.attachment.erase_files import EraseFiles
from helpcenter.attachment.files_page import FilesEndpoint
from helpcenter.attachment.links import FileLinks, UploadLinks
from helpcenter.attachment.request_upload import RequestUpload
from helpcenter.aws.answers import DynamoAnswerCounts
from helpcenter.aws.attachments import DynamoAttachmentStore
from helpcenter.aws.cases import DynamoCaseStore
from helpcenter.aws.clients import (
    bucket_client,
    connect_client,
    dynamodb_client,
    s3_client,
    ses_client,
)
from helpcenter.aws.connect import ConnectContacts, S3Files
from helpcenter.aws.counting import count
from helpcenter.aws.deliveries import DynamoDeliveries
from helpcenter.aws.fates import DynamoFates
from helpcenter.aws.feedback import DynamoFeedbackStore
from helpcenter.aws.file_bucket import S3Bucket
from helpcenter.aws.gaps import DynamoGapCounts
from helpcenter.aws.leases import DynamoLeases
from helpcenter.aws.mail_gate import DynamoMailGate
from helpcenter.aws.mailer import SesMailer
from helpcenter.aws.outbox import DynamoOutbox
from helpcenter.aws.suppressions import DynamoSuppressions
from helpcenter.aws.transcripts import DynamoTranscriptStore
from helpcenter.center.calendar import Calendar
from helpcenter.center.facts import load_facts
from helpcenter.feedback.articles import load_articles, load_pages
from helpcenter.feedback.endpoint import AnswerEndpoint
from helpcenter.gaps.endpoint import GapEndpoint
from helpcenter.inquiry.endpoint import InquiryEndpoint
from helpcenter.inquiry.mails import InquiryMails
from helpcenter.inquiry.progress import ProgressLinks
from helpcenter.inquiry.receipt import ReceiptLinks
from helpcenter.inquiry.submit import SubmitInquiry
from helpcenter.mail.compose import ComposeMail
from helpcenter.mail.delivery import DeliverMail
from helpcenter.mail.gate import AckCaps
from helpcenter.mail.pacing import Pacer
from helpcenter.mail.recipients import Recipients
from helpcenter.mail.record import RecordDelivery
from helpcenter.mail.templates import MailTemplates
from helpcenter.messages import load_messages
from helpcenter.redaction.guard import SecretGuard
from helpcenter.redaction.rules import load_rules
from helpcenter.settings import (
    AnswerSettings,
    CheckSettings,
    DeliveryRecordSettings,
    DeliverySettings,
    FeedbackSettings,
    FilesSettings,
    GapSettings,
    InquirySettings,
    TranscriptSettings,
    UploadSettings,
    read_settings,
)
from helpcenter.transcript.endpoint import TranscriptEndpoint
from helpcenter.transcript.feedback import FeedbackLinks, TakeFeedback
from helpcenter.transcript.feedback_page import FeedbackEndpoint
from helpcenter.transcript.keeping import KeepChat
from helpcenter.transcript.mails import TranscriptMails
from helpcenter.transcript.provider import Reach
from helpcenter.transcript.providers import connect_providers
from helpcenter.transcript.receive import ReceiveDelivery
from helpcenter.transcript.work import WorkOffDeliveries
from helpcenter.web import UrllibWeb

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from helpcenter.center.facts import Facts
    from helpcenter.inquiry.case import Case
    from helpcenter.mail.delivery import Mail
    from helpcenter.mail.job import MailJob
    from helpcenter.messages import Messages
    from helpcenter.transcript.provider import Provider

WORK_LEASE = timedelta(seconds=90)  # longer than send_transcript may run
DATA = Path(__file__).parent / "data"
"""What `publishing.layer` puts beside the code: facts, the shells of pages, the lists of articles."""


@dataclass(frozen=True, slots=True)
class _Center:
    facts: Facts
    calendar: Calendar
    messages: Mapping[str, Messages]


def submit_inquiry(environment: Mapping[str, str], data: Path = DATA) -> InquiryEndpoint:
    """Return what answers POST /api/inquiries."""
    settings, center = read_settings(InquirySettings, environment), _center(data)
    store = DynamoCaseStore(dynamodb_client(), settings.table_name, _now)
    return InquiryEndpoint(
        center.facts,
        center.calendar,
        center.messages,
        load_reply_pages(data),
        ReceiptLinks(settings.link_keys, settings.site_url),
        _guard(center.facts),
        SubmitInquiry(center.facts, center.calendar, store, settings.case_secret, _now),
        _now,
        count,
        UploadLinks(settings.link_keys, settings.site_url, _now).url,
    )


def send_transcript(
    environment: Mapping[str, str], tell: Callable[..., None], data: Path = DATA
) -> TranscriptEndpoint:
    """Return what answers POST /api/transcripts/{provider}; `tell` logs what was set aside."""
    chats, center = _chats(environment, data), _center(data)
    receive = ReceiveDelivery(
        center.facts, chats.providers, chats.keep, chats.deliveries, chats.keep.settle, _now
    )
    return TranscriptEndpoint(center.facts, center.messages, receive, count, tell)


def work_off_deliveries(environment: Mapping[str, str], data: Path = DATA) -> WorkOffDeliveries:
    """Return what fetches chats, and asks providers for those that have ended."""
    chats = _chats(environment, data)
    keep = chats.keep
    return WorkOffDeliveries(
        keep.facts, chats.providers, keep, chats.deliveries, keep.settle, WORK_LEASE, _now
    )


def take_feedback(environment: Mapping[str, str], data: Path = DATA) -> FeedbackEndpoint:
    """Return what answers GET and POST /api/feedback/{token}."""
    settings, center = read_settings(FeedbackSettings, environment), _center(data)
    client = dynamodb_client()
    take = TakeFeedback(
        FeedbackLinks(settings.link_keys, settings.site_url),
        DynamoTranscriptStore(client, settings.table_name, _now),
        DynamoFeedbackStore(client, settings.table_name),
        _guard(center.facts),
        _now,
    )
    return FeedbackEndpoint(
        center.facts, center.calendar, center.messages, load_reply_pages(data), take, count
    )


@dataclass(frozen=True, slots=True)
class _Chats:
    providers: Mapping[str, Provider]
    keep: KeepChat
    deliveries: DynamoDeliveries


def _chats(environment: Mapping[str, str], data: Path) -> _Chats:
    settings, facts = read_settings(TranscriptSettings, environment), load_facts(data / "facts.json")
    client, table = dynamodb_client(), settings.table_name
    own = {"generic": {"secret": b",".join(settings.generic_secrets).decode()}}
    if settings.connect_bucket:
        own["amazon_connect"] = {"bucket": settings.connect_bucket}
    reach = Reach(UrllibWeb(), S3Files(cache(s3_client)), ConnectContacts(cache(connect_client)))
    keep = KeepChat(
        facts,
        DynamoTranscriptStore(client, table, _now),
        DynamoCaseStore(client, table, _now),
        settings.case_secret,
        timedelta(seconds=settings.settle_seconds),
        _guard(facts),
        _now,
    )
    leases = DynamoLeases(client, table, lambda: secrets.token_hex(16))
    providers = connect_providers({**own, **settings.chat_providers}, reach)
    return _Chats(providers, keep, DynamoDeliveries(client, table, leases))


def issue_upload(environment: Mapping[str, str], data: Path = DATA) -> UploadEndpoint:
    """Return what answers POST and GET /api/attachments/{token}."""
    settings, center = read_settings(UploadSettings, environment), _center(data)
    store = DynamoAttachmentStore(dynamodb_client(), settings.table_name, _now)
    bucket = S3Bucket(bucket_client(), settings.attachment_bucket, settings.upload_url)
    guard, limits = _guard(center.facts), center.facts.attachments
    ask = RequestUpload(store, bucket, guard, settings.link_keys, limits.files, _now)
    links = UploadLinks(settings.link_keys, settings.site_url, _now)
    return UploadEndpoint(center.facts, center.messages, links, store, ask, count)


def give_file(environment: Mapping[str, str], data: Path = DATA) -> FilesEndpoint:
    """Return what answers GET /api/files/{token} and what is below."""
    settings, center = read_settings(FilesSettings, environment), _center(data)
    return FilesEndpoint(
        center.facts,
        center.messages,
        load_reply_pages(data),
        FileLinks(settings.link_keys, settings.site_url, _now),
        DynamoAttachmentStore(dynamodb_client(), settings.table_name, _now),
        S3Bucket(bucket_client(), settings.attachment_bucket),
        count,
    )


def check_attachment(environment: Mapping[str, str], data: Path = DATA) -> tuple[CheckUpload, EraseFiles]:
    """Return what checks uploads, and what erases files whose notes are gone."""
    settings, facts = read_settings(CheckSettings, environment), load_facts(data / "facts.json")
    store = DynamoAttachmentStore(dynamodb_client(), settings.table_name, _now)
    bucket = S3Bucket(bucket_client(), settings.attachment_bucket)
    scanned = bool(settings.malware_protection)
    return CheckUpload(store, bucket, facts.attachments.bytes_each, scanned), EraseFiles(bucket)


def count_answer(environment: Mapping[str, str], data: Path = DATA) -> AnswerEndpoint:
    """Return what answers POST /api/answers."""
    settings, center = read_settings(AnswerSettings, environment), _center(data)
    return AnswerEndpoint(
        center.facts,
        center.calendar,
        center.messages,
        load_reply_pages(data),
        load_articles(data),
        DynamoAnswerCounts(dynamodb_client(), settings.table_name),
        _now,
        count,
    )


def count_gap(environment: Mapping[str, str], data: Path = DATA) -> GapEndpoint:
    """Return what answers POST /api/gaps."""
    settings, center = read_settings(GapSettings, environment), _center(data)
    return GapEndpoint(
        center.facts,
        center.calendar,
        center.messages,
        load_pages(data),
        _guard(center.facts),
        DynamoGapCounts(dynamodb_client(), settings.table_name),
        settings.gap_secret,
        _now,
        count,
    )


def deliver_mail(
    environment: Mapping[str, str], others: Mapping[str, Callable[[MailJob], Mail]], data: Path = DATA
) -> DeliverMail:
    """Return what delivers the mails that are owed; `others` compose further kinds of mail."""
    settings, center = read_settings(DeliverySettings, environment), _center(data)
    client, templates = dynamodb_client(), MailTemplates(data / "mails")
    links = ReceiptLinks(settings.link_keys, settings.site_url)
    facts = replace(center.facts, site_url=settings.site_url)  # mails link to where this center is
    parts = (facts, center.calendar, center.messages, templates)
    return DeliverMail(
        outbox=DynamoOutbox(client, settings.table_name, lambda: secrets.token_hex(16)),
        mailer=SesMailer(ses_client(), settings.mail_sender, settings.configuration_set),
        compose=ComposeMail(
            DynamoCaseStore(client, settings.table_name, _now),
            DynamoTranscriptStore(client, settings.table_name, _now),
            InquiryMails(*parts, links, settings.mailboxes, load_rules().mark, _now, _department_links(settings)),
            TranscriptMails(
                *parts,
                FeedbackLinks(settings.link_keys, settings.site_url),
                _now,
                settings.reply_mailbox,
            ),
            others,
        ),
        now=_now,
        pace=Pacer(settings.mails_per_second, time.monotonic, time.sleep),
        lease=timedelta(seconds=settings.lease_seconds),
        gate=DynamoMailGate(
            client,
            settings.table_name,
            Recipients(settings.case_secret),
            AckCaps(settings.acks_an_hour, settings.acks_a_day, settings.all_acks_an_hour),
        ),
    )


def record_delivery(environment: Mapping[str, str]) -> RecordDelivery:
    """Return what notes what became of mails that left."""
    settings = read_settings(DeliveryRecordSettings, environment)
    client, table = dynamodb_client(), settings.table_name
    return RecordDelivery(
        DynamoFates(client, table),
        DynamoSuppressions(client, table, Recipients(settings.case_secret)),
        _now,
    )


def _center(data: Path) -> _Center:
    facts = load_facts(data / "facts.json")
    return _Center(facts, Calendar(facts), load_messages())


def _guard(facts: Facts) -> SecretGuard:
    return SecretGuard(load_rules(), facts.own_numbers)


def _now() -> datetime:
    return datetime.now(UTC)


def _department_links(settings: DeliverySettings) -> Mapping[str, Callable[[Case], str]]:
    """Return the links of a department's mail, by the code of their label."""
    progress = ProgressLinks(settings.link_keys, settings.site_url)
    return {
        "mail.link.answered": lambda case: progress.answered_link(case.case_id),
        "mail.link.needs_information": lambda case: progress.needs_information_link(case.case_id),
        "mail.link.files": FileLinks(settings.link_keys, settings.site_url, _now).url,
    }
