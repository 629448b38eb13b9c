"""What is kept of people, as a table of the privacy notice: what, why, where, how long, who sees it.

It is made of the models that the functions store and of `center.yml`. Each field of each model is named here,
with the code of what it is in people's words, or without one where it says nothing of a person: a test fails
when a model has a field, or the database a kind of item, of which this table does not know.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpcenter.attachment.attachment import EXPECTED_FOR, Attachment
from helpcenter.inquiry.case import Case
from helpcenter.inquiry.erasure import Hold
from helpcenter.inquiry.history import Event
from helpcenter.inquiry.inquiry import Inquiry
from helpcenter.inquiry.letters import LETTER_KEPT, Letter
from helpcenter.mail.gate import DAY, SUPPRESSED_FOR
from helpcenter.mail.job import MailJob
from helpcenter.transcript.delivery import KEPT_FOR, Delivery
from helpcenter.transcript.feedback import Feedback
from helpcenter.transcript.transcript import Customer, File, Message, Transcript
from publishing.site.dates import days_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpcenter.center.facts import Facts
    from helpcenter.messages import Messages

_TECHNICAL = ""

FIELDS: Mapping[type, Mapping[str, str]] = {
    Inquiry: {
        "topic": "topic",
        "email": "email",
        "message": "message",
        "language": "language",
        "name": "name",
        "details": "details",
        "utc_offset": "zone",
    },
    Case: {
        "case_id": "case_id",
        "key_digest": _TECHNICAL,
        "inquiry": _TECHNICAL,  # above
        "department": _TECHNICAL,
        "accepted_at": "received",
        "due_at": _TECHNICAL,
        "erase_at": _TECHNICAL,
        "masked": _TECHNICAL,  # how many of which kind, nothing of them
        "unreachable": "delivery",
    },
    Event: {"number": _TECHNICAL, "kind": "events", "at": "moments", "words": "words", "detail": "verdict"},
    MailJob: {
        "case_id": _TECHNICAL,
        "mail": _TECHNICAL,
        "due_at": "delivery",
        "attempts": _TECHNICAL,
        "lease": _TECHNICAL,
    },
    Attachment: {
        "case_id": _TECHNICAL,
        "attachment_id": _TECHNICAL,
        "name": "file_names",
        "kind": _TECHNICAL,
        "size": _TECHNICAL,
        "asked_at": _TECHNICAL,
        "erase_at": _TECHNICAL,
        "state": _TECHNICAL,
        "reason": _TECHNICAL,
        "part": _TECHNICAL,
    },
    Transcript: {
        "account": _TECHNICAL,
        "chat_id": _TECHNICAL,
        "language": "language",
        "started_at": "moments",
        "ended_at": "moments",
        "customer": _TECHNICAL,  # below
        "messages": _TECHNICAL,  # below
        "ended": _TECHNICAL,
        "withdrawn": _TECHNICAL,
        "case_reference": "case_id",
        "case_id": "case_id",
        "provider": _TECHNICAL,
        "erase_at": _TECHNICAL,
        "part": _TECHNICAL,
    },
    Customer: {"name": "name", "email": "email", "email_source": _TECHNICAL, "consent": "consent"},
    Message: {
        "id": _TECHNICAL,
        "at": "moments",
        "role": _TECHNICAL,
        "name": "speakers",
        "text": "said",
        "event": _TECHNICAL,
        "files": _TECHNICAL,  # below
        "masked": _TECHNICAL,
    },
    File: {"name": "file_names", "media_type": _TECHNICAL, "size": _TECHNICAL, "source": _TECHNICAL},
    Feedback: {"rating": "rating", "words": "words", "given_at": "moments"},
    Delivery: {
        "delivery_id": _TECHNICAL,
        "provider": _TECHNICAL,
        "body": "as_sent",
        "received_at": "moments",
        "due_at": _TECHNICAL,
        "is_pointer": _TECHNICAL,
        "failed_for": _TECHNICAL,
        "attempts": _TECHNICAL,
        "lease": _TECHNICAL,
    },
    Letter: {
        "owner": _TECHNICAL,
        "mail": _TECHNICAL,
        "to": "email",
        "language": "language",
        "written_at": "moments",
        "lines": "case_id",
    },
    Hold: {"case_id": "case_id", "reason": "hold_reason", "until": _TECHNICAL, "placed_at": _TECHNICAL},
}
"""Model -> field -> the code of what it is, as `data.field.<code>`."""

ITEMS: Mapping[str, str] = {
    "case_key": "inquiries",
    "event_key": "history",
    "job_key": "inquiries",
    "transcript_key": "chats",
    "feedback_key": "ratings",
    "delivery_key": "unread_chats",
    "attachment_key": "files",
    "files_key": "files",
    "letter_key": "letters",
    "given_acks_key": "mail_counts",
    "suppressed_key": "suppressed",
    "hold_key": "holds",
    "held_key": "holds",
    "all_acks_key": "",  # numbers alone
    "ack_switch_key": "",
    "answers_key": "",
    "gap_key": "",
    "watched_terms_key": "",
    "purge_key": "",
}
"""What makes the key of each kind of item in the database -> its row; none where nobody is in it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A row. `models` say what is kept; `more` are codes of what is kept beside them; `place`, where."""

    name: str
    models: tuple[type, ...] = ()
    more: tuple[str, ...] = ()
    place: str = "table"


KEPT = (
    Kept("inquiries", (Inquiry, Case, MailJob)),
    Kept("history", (Event,)),
    Kept("files", (Attachment,), ("file_contents",), "bucket"),
    Kept("chats", (Transcript, Customer, Message, File)),
    Kept("ratings", (Feedback,)),
    Kept("unread_chats", (Delivery,)),
    Kept("letters", (Letter,)),
    Kept("mail_counts", (), ("address_digest", "moments")),
    Kept("suppressed", (), ("address_digest", "bounce")),
    Kept("holds", (Hold,), ("copies",)),
)
"""The table, from what comes in to what stays longest."""


def data_map(facts: Facts, messages: Messages) -> list[dict[str, str]]:
    """Return the rows in words: name, what, why, where, how long, who sees it."""
    days = [topic.retention_days for topic in facts.choices.values()]
    values = {
        "least": days_words(min(days), messages),
        "most": days_words(max(days), messages),
        "transcripts": days_words(facts.transcript_retention_days, messages),
        "unread": days_words(KEPT_FOR.days, messages),
        "letters": days_words(LETTER_KEPT.days, messages),
        "counts": days_words(DAY.days, messages),
        "suppressed": days_words(SUPPRESSED_FOR.days, messages),
        "unfinished": days_words(EXPECTED_FOR.days, messages),
    }
    return [
        {
            "name": messages.text(f"data.{kept.name}"),
            "what": messages.text("list.comma").join(_what(kept, messages)),
            "why": messages.text(f"data.{kept.name}.why"),
            "where": messages.text(f"data.where.{kept.place}"),
            "until": messages.text(f"data.{kept.name}.until", **values),
            "who": messages.text(f"data.{kept.name}.who"),
        }
        for kept in KEPT
    ]


def _what(kept: Kept, messages: Messages) -> list[str]:
    codes = [code for model in kept.models for code in FIELDS[model].values() if code]
    return [messages.text(f"data.field.{code}") for code in dict.fromkeys([*codes, *kept.more])]
