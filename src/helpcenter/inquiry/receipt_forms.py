"""The forms behind a receipt and the department's links, as HTML that needs no script."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from helpcenter.inquiry.given import VERDICTS, WORDS_MAX, Given

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpcenter.messages import Messages


def information_form(messages: Messages, path: str, department: str, given: Given) -> str:
    """Return the form that adds something to the case."""
    send = escape(messages.text("act.information.send", department=department))
    field = _words("words", "act.information", given, messages, required=True)
    return _form("information", f"{path}/information", "act.information", field + _button(send), messages)


def feedback_form(messages: Messages, path: str, given: Given) -> str:
    """Return the form that asks whether the answer helped."""
    errors = _errors("verdict", given, messages)
    described = ' aria-invalid="true" aria-describedby="verdict-error"' if errors else ""
    choices = "".join(
        f'<label class="feedback__choice"><input type="radio" name="verdict" value="{verdict}" required'
        f"{' id=verdict' if verdict == VERDICTS[0] else ''}"
        f"{' checked' if given.text('verdict') == verdict else ''}>"
        f"<span>{escape(messages.text(f'verdict.{verdict}'))}</span></label>"
        for verdict in VERDICTS
    )
    asked = f"<fieldset{described}><legend>{escape(messages.text('act.feedback.verdict'))}</legend>"
    field = _words("comment", "act.feedback.words", given, messages)
    send = _button(escape(messages.text("act.feedback.send")))
    inner = f"{asked}{errors}{choices}</fieldset>{field}{send}"
    return _form("feedback", f"{path}/feedback", "act.feedback", inner, messages)


def escalation_form(messages: Messages, path: str, department: str) -> str:
    """Return the button that calls for the lead."""
    text = f"<p>{escape(messages.text('act.escalation.text', department=department))}</p>"
    send = _button(escape(messages.text("act.escalation.send")))
    return _form("escalation", f"{path}/escalation", "act.escalation", text + send, messages)


def confirmation(title: str, texts: Sequence[str], button: str, back: tuple[str, str] | None = None) -> str:
    """Return a page's content that asks before something happens; `back` is the way out: (path, words)."""
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in texts)
    way_out = f'<p><a href="{escape(back[0])}">{escape(back[1])}</a></p>' if back else ""
    return (
        f'<div class="receipt feedback"><h1>{escape(title)}</h1>{paragraphs}'
        f'<form method="post">{_button(escape(button))}</form>{way_out}</div>'
    )


def told(title: str, texts: Sequence[str]) -> str:
    """Return a page's content that says what has happened."""
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in texts if text)
    return f'<div class="receipt" role="status"><h1>{escape(title)}</h1>{paragraphs}</div>'


def address_form(messages: Messages, given: Given) -> str:
    """Return a page's content that asks for a mail address to send links to."""
    errors = _errors("email", given, messages)
    described = ' aria-invalid="true" aria-describedby="email-error"' if errors else ""
    return (
        f'<div class="receipt feedback"><h1>{escape(messages.text("lost.title"))}</h1>'
        f"{error_summary(given, messages)}<p>{escape(messages.text('lost.text'))}</p>"
        f'<form method="post"><label class="feedback__label" for="email">'
        f"{escape(messages.text('lost.email'))}</label>{errors}<input"
        f' class="feedback__line" id="email" name="email" type="email" required'
        f' autocomplete="email" value="{escape(given.text("email"))}"{described}>'
        f"{_button(escape(messages.text('lost.send')))}</form></div>"
    )


def error_summary(given: Given, messages: Messages) -> str:
    """Return everything that is wrong, with a way to each field; nothing where all is well."""
    if not given.errors:
        return ""
    entries = "".join(
        f'<li><a href="#{error.field}">{escape(error.message(messages))}</a></li>' for error in given.errors
    )
    return (
        '<div class="error-summary" role="alert">'
        f'<h2 class="error-summary__title">{escape(messages.text("feedback.wrong"))}</h2>'
        f'<ul class="error-summary__list">{entries}</ul></div>'
    )


def _form(name: str, action: str, code: str, inner: str, messages: Messages) -> str:
    title = escape(messages.text(f"{code}.title"))
    return (
        f'<section class="receipt__part feedback" id="{name}"><h2>{title}</h2>'
        f'<form method="post" action="{escape(action)}">{inner}</form></section>'
    )


def _words(name: str, code: str, given: Given, messages: Messages, *, required: bool = False) -> str:
    errors = _errors(name, given, messages)
    described = f"{name}-hint {name}-error" if errors else f"{name}-hint"
    hint = escape(messages.text("feedback.words.hint"))
    return (
        f'<label class="feedback__label" for="{name}">{escape(messages.text(f"{code}.label"))}</label>'
        f'<p class="feedback__hint" id="{name}-hint">{hint}</p>{errors}'
        f'<textarea id="{name}" name="{name}" rows="5" maxlength="{WORDS_MAX}" aria-describedby="{described}"'
        f"{' aria-invalid=true' if errors else ''}{' required' if required else ''}>"
        f"{escape(given.text(name))}</textarea>"
    )


def _errors(name: str, given: Given, messages: Messages) -> str:
    sentences = [error.message(messages) for error in given.errors if error.field == name]
    told_here = " ".join(sentences)
    return f'<p class="feedback__error" id="{name}-error">{escape(told_here)}</p>' if sentences else ""


def _button(text: str) -> str:
    return f'<button class="md-button md-button--primary" type="submit">{text}</button>'
