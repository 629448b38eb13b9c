"""Digests that stand for addresses."""

from __future__ import annotations

import pytest

from helpcenter.mail.recipients import Recipients

RECIPIENTS = Recipients(b"secret")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mina@example.com", "Mina@Example.COM"),
        ("mina@example.com", "mina+shop@example.com"),
        ("mina.kim@gmail.com", "minakim+1@googlemail.com"),
    ],
)
def test_spellings_of_one_mailbox_count_as_one(one: str, other: str) -> None:
    """Nobody is flooded by way of plus signs, dots or capitals."""
    assert RECIPIENTS.mailbox(one) == RECIPIENTS.mailbox(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mina@example.com", "mina@example.org"),
        ("mina.kim@example.com", "minakim@example.com"),
        ("+1@example.com", "+2@example.com"),
    ],
)
def test_different_mailboxes_are_counted_apart(one: str, other: str) -> None:
    """Dots mean something outside Gmail, and a local part that is all plus is one of its own."""
    assert RECIPIENTS.mailbox(one) != RECIPIENTS.mailbox(other)


def test_a_digest_tells_nothing_without_the_secret() -> None:
    """No part of the address is in it, and another secret or another purpose makes another one."""
    digest = RECIPIENTS.mailbox("mina@example.com")
    assert len(digest) == 32
    assert "mina" not in digest
    assert digest != Recipients(b"other").mailbox("mina@example.com")
    assert digest != RECIPIENTS.address("mina@example.com")


def test_an_address_is_suppressed_as_it_is_written() -> None:
    """That one tag of a mailbox bounced does not stop mail to the mailbox; capitals make no difference."""
    assert RECIPIENTS.address("mina+old@example.com") != RECIPIENTS.address("mina@example.com")
    assert RECIPIENTS.address("Mina@example.com") == RECIPIENTS.address("mina@EXAMPLE.com")
