"""The mails that a case owes after its inquiry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.attachment.links import FileLinks
from helpcenter.aws.case_lists import DynamoCaseLists
from helpcenter.aws.histories import DynamoHistoryStore
from helpcenter.aws.letters import DynamoLetters
from helpcenter.bootstrap.center import now
from helpcenter.inquiry.follow_ups import FollowUpMails, FollowUpStores
from helpcenter.inquiry.progress import ProgressLinks
from helpcenter.inquiry.receipt import ReceiptLinks
from helpcenter.redaction.rules import load_rules

if TYPE_CHECKING:
    from helpcenter.bootstrap.mails.parts import MailParts
    from helpcenter.mail.compose import Composers


def follow_up_mails(parts: MailParts) -> Composers:
    """Return what composes them, by their kind."""
    settings, client = parts.settings, parts.client
    table = settings.table_name
    mails = FollowUpMails(
        parts.facts,
        parts.calendar,
        parts.messages,
        parts.templates,
        ReceiptLinks(settings.link_keys, settings.site_url),
        ProgressLinks(settings.link_keys, settings.site_url),
        FollowUpStores(
            DynamoHistoryStore(client, table, now),
            DynamoLetters(client, table, now),
            DynamoCaseLists(client, table, now),
        ),
        settings.mailboxes,
        settings.lead_mailboxes,
        load_rules().mark,
        FileLinks(settings.link_keys, settings.site_url, now).url,
    )
    return mails.by_kind()
