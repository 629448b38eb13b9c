"""What a browser without JavaScript is shown: the receipt, or what is wrong. Content of the reply shells."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from helpcenter.inquiry.case_words import case_words
from helpcenter.inquiry.details import detail_lines
from helpcenter.redaction.account import masked_words

if TYPE_CHECKING:
    from helpcenter.api.problem import ProblemError
    from helpcenter.center.calendar import Calendar
    from helpcenter.center.facts import Facts
    from helpcenter.inquiry.case import Case
    from helpcenter.messages import Messages


def receipt_content(  # noqa: PLR0913 - what is around the facts comes from elsewhere
    case: Case,
    facts: Facts,
    calendar: Calendar,
    messages: Messages,
    *,
    title: str,
    standing: str,
    below: str,
) -> str:
    """Return a case's receipt (HTML). The customer's address is masked.

    `title` is text; `standing`, where the case is, and `below`, what can be done, are HTML.
    """
    words = case_words(case, facts, calendar, messages)
    shown = {
        "topic": words.topic,
        "accepted": words.accepted,
        "department": words.department,
        "mail": masked_address(case.inquiry.email),
        "kept_until": words.kept_until,
    }
    entries = "".join(
        f"<dt>{escape(messages.text(f'receipt.{name}'))}</dt><dd>{escape(value)}</dd>"
        for name, value in shown.items()
    )
    details = "".join(
        f'<dt>{escape(name)}</dt><dd class="receipt__detail">{escape(answer)}</dd>'
        for name, answer in detail_lines(case.inquiry, facts, messages.language)
    )
    secrets = masked_words(case.masked, messages)
    masked = messages.text("receipt.masked", secrets=secrets) if secrets else ""
    return (
        f'<div class="receipt"><h1>{escape(title)}</h1>'
        f'<p class="receipt__case-id">{escape(words.case_id)}</p>'
        f'{standing}<dl class="receipt__facts">{entries}{details}</dl>'
        + (f'<p class="receipt__masked">{escape(masked)}</p>' if masked else "")
        + f'<p class="receipt__message">{escape(case.inquiry.message)}</p>{below}</div>'
    )


def chat_receipt_content(case_id: str, messages: Messages) -> tuple[str, str]:
    """Return title (text) and content (HTML) of the receipt of a case that is a chat alone."""
    title = messages.text("receipt.chats")
    return title, (
        f'<div class="receipt"><h1>{escape(title)}</h1>'
        f'<p class="receipt__case-id">{escape(case_id)}</p></div>'
    )


def problem_content(
    problem: ProblemError, messages: Messages, form_url: str, *, typed: bool = True
) -> tuple[str, str]:
    """Return title (text) and content (HTML) of a problem.

    `typed`: the reader came from the form and is told how to get back to what they typed.
    """
    title = messages.text(f"problem.{problem.code}")
    sentences = [error.message(messages) for error in problem.errors]
    if not sentences:
        sentences = [messages.text(f"problem.{problem.code}.detail")]
    entries = "".join(f"<li>{escape(sentence)}</li>" for sentence in dict.fromkeys(sentences))
    kept = f"<p>{escape(messages.text('page.kept'))}</p>" if typed else ""
    return title, (
        '<div class="error-summary" role="alert">'
        f'<h1 class="error-summary__title">{escape(title)}</h1>'
        f'<ul class="error-summary__list">{entries}</ul></div>'
        f'{kept}<p><a href="{escape(form_url)}">{escape(messages.text("page.form"))}</a></p>'
    )


def masked_address(email: str) -> str:
    """Return enough of the address for its owner to know it: `h***@example.com`."""
    local, _, domain = email.rpartition("@")
    return f"{local[:1]}***@{domain}"
