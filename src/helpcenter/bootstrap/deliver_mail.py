"""What delivers the mails that are owed."""

from __future__ import annotations

import secrets
import time
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from helpcenter.aws.clients import dynamodb_client, ses_client
from helpcenter.aws.mail_gate import DynamoMailGate
from helpcenter.aws.mailer import SesMailer
from helpcenter.aws.outbox import DynamoOutbox
from helpcenter.bootstrap.center import DATA, load_center, now
from helpcenter.bootstrap.mails.parts import MailParts
from helpcenter.mail.compose import ComposeMail
from helpcenter.mail.delivery import DeliverMail
from helpcenter.mail.gate import AckCaps
from helpcenter.mail.job import OF_CASES, OF_CHATS, OF_INQUIRIES
from helpcenter.mail.pacing import Pacer
from helpcenter.mail.recipients import Recipients
from helpcenter.mail.templates import MailTemplates
from helpcenter.settings import DeliverySettings, read_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from helpcenter.mail.compose import Composers


def deliver_mail(environment: Mapping[str, str]) -> DeliverMail:
    """Return what delivers the mails that are owed."""
    settings, center = read_settings(DeliverySettings, environment), load_center()
    client = dynamodb_client()
    facts = replace(center.facts, site_url=settings.site_url)  # mails link to where this center is
    parts = MailParts(
        settings, client, facts, center.calendar, center.messages, MailTemplates(DATA / "mails")
    )
    return DeliverMail(
        outbox=DynamoOutbox(client, settings.table_name, lambda: secrets.token_hex(16)),
        mailer=SesMailer(ses_client(), settings.mail_sender, settings.configuration_set),
        compose=ComposeMail(_mails_by_kind(parts)),
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


def _mails_by_kind(parts: MailParts) -> Mapping[str, Callable[[], Composers]]:
    """Return what gives the composers of each kind; each family is imported when a mail of it is due."""

    @cache
    def of_inquiries() -> Composers:
        from helpcenter.bootstrap.mails.inquiries import inquiry_mails  # noqa: PLC0415 - see above

        return inquiry_mails(parts)

    @cache
    def of_chats() -> Composers:
        from helpcenter.bootstrap.mails.chats import transcript_mails  # noqa: PLC0415 - see above

        return transcript_mails(parts)

    @cache
    def of_cases() -> Composers:
        from helpcenter.bootstrap.mails.cases import follow_up_mails  # noqa: PLC0415 - see above

        return follow_up_mails(parts)

    return {
        **dict.fromkeys(OF_INQUIRIES, of_inquiries),
        **dict.fromkeys(OF_CHATS, of_chats),
        **dict.fromkeys(OF_CASES, of_cases),
    }
