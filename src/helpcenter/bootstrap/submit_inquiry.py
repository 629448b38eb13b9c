"""What answers POST /api/inquiries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.api.reply_page import load_reply_pages
from helpcenter.attachment.links import UploadLinks
from helpcenter.aws.cases import DynamoCaseStore
from helpcenter.aws.clients import dynamodb_client
from helpcenter.aws.counting import count
from helpcenter.bootstrap.center import DATA, load_center, now
from helpcenter.bootstrap.guard import secret_guard
from helpcenter.inquiry.endpoint import InquiryEndpoint
from helpcenter.inquiry.proof import ProofOfWork
from helpcenter.inquiry.receipt import ReceiptLinks
from helpcenter.inquiry.submit import SubmitInquiry
from helpcenter.settings import InquirySettings, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping


def submit_inquiry(environment: Mapping[str, str]) -> InquiryEndpoint:
    """Return what answers POST /api/inquiries."""
    settings, center = read_settings(InquirySettings, environment), load_center()
    store = DynamoCaseStore(dynamodb_client(), settings.table_name, now)
    cost = center.facts.proof_of_work
    return InquiryEndpoint(
        center.facts,
        center.calendar,
        center.messages,
        load_reply_pages(DATA),
        ReceiptLinks(settings.link_keys, settings.site_url),
        secret_guard(center.facts),
        SubmitInquiry(center.facts, center.calendar, store, settings.case_secret, now),
        now,
        count,
        UploadLinks(settings.link_keys, settings.site_url, now).url,
        ProofOfWork(settings.case_secret, cost, now) if cost else None,
    )
