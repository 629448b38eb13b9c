"""What every function behind a receipt's link is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.api.reply_page import load_reply_pages
from helpcenter.aws.clients import dynamodb_client
from helpcenter.aws.histories import DynamoHistoryStore
from helpcenter.bootstrap.center import now
from helpcenter.center.calendar import Calendar
from helpcenter.center.facts import load_facts
from helpcenter.inquiry.receipt import ReceiptLinks, ShowReceipt
from helpcenter.inquiry.receipt_endpoint import Desk, ReceiptEndpoint
from helpcenter.inquiry.receipt_page import ReceiptPage
from helpcenter.messages import load_messages
from helpcenter.records import record
from helpcenter.settings import ReceiptSettings, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from helpcenter.center.facts import Facts


@record
class Receipt:
    """What shows a case, and what it is made of."""

    facts: Facts
    store: DynamoHistoryStore
    endpoint: ReceiptEndpoint


def make_receipt(environment: Mapping[str, str], data: Path) -> Receipt:
    """Return what shows a case behind its link."""
    settings, facts = read_settings(ReceiptSettings, environment), load_facts(data / "facts.json")
    store = DynamoHistoryStore(dynamodb_client(), settings.table_name, now)
    desk = Desk(facts, load_messages(), load_reply_pages(data), settings.site_url)
    show = ShowReceipt(ReceiptLinks(settings.link_keys, settings.site_url), store)
    endpoint = ReceiptEndpoint(desk, show, ReceiptPage(facts, Calendar(facts)), now)
    return Receipt(facts, store, endpoint)
