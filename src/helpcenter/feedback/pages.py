"""What a browser without JavaScript is shown. Content of the reply shells."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpcenter.api.problem import ProblemError
    from helpcenter.feedback.answer import Answer
    from helpcenter.messages import Messages


def thanks_content(answer: Answer, messages: Messages, home: str, *, is_counted: bool) -> tuple[str, str]:
    """Return title (text) and content (HTML) of the thanks; `home` is the path of the language's home."""
    title = messages.text("answer.thanks")
    said = f"answer.{answer.verdict}" if is_counted else "answer.uncounted"
    return title, (
        f'<div class="receipt"><h1>{escape(title)}</h1><p>{escape(messages.text(said))}</p>'
        f'<p><a href="{escape(home + answer.page)}">{escape(messages.text("answer.back"))}</a></p>'
        f'<p><a href="{escape(home)}inquiry/">{escape(messages.text("page.form"))}</a></p></div>'
    )


def problem_content(problem: ProblemError, messages: Messages, home: str) -> tuple[str, str]:
    """Return title (text) and content (HTML) of a problem."""
    title = messages.text(f"problem.{problem.code}")
    sentences = [error.message(messages) for error in problem.errors]
    entries = sentences or [messages.text(f"problem.{problem.code}.detail")]
    listed = "".join(f"<li>{escape(sentence)}</li>" for sentence in dict.fromkeys(entries))
    return title, (
        f'<div class="error-summary" role="alert"><h1 class="error-summary__title">{escape(title)}</h1>'
        f'<ul class="error-summary__list">{listed}</ul></div>'
        f'<p><a href="{escape(home)}">{escape(messages.text("answer.home"))}</a></p>'
    )
