"""What stands on a receipt: where the case is, what has happened, and what its customer can do. HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from helpcenter.center.moments import print_moment
from helpcenter.inquiry.case_words import case_words
from helpcenter.inquiry.event_words import event_words
from helpcenter.inquiry.given import Given
from helpcenter.inquiry.life import Kind, State
from helpcenter.inquiry.pages import receipt_content
from helpcenter.inquiry.receipt_forms import error_summary, escalation_form, feedback_form, information_form
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from helpcenter.center.calendar import Calendar
    from helpcenter.center.facts import Facts
    from helpcenter.inquiry.history import CaseHistory, Event
    from helpcenter.messages import Messages

    Section = Callable[[CaseHistory, Messages], str]
    """A further part of the page as HTML, such as the case's files; empty where there is nothing to show."""


@record
class Reader:
    """Who reads a receipt: in which words, at which path (those of its forms begin with it), and when."""

    messages: Messages
    path: str
    now: datetime


@record
class ReceiptPage:
    """Writes receipts. `sections` come after the history, in their order."""

    facts: Facts
    calendar: Calendar
    sections: Sequence[Section] = ()

    def write(
        self, history: CaseHistory, reader: Reader, given: Given | None = None, notice: str = ""
    ) -> tuple[str, str]:
        """Return title (text) and content (HTML).

        `given` is what was typed and is wrong; `notice` says as text why something did not happen.
        """
        messages, state = reader.messages, history.state
        title = messages.text("receipt.title" if state is State.RECEIVED else f"receipt.title.{state}")
        given = given or Given()
        above = error_summary(given, messages) + (
            f'<div class="error-summary" role="alert"><p>{escape(notice)}</p></div>' if notice else ""
        )
        below = "".join(
            (
                self._history(history, messages),
                *(section(history, messages) for section in self.sections),
                *self._actions(history, reader, given),
            )
        )
        standing = self._standing(history, messages, reader.now)
        return title, above + receipt_content(
            history.case, self.facts, self.calendar, messages, title=title, standing=standing, below=below
        )

    def _standing(self, history: CaseHistory, messages: Messages, now: datetime) -> str:
        """Say in plain words where the case is, and how the promise stands."""
        words = case_words(history.case, self.facts, self.calendar, messages)
        said = messages.text(f"receipt.state.{history.state}", department=words.department)
        if history.answered_at:
            code = "receipt.kept" if history.promise_kept else "receipt.not_kept"
            promise = messages.text(code, at=self._moment(history.answered_at, messages), due=words.due)
        elif history.state is State.CLOSED:
            promise = ""
        else:
            promise = messages.text(
                "receipt.due" if now < history.case.due_at else "receipt.late", due=words.due
            )
        due = f'<p class="receipt__due">{escape(promise)}</p>' if promise else ""
        return f'{due}<p class="receipt__state">{escape(said)}</p>'

    def _history(self, history: CaseHistory, messages: Messages) -> str:
        received = self._entry(history.case.accepted_at, messages.text("history.received"), "", messages)
        entries = received + "".join(self._event(event, messages) for event in history.events)
        return (
            f'<section class="receipt__part" id="history"><h2>{escape(messages.text("history.title"))}</h2>'
            f'<ol class="receipt__history">{entries}</ol></section>'
        )

    def _event(self, event: Event, messages: Messages) -> str:
        said = event_words(event, "history", self.facts, messages)
        return self._entry(event.at, said, event.words, messages)

    def _entry(self, at: datetime, said: str, words: str, messages: Messages) -> str:
        quoted = f'<div class="receipt__words" dir="auto">{escape(words)}</div>' if words else ""
        moment = (
            f'<time datetime="{at.isoformat(timespec="seconds")}">{escape(self._moment(at, messages))}</time>'
        )
        return f"<li>{moment}<p>{escape(said)}</p>{quoted}</li>"

    def _actions(self, history: CaseHistory, reader: Reader, given: Given) -> Iterator[str]:
        messages, path, now = reader.messages, reader.path, reader.now
        department = case_words(history.case, self.facts, self.calendar, messages).department
        if history.may(Kind.FEEDBACK, now):
            yield feedback_form(messages, path, given)
        if history.may(Kind.INFORMATION, now):
            yield information_form(messages, path, department, given)
        if history.may(Kind.ESCALATED, now):
            yield escalation_form(messages, path, department)
        elif history.is_open:
            yield self._escalation_note(history, messages)
        erasure = messages.text("act.erasure")
        yield f'<p class="receipt__erase"><a href="{escape(path)}/erasure">{escape(erasure)}</a></p>'

    def _escalation_note(self, history: CaseHistory, messages: Messages) -> str:
        escalated = history.last(Kind.ESCALATED)
        if escalated:
            said = messages.text("act.escalation.done", at=self._moment(escalated.at, messages))
        else:
            said = messages.text("act.escalation.wait", due=self._moment(history.case.due_at, messages))
        return f'<p class="receipt__note">{escape(said)}</p>'

    def _moment(self, at: datetime, messages: Messages) -> str:
        return print_moment(self.calendar, messages, at)
