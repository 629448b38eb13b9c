"""What an event of a case says to people: to the customer on the receipt, to departments in mails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.inquiry.life import Kind

if TYPE_CHECKING:
    from helpcenter.center.facts import Facts
    from helpcenter.inquiry.history import Event
    from helpcenter.messages import Messages


def event_words(event: Event, readers: str, facts: Facts, messages: Messages) -> str:
    """Return the sentence for an event, without what was typed; `readers` is `history` or `event`."""
    values = {}
    if event.kind is Kind.REASSIGNED:
        known = facts.departments.get(event.detail)
        values = {"department": known.name[messages.language] if known else event.detail}
    elif event.kind is Kind.FEEDBACK:
        values = {"verdict": messages.text(f"verdict.{event.detail}")}
    return messages.text(f"{readers}.{event.kind}", **values)
