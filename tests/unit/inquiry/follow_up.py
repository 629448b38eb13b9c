"""What composes the mails that follow an inquiry, over the desk's stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.attachment.links import FileLinks
from helpcenter.inquiry.follow_ups import FollowUpMails, FollowUpStores
from tests.fakes.mail_templates import MAIL_TEMPLATES
from tests.fakes.memory.cases import MemoryCaseLists, MemoryHistoryStore, MemoryLetters
from tests.unit.inquiry.sample import CALENDAR, FACTS, GUARD, LINKS, MESSAGES

if TYPE_CHECKING:
    from tests.unit.inquiry.desk import Desk

MAILBOXES = {"default": "all@desk.example", "payment_care": "pay@desk.example"}
LEADS = {"default": "head@desk.example", "payment_care": "pay.head@desk.example"}


def follow_ups(desk: Desk, leads: dict[str, str] | None = None) -> FollowUpMails:
    """Return it; `leads` are the mailboxes of the heads of departments."""
    table, clock = desk.table, desk.clock
    stores = FollowUpStores(
        MemoryHistoryStore(table, clock), MemoryLetters(table, clock), MemoryCaseLists(table, clock)
    )
    heads = LEADS if leads is None else leads
    return FollowUpMails(
        FACTS,
        CALENDAR,
        MESSAGES,
        MAIL_TEMPLATES,
        LINKS,
        desk.progress_links,
        stores,
        MAILBOXES,
        heads,
        GUARD.rules.mark,
        FileLinks(b"link secret", FACTS.site_url, desk.clock).url,
    )
