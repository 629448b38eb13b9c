"""What every function behind a receipt's link is made of."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from helpcenter.api.reply_page import load_reply_pages
from helpcenter.attachment.links import SentFileLinks, UploadLinks
from helpcenter.attachment.receipt import ReceiptFiles
from helpcenter.aws.attachments import DynamoAttachmentStore
from helpcenter.aws.clients import dynamodb_client
from helpcenter.aws.histories import DynamoHistoryStore
from helpcenter.aws.transcripts import DynamoTranscriptStore
from helpcenter.bootstrap.center import DATA, now
from helpcenter.center.calendar import Calendar
from helpcenter.center.facts import load_facts
from helpcenter.inquiry.receipt import ReceiptLinks, ShowReceipt
from helpcenter.inquiry.receipt_endpoint import Desk, ReceiptEndpoint
from helpcenter.inquiry.receipt_page import ReceiptPage
from helpcenter.messages import load_messages
from helpcenter.records import record
from helpcenter.settings import ReceiptSettings, read_settings
from helpcenter.transcript.file_lines import TellOfFiles
from helpcenter.transcript.receipt import ShowChats

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpcenter.center.facts import Facts

_PAGE_LIFE = timedelta(days=1)  # of the links on a page; whoever has the receipt gets new ones


@record
class Receipt:
    """What shows a case, and what it is made of."""

    facts: Facts
    store: DynamoHistoryStore
    endpoint: ReceiptEndpoint


def make_receipt(environment: Mapping[str, str]) -> Receipt:
    """Return what shows a case behind its link."""
    settings, facts = read_settings(ReceiptSettings, environment), load_facts(DATA / "facts.json")
    client, calendar, messages = dynamodb_client(), Calendar(facts), load_messages()
    store = DynamoHistoryStore(client, settings.table_name, now)
    attachments = DynamoAttachmentStore(client, settings.table_name, now)
    sent_links = SentFileLinks(settings.link_keys, settings.site_url, now)
    tell = TellOfFiles(attachments.sent, sent_links.url, _PAGE_LIFE, now)
    chats = ShowChats(DynamoTranscriptStore(client, settings.table_name, now), calendar, messages, tell)
    desk = Desk(facts, messages, load_reply_pages(DATA), settings.site_url)
    show = ShowReceipt(ReceiptLinks(settings.link_keys, settings.site_url), store)
    files = ReceiptFiles(
        attachments,
        UploadLinks(settings.link_keys, settings.site_url, now).url,
        now,
    )
    page = ReceiptPage(facts, calendar, (files.section, chats.section))
    endpoint = ReceiptEndpoint(desk, show, page, chats, now)
    return Receipt(facts, store, endpoint)
