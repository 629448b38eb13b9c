"""The mailbox of the local center."""

from __future__ import annotations

from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from local.mailbox import Mailbox

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the mails are."""
    return tmp_path / "mail"


def mail(subject: str) -> EmailMessage:
    """Return a mail."""
    message = EmailMessage()
    message["Subject"] = subject
    message.set_content("안녕하세요")
    return message


def subjects(mailbox: Mailbox) -> list[str]:
    """Return the subjects of all mails."""
    return [str(stored.as_json["subject"]) for stored in mailbox.mails()]


def test_each_mail_is_read_once(folder: Path) -> None:
    """Who waits for a mail asks again and again: what was read is kept, and what is new is there."""
    mailbox = Mailbox(folder)
    mailbox.add(mail("one"))
    [first] = mailbox.mails()
    mailbox.add(mail("two"))
    assert subjects(mailbox) == ["one", "two"]
    assert mailbox.mails()[0] is first
    assert mailbox.mail(first.key) is first


def test_another_process_sees_what_is_added_and_what_was_thrown_away(folder: Path) -> None:
    """The folder is what counts."""
    here, there = Mailbox(folder), Mailbox(folder)
    here.add(mail("one"))
    here.add(mail("two"))
    assert subjects(there) == ["one", "two"]
    first, _ = there.mails()
    (folder / "new" / first.key).unlink()
    assert subjects(there) == ["two"]
    assert there.mail(first.key) is None


def test_no_other_file_can_be_asked_for(folder: Path) -> None:
    """A key is the name of a mail, not a way to somewhere."""
    mailbox = Mailbox(folder)
    mailbox.add(mail("one"))
    (folder / "secret").write_text("secret")
    assert mailbox.mail("../secret") is None
    assert mailbox.mail("..") is None
