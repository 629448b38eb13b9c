"""All that a customer sent, as a department reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.inquiry.details import detail_lines
from helpcenter.mail.templates import without_bidi_controls
from helpcenter.records import record
from helpcenter.redaction.account import masked_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from helpcenter.center.facts import Facts
    from helpcenter.inquiry.case import Case
    from helpcenter.messages import Messages


@record
class WholeInquiry:
    """What was sent, in the words of one language. `details` are (name, answer).

    `as_typed` says whether it is all that the customer typed, and if not, what was masked and by whom.
    """

    language: str
    name: str
    email: str
    as_typed: str
    details: Sequence[tuple[str, str]]
    message: str


def whole_inquiry(case: Case, facts: Facts, messages: Messages, mark: str) -> WholeInquiry:
    """Return it as text that reads as it was written; `mark` stands for what was masked."""
    inquiry = case.inquiry
    spoken = facts.spoken_languages.get(inquiry.language, {})
    name, message = without_bidi_controls(inquiry.name), without_bidi_controls(inquiry.message)
    details = [
        (label, without_bidi_controls(answer))
        for label, answer in detail_lines(inquiry, facts, messages.language)
    ]
    typed = "\n".join([name, message, *(answer for _, answer in details)])
    return WholeInquiry(
        language=spoken.get(messages.language, inquiry.language),
        name=name or messages.text("mail.no_name"),
        email=marked_address(inquiry.email, messages),
        as_typed=_as_typed(case.masked, typed.count(mark), messages),
        details=details,
        message=message,
    )


def marked_address(email: str, messages: Messages) -> str:
    """Return the address, with a warning where its domain is punycode (RFC 3492) and may imitate another."""
    labels = email.rpartition("@")[2].split(".")
    if not any(label.startswith("xn--") for label in labels):
        return email
    return messages.text("mail.punycode", address=email)


def _as_typed(masked: Mapping[str, int], marks: int, messages: Messages) -> str:
    """Say whether what follows is all that the customer typed.

    `marks` in the text that the function did not make are the browser's: it masked before anything was sent.
    """
    if not marks:
        return messages.text("mail.as_typed")
    told = [messages.text("mail.masked", secrets=masked_words(masked, messages))] if masked else []
    if earlier := max(0, marks - sum(masked.values())):
        told.append(messages.text("mail.masked_in_browser", count=earlier))
    return " ".join(told)
