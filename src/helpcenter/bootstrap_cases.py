"""Wiring of what happens to a case later. Apart from `bootstrap`, which submit_inquiry imports."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from helpcenter.api.reply_page import load_reply_pages
from helpcenter.aws.case_lists import DynamoCaseLists
from helpcenter.aws.clients import dynamodb_client
from helpcenter.aws.counting import count
from helpcenter.aws.erasure import DynamoEraser, DynamoHolds
from helpcenter.aws.histories import DynamoHistoryStore
from helpcenter.aws.letters import DynamoLetters
from helpcenter.aws.purge import DynamoExpired
from helpcenter.bootstrap import DATA
from helpcenter.center.calendar import Calendar
from helpcenter.center.facts import load_facts
from helpcenter.inquiry.acting import ActOnCase
from helpcenter.inquiry.erasure import EraseCase, no_files
from helpcenter.inquiry.follow_ups import FollowUpMails, FollowUpStores
from helpcenter.inquiry.lost_links import SendLinks
from helpcenter.inquiry.lost_links_endpoint import LostLinksEndpoint
from helpcenter.inquiry.progress import ProgressLinks
from helpcenter.inquiry.progress_endpoint import ProgressEndpoint
from helpcenter.inquiry.promise_watch import WatchPromises
from helpcenter.inquiry.receipt import ReceiptLinks, ShowReceipt
from helpcenter.inquiry.receipt_endpoint import ActionEndpoint, Desk, ErasureEndpoint, ReceiptEndpoint
from helpcenter.inquiry.receipt_page import ReceiptPage
from helpcenter.inquiry.retention import PurgeExpired
from helpcenter.mail.templates import MailTemplates
from helpcenter.messages import load_messages
from helpcenter.redaction.guard import SecretGuard
from helpcenter.redaction.rules import load_rules
from helpcenter.settings import (
    DeliverySettings,
    LostLinkSettings,
    ReceiptSettings,
    ScheduleSettings,
    read_settings,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from helpcenter.center.facts import Facts
    from helpcenter.mail.delivery import Mail
    from helpcenter.mail.job import MailJob


def show_receipt(environment: Mapping[str, str], data: Path = DATA) -> ReceiptEndpoint:
    """Return what answers GET /api/receipts/{token}."""
    return _receipt(environment, data).endpoint


def add_to_case(environment: Mapping[str, str], data: Path = DATA) -> ActionEndpoint:
    """Return what answers POST /api/receipts/{token}/information, /feedback and /escalation."""
    receipt = _receipt(environment, data)
    guard = SecretGuard(load_rules(), receipt.facts.own_numbers)
    return ActionEndpoint(receipt.endpoint, ActOnCase(receipt.store, _now), guard, count)


def erase_case(environment: Mapping[str, str], data: Path = DATA) -> ErasureEndpoint:
    """Return what answers GET and POST /api/receipts/{token}/erasure."""
    receipt = _receipt(environment, data)
    erase = EraseCase(
        DynamoEraser(receipt.store.client, receipt.store.table),
        DynamoHolds(receipt.store.client, receipt.store.table),
        no_files,
        _now,
    )
    return ErasureEndpoint(receipt.endpoint, erase, count)


def note_progress(environment: Mapping[str, str], data: Path = DATA) -> ProgressEndpoint:
    """Return what answers GET and POST /api/progress/{token}."""
    settings, receipt = read_settings(ReceiptSettings, environment), _receipt(environment, data)
    links = ProgressLinks(settings.link_keys, settings.site_url)
    return ProgressEndpoint(receipt.endpoint.desk, links, ActOnCase(receipt.store, _now), count)


def send_links(environment: Mapping[str, str], data: Path = DATA) -> LostLinksEndpoint:
    """Return what answers GET and POST /api/lost-links."""
    settings, facts = read_settings(LostLinkSettings, environment), load_facts(data / "facts.json")
    letters = DynamoLetters(dynamodb_client(), settings.table_name, _now)
    desk = Desk(facts, load_messages(), load_reply_pages(data), settings.site_url)
    return LostLinksEndpoint(desk, SendLinks(letters, settings.case_secret, _now), count)


def watch_promises(environment: Mapping[str, str], data: Path = DATA) -> WatchPromises:
    """Return what tells departments each working morning what is due."""
    settings, facts = read_settings(ScheduleSettings, environment), load_facts(data / "facts.json")
    client, table = dynamodb_client(), settings.table_name
    return WatchPromises(
        facts,
        Calendar(facts),
        DynamoCaseLists(client, table, _now),
        DynamoLetters(client, table, _now),
        _now,
    )


def purge_expired(environment: Mapping[str, str], data: Path = DATA) -> PurgeExpired:
    """Return what erases each night whatever may be kept no longer."""
    settings, facts = read_settings(ScheduleSettings, environment), load_facts(data / "facts.json")
    client, table = dynamodb_client(), settings.table_name
    erase = EraseCase(DynamoEraser(client, table), DynamoHolds(client, table), no_files, _now)
    return PurgeExpired(DynamoExpired(client, table), erase, Calendar(facts), _now)


def follow_up_mails(
    environment: Mapping[str, str], data: Path = DATA
) -> Mapping[str, Callable[[MailJob], Mail]]:
    """Return what composes the mails that follow an inquiry, by their kind."""
    settings, facts = read_settings(DeliverySettings, environment), load_facts(data / "facts.json")
    facts = replace(facts, site_url=settings.site_url)  # mails link to where this center is
    client, table = dynamodb_client(), settings.table_name
    mails = FollowUpMails(
        facts,
        Calendar(facts),
        load_messages(),
        MailTemplates(data / "mails"),
        ReceiptLinks(settings.link_keys, settings.site_url),
        ProgressLinks(settings.link_keys, settings.site_url),
        FollowUpStores(
            DynamoHistoryStore(client, table, _now),
            DynamoLetters(client, table, _now),
            DynamoCaseLists(client, table, _now),
        ),
        settings.mailboxes,
        settings.lead_mailboxes,
    )
    return mails.by_kind()


@dataclass(frozen=True, slots=True)
class _Receipt:
    facts: Facts
    store: DynamoHistoryStore
    endpoint: ReceiptEndpoint


def _receipt(environment: Mapping[str, str], data: Path) -> _Receipt:
    settings, facts = read_settings(ReceiptSettings, environment), load_facts(data / "facts.json")
    store = DynamoHistoryStore(dynamodb_client(), settings.table_name, _now)
    desk = Desk(facts, load_messages(), load_reply_pages(data), settings.site_url)
    show = ShowReceipt(ReceiptLinks(settings.link_keys, settings.site_url), store)
    endpoint = ReceiptEndpoint(desk, show, ReceiptPage(facts, Calendar(facts)), _now)
    return _Receipt(facts, store, endpoint)


def _now() -> datetime:
    return datetime.now(UTC)
