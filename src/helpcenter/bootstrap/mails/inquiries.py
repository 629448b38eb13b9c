"""The mails that an inquiry owes: to the customer, and to its department."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.attachment.links import FileLinks
from helpcenter.aws.cases import DynamoCaseStore
from helpcenter.bootstrap.center import now
from helpcenter.inquiry.mails import InquiryMails
from helpcenter.inquiry.progress import ProgressLinks
from helpcenter.inquiry.receipt import ReceiptLinks
from helpcenter.redaction.rules import load_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from helpcenter.bootstrap.mails.parts import MailParts
    from helpcenter.inquiry.case import Case
    from helpcenter.mail.compose import Composers
    from helpcenter.settings import DeliverySettings


def inquiry_mails(parts: MailParts) -> Composers:
    """Return what composes them, by their kind."""
    settings = parts.settings
    mails = InquiryMails(
        parts.facts,
        parts.calendar,
        parts.messages,
        parts.templates,
        ReceiptLinks(settings.link_keys, settings.site_url),
        settings.mailboxes,
        load_rules().mark,
        now,
        _department_links(settings),
    )
    return mails.by_kind(DynamoCaseStore(parts.client, settings.table_name, now))


def _department_links(settings: DeliverySettings) -> Mapping[str, Callable[[Case], str]]:
    """Return the links of a department's mail, by the code of their label."""
    progress = ProgressLinks(settings.link_keys, settings.site_url)
    return {
        "mail.link.answered": lambda case: progress.answered_link(case.case_id),
        "mail.link.needs_information": lambda case: progress.needs_information_link(case.case_id),
        "mail.link.files": FileLinks(settings.link_keys, settings.site_url, now).url,
    }
