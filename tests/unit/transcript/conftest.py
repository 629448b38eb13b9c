"""The shipped center, and a relay that posts to it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from helpcenter.center.calendar import Calendar
from helpcenter.center.facts import Facts, facts_from_json
from helpcenter.inquiry.receipt import ReceiptLinks
from helpcenter.messages import Messages, load_messages
from helpcenter.transcript.feedback import FeedbackLinks
from helpcenter.transcript.mails import TranscriptMails
from publishing.facts import compile_facts
from tests.fakes.mail_templates import MAIL_TEMPLATES
from tests.unit.attachment.files import png
from tests.unit.transcript.file_room import FETCHING, FILE_URL, FileRoom
from tests.unit.transcript.provider_desk import Desk
from tests.unit.transcript.relay import NOW, Relay

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def facts() -> Facts:
    """Compile the shipped center."""
    return facts_from_json(json.loads(json.dumps(compile_facts(ROOT / "center.yml", date(2026, 11, 22)))))


@pytest.fixture(scope="session")
def messages() -> dict[str, Messages]:
    """Read the words of the mails and errors."""
    return load_messages(ROOT / "src/helpcenter/messages")


@pytest.fixture
def relay(facts: Facts) -> Relay:
    """Start with an empty store at 15:00 in Seoul."""
    return Relay(facts)


@pytest.fixture
def desk(facts: Facts) -> Desk:
    """Start with every provider connected and an empty store."""
    return Desk(facts)


@pytest.fixture
def mails(facts: Facts, messages: dict[str, Messages]) -> TranscriptMails:
    """Compose with the shipped words and templates."""
    links = FeedbackLinks(b"link", facts.site_url)
    receipts = ReceiptLinks(b"link", facts.site_url)
    return TranscriptMails(
        facts,
        Calendar(facts),
        messages,
        MAIL_TEMPLATES,
        links,
        receipts,
        lambda: NOW,
        "replies@desk.example",
    )


@pytest.fixture
def room(facts: Facts, mails: TranscriptMails) -> FileRoom:
    """Let a relay's chats have their files fetched; a good one is at FILE_URL."""
    found = FileRoom(Relay(facts, FETCHING), mails)
    found.hosts.files[FILE_URL] = png()
    return found
