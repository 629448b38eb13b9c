"""What delivers the mails that are owed."""

from __future__ import annotations

import secrets
import time
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from helpcenter.attachment.links import SENT_FILES_LIFE, FileLinks, SentFileLinks
from helpcenter.aws.case_lists import DynamoCaseLists
from helpcenter.aws.cases import DynamoCaseStore
from helpcenter.aws.clients import dynamodb_client, ses_client
from helpcenter.aws.histories import DynamoHistoryStore
from helpcenter.aws.letters import DynamoLetters
from helpcenter.aws.mail_gate import DynamoMailGate
from helpcenter.aws.mailer import SesMailer
from helpcenter.aws.outbox import DynamoOutbox
from helpcenter.aws.transcripts import DynamoTranscriptStore
from helpcenter.bootstrap.center import DATA, load_center, now
from helpcenter.inquiry.follow_ups import FollowUpMails, FollowUpStores
from helpcenter.inquiry.mails import InquiryMails
from helpcenter.inquiry.progress import ProgressLinks
from helpcenter.inquiry.receipt import ReceiptLinks
from helpcenter.mail.compose import ComposeMail
from helpcenter.mail.delivery import DeliverMail
from helpcenter.mail.gate import AckCaps
from helpcenter.mail.pacing import Pacer
from helpcenter.mail.recipients import Recipients
from helpcenter.mail.templates import MailTemplates
from helpcenter.redaction.rules import load_rules
from helpcenter.settings import DeliverySettings, read_settings
from helpcenter.transcript.feedback import FeedbackLinks
from helpcenter.transcript.file_lines import TellOfFiles
from helpcenter.transcript.mails import TranscriptMails

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from helpcenter.aws.attachments import DynamoAttachmentStore
    from helpcenter.center.calendar import Calendar
    from helpcenter.center.facts import Facts
    from helpcenter.inquiry.case import Case
    from helpcenter.mail.delivery import Mail
    from helpcenter.mail.job import MailJob
    from helpcenter.messages import Messages


def deliver_mail(environment: Mapping[str, str], data: Path = DATA) -> DeliverMail:
    """Return what delivers the mails that are owed."""
    settings, center = read_settings(DeliverySettings, environment), load_center(data)
    client, templates = dynamodb_client(), MailTemplates(data / "mails")
    links = ReceiptLinks(settings.link_keys, settings.site_url)
    facts = replace(center.facts, site_url=settings.site_url)  # mails link to where this center is
    parts, mark = (facts, center.calendar, center.messages, templates), load_rules().mark
    return DeliverMail(
        outbox=DynamoOutbox(client, settings.table_name, lambda: secrets.token_hex(16)),
        mailer=SesMailer(ses_client(), settings.mail_sender, settings.configuration_set),
        compose=ComposeMail(
            DynamoCaseStore(client, settings.table_name, now),
            DynamoTranscriptStore(client, settings.table_name, now),
            InquiryMails(*parts, links, settings.mailboxes, mark, now, _department_links(settings)),
            TranscriptMails(
                *parts,
                FeedbackLinks(settings.link_keys, settings.site_url),
                links,
                now,
                settings.reply_mailbox,
                TellOfFiles(
                    lambda case_id: _attachments(settings.table_name).sent(case_id),
                    SentFileLinks(settings.link_keys, settings.site_url, now).url,
                    SENT_FILES_LIFE,
                    now,
                    mailed=True,
                ),
            ),
            _follow_ups(settings, parts, mark),
        ),
        now=now,
        pace=Pacer(settings.mails_per_second, time.monotonic, time.sleep),
        lease=timedelta(seconds=settings.lease_seconds),
        gate=DynamoMailGate(
            client,
            settings.table_name,
            Recipients(settings.case_secret),
            AckCaps(settings.acks_an_hour, settings.acks_a_day, settings.all_acks_an_hour),
        ),
    )


@cache
def _attachments(table: str) -> DynamoAttachmentStore:
    # Only for chats in which somebody sent a file: other mails do not wait for it.
    from helpcenter.aws.attachments import DynamoAttachmentStore  # noqa: PLC0415

    return DynamoAttachmentStore(dynamodb_client(), table, now)


def _follow_ups(
    settings: DeliverySettings,
    parts: tuple[Facts, Calendar, Mapping[str, Messages], MailTemplates],
    mark: str,
) -> Mapping[str, Callable[[MailJob], Mail]]:
    """Return what composes the mails that follow an inquiry, by their kind."""
    client, table = dynamodb_client(), settings.table_name
    mails = FollowUpMails(
        *parts,
        ReceiptLinks(settings.link_keys, settings.site_url),
        ProgressLinks(settings.link_keys, settings.site_url),
        FollowUpStores(
            DynamoHistoryStore(client, table, now),
            DynamoLetters(client, table, now),
            DynamoCaseLists(client, table, now),
        ),
        settings.mailboxes,
        settings.lead_mailboxes,
        mark,
        FileLinks(settings.link_keys, settings.site_url, now).url,
    )
    return mails.by_kind()


def _department_links(settings: DeliverySettings) -> Mapping[str, Callable[[Case], str]]:
    """Return the links of a department's mail, by the code of their label."""
    progress = ProgressLinks(settings.link_keys, settings.site_url)
    return {
        "mail.link.answered": lambda case: progress.answered_link(case.case_id),
        "mail.link.needs_information": lambda case: progress.needs_information_link(case.case_id),
        "mail.link.files": FileLinks(settings.link_keys, settings.site_url, now).url,
    }
