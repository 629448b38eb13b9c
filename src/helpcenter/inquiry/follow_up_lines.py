"""What the mails that follow an inquiry say, paragraph by paragraph; who gets which is in `follow_ups.py`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from helpcenter.center.moments import print_moment
from helpcenter.inquiry.case_id import group_case_id
from helpcenter.inquiry.case_words import case_words
from helpcenter.inquiry.event_words import event_words
from helpcenter.inquiry.mail_lines import Link
from helpcenter.inquiry.whole_inquiry import whole_inquiry
from helpcenter.mail.templates import without_bidi_controls

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helpcenter.center.calendar import Calendar
    from helpcenter.center.facts import Facts
    from helpcenter.inquiry.case import Case
    from helpcenter.inquiry.history import Event
    from helpcenter.inquiry.letters import Letter
    from helpcenter.inquiry.receipt import ReceiptLinks
    from helpcenter.messages import Messages


def sent_lines(case: Case, facts: Facts, messages: Messages, mark: str) -> list[str]:
    """Return all that the customer sent with the inquiry; `mark` stands for a masked secret."""
    sent = whole_inquiry(case, facts, messages, mark)
    return [
        messages.text("mail.follow_up.sender", language=sent.language, name=sent.name, email=sent.email),
        sent.as_typed,
        *(f"{name}: {answer}" for name, answer in sent.details),
        sent.message,
    ]


def event_line(event: Event, facts: Facts, calendar: Calendar, messages: Messages) -> str:
    """Return what happened to a case, and when, as a department reads it."""
    said = event_words(event, "event", facts, messages)
    moment = print_moment(calendar, messages, event.at)
    quoted = f"\n{without_bidi_controls(event.words)}" if event.words else ""
    return f"{moment}\n{said}{quoted}"


def erased_lines(letter: Letter, calendar: Calendar, messages: Messages) -> list[str]:
    """Return that a case is erased, and until when the law keeps what of it: those are the letter's lines."""
    lines = [messages.text("mail.erasure_note.text", case_id=group_case_id(letter.owner))]
    for until in letter.lines:
        moment = print_moment(calendar, messages, datetime.fromisoformat(until))
        lines.append(messages.text("erasure.held", until=moment))
    lines.append(messages.text("erasure.backups"))
    return lines


def open_case_lines(
    cases: Iterable[Case], links: ReceiptLinks, facts: Facts, calendar: Calendar, messages: Messages
) -> list[str | Link]:
    """Return a link to the receipt of each case."""
    lines: list[str | Link] = [messages.text("mail.receipt_links.text")]
    for case in cases:
        words = case_words(case, facts, calendar, messages)
        about = messages.text("mail.receipt_links.case", case_id=words.case_id, accepted=words.accepted)
        lines.append(Link(about, links.url(case.case_id)))
    return lines


def promise_lines(letter: Letter, facts: Facts, calendar: Calendar, messages: Messages) -> list[str]:
    """Return what is due today and what is late; the letter's lines are how many, and the first of them."""
    count = int(letter.lines[0])
    lines = [messages.text("mail.promise_list.text", count=count)]
    for line in letter.lines[1:]:
        case_id, topic, due = line.split(" ")
        due_at = datetime.fromisoformat(due)
        known = facts.topics.get(topic)
        lines.append(
            messages.text(
                "mail.promise_list.late" if due_at <= letter.written_at else "mail.promise_list.near",
                case_id=group_case_id(case_id),
                topic=known.name[messages.language] if known else topic,
                due=print_moment(calendar, messages, due_at),
            )
        )
    if (more := count - len(letter.lines) + 1) > 0:
        lines.append(messages.text("mail.promise_list.more", count=more))
    return lines
