"""The step before sending for browsers without JavaScript: a page that shows what will be sent.

It is sealed with its time. A program that fills in forms and sends them once gets no further than this page.
A person reads it, which takes longer than a program that presses the button at once.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from helpcenter.center.moments import print_moment
from helpcenter.inquiry.details import PREFIX, detail_lines
from helpcenter.inquiry.signing import is_signed, sign_link
from helpcenter.records import record
from helpcenter.redaction.account import masked_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpcenter.center.calendar import Calendar
    from helpcenter.center.facts import Facts
    from helpcenter.inquiry.inquiry import Inquiry
    from helpcenter.messages import Messages

STEP, REVIEW, SEAL = "step", "review", "seal"
"""The form's hidden field, its value for a page to look through, and the field that this page adds."""

LEAST = timedelta(seconds=1)
_MOST = timedelta(days=1)


@record
class ReviewSeal:
    """Tells when a page for review was made. `keys` are those of links: one, or two parted by a comma."""

    keys: bytes

    def make(self, at: datetime) -> str:
        """Return a seal for a page made at a moment (UTC)."""
        text = str(int(at.timestamp() * 1000))
        return f"{text}.{sign_link(self.keys, _told(text))}"

    def age(self, seal: object, now: datetime) -> timedelta | None:
        """Return how long ago the page was made; None for a seal that is not ours, or is older than a day."""
        text, _, signature = str(seal).partition(".")
        if not is_signed(self.keys, _told(text), signature):
            return None
        age = now - datetime.fromtimestamp(int(text) / 1000, UTC)
        return age if age <= _MOST else None


class Review(NamedTuple):
    """What is looked through: the masked inquiry, what was masked, by when it would be answered, the seal.

    `again`: the button was pressed too soon, and is to be pressed once more.
    """

    inquiry: Inquiry
    masked: Mapping[str, int]
    due_at: datetime
    seal: str
    again: bool = False


def review_content(review: Review, facts: Facts, calendar: Calendar, messages: Messages) -> tuple[str, str]:
    """Return title (text) and content (HTML) of the page. What was masked is neither shown nor sent on."""
    inquiry, title = review.inquiry, messages.text("review.title")
    due = print_moment(calendar, messages, review.due_at)
    rows = [
        (messages.text("receipt.topic"), facts.topics[inquiry.topic].name[messages.language]),
        *detail_lines(inquiry, facts, messages.language),
        (messages.text("review.message"), inquiry.message),
        (messages.text("review.name"), inquiry.name or messages.text("review.no_name")),
        (messages.text("review.email"), inquiry.email),
    ]
    entries = "".join(f'<dt>{escape(name)}</dt><dd dir="auto">{escape(value)}</dd>' for name, value in rows)
    secrets = masked_words(review.masked, messages)
    told = (
        f'<p class="form-review__masked">{escape(messages.text("review.masked", secrets=secrets))}</p>'
        if secrets
        else ""
    )
    if review.again:
        told = (
            f'<p class="form-review__masked" role="alert">{escape(messages.text("review.again"))}</p>{told}'
        )
    return title, (
        f'<div class="review form-review"><h1 class="form-review__title">{escape(title)}</h1>'
        f'<p class="form-review__due">{escape(messages.text("review.due", due=due))}</p>{told}'
        f'<dl class="form-review__rows">{entries}</dl>'
        '<form method="post" action="/api/inquiries" accept-charset="utf-8">'
        f"{_hidden(inquiry, review.seal)}"
        '<button class="md-button md-button--primary" type="submit">'
        f"{escape(messages.text('review.send'))}</button>"
        f"</form><p>{escape(messages.text('review.change'))}</p></div>"
    )


def _told(text: str) -> str:
    return f"review:{text}"


def _hidden(inquiry: Inquiry, seal: str) -> str:
    fields = {
        "topic": inquiry.topic,
        **{PREFIX + key: answer for key, answer in inquiry.details.items()},
        "message": inquiry.message,
        "name": inquiry.name,
        "email": inquiry.email,
        "language": inquiry.language,
        "consent": "true",
        SEAL: seal,
    }
    return "".join(
        # A parser drops a line break that a value begins with in a text area, never in an attribute.
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in fields.items()
    )
