"""GET and POST /api/feedback/{token}, between HTTP and the use case."""

from __future__ import annotations

import unicodedata
from html import escape
from typing import TYPE_CHECKING

from helpcenter.api.problem import FieldError, ProblemError, unavailable
from helpcenter.api.request import FORM_TYPE, read_fields
from helpcenter.center.moments import print_moment
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.inquiry.case_id import group_case_id
from helpcenter.inquiry.pages import problem_content
from helpcenter.records import record
from helpcenter.transcript.feedback import RATINGS, WORDS_MAX, Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from helpcenter.api.reply_page import ReplyPages
    from helpcenter.api.request import Request
    from helpcenter.api.response import Response
    from helpcenter.center.calendar import Calendar
    from helpcenter.center.facts import Facts
    from helpcenter.messages import Messages
    from helpcenter.transcript.feedback import TakeFeedback
    from helpcenter.transcript.transcript import Transcript


@record
class FeedbackEndpoint:
    """Answers with pages.

    GET shows the form and records nothing, since mail scanners open links; POST records.
    """

    facts: Facts
    calendar: Calendar
    messages: Mapping[str, Messages]
    pages: ReplyPages
    take: TakeFeedback
    count: Callable[[str], None]

    def __call__(self, request: Request) -> Response:
        """Return the form, thanks, or what is wrong, in the language of the chat."""
        transcript: Transcript | None = None
        try:
            answer, transcript = self.take.look(request.path.rpartition("/")[2])
            if transcript is None:
                return self._problem(request, ProblemError(404, "unknown_feedback"), None)
            messages = self.messages[request.language(self.facts, transcript.language)]
            if answer is Answer.GIVEN:
                return self._thanks(messages)
            if request.method != "POST":
                return self._form(transcript, messages, _Given())
            return self._record(request, transcript, messages)
        except StoreUnavailableError as error:
            return self._problem(request, unavailable(error.failure), transcript)
        except ProblemError as problem:
            return self._problem(request, problem, transcript)

    def _record(self, request: Request, transcript: Transcript, messages: Messages) -> Response:
        if request.content_type != FORM_TYPE:
            raise ProblemError(415, "unsupported_media_type")
        given = _read(read_fields(request))
        if given.errors:
            return self._form(transcript, messages, given)
        if self.take.give(transcript, int(given.rating), given.words):
            self.count("FeedbackGiven")
        return self._thanks(messages)

    def _form(self, transcript: Transcript, messages: Messages, given: _Given) -> Response:
        started = print_moment(self.calendar, messages, transcript.started_at)
        about = messages.text("feedback.about", started=started, case_id=group_case_id(transcript.case_id))
        title, status = messages.text("feedback.title"), 422 if given.errors else 200
        return self.pages.response(status, messages.language, title, _form_content(about, given, messages))

    def _thanks(self, messages: Messages) -> Response:
        title = messages.text("feedback.thanks")
        content = (
            f'<div class="receipt" role="status"><h1>{escape(title)}</h1>'
            f"<p>{escape(messages.text('feedback.thanks.detail'))}</p></div>"
        )
        return self.pages.response(200, messages.language, title, content)

    def _problem(self, request: Request, problem: ProblemError, transcript: Transcript | None) -> Response:
        wanted = transcript.language if transcript else None
        messages = self.messages[request.language(self.facts, wanted)]
        home = "/" if messages.language == self.facts.languages[0] else f"/{messages.language}/"
        title, content = problem_content(problem, messages, f"{home}inquiry/", typed=False)
        return self.pages.problem(problem, messages.language, title, content)


@record
class _Given:
    rating: str = ""
    words: str = ""
    errors: tuple[FieldError, ...] = ()


def _read(fields: Mapping[str, object]) -> _Given:
    """Return rating, words and everything that is wrong with them."""
    rating, words = str(fields.get("rating", "")), str(fields.get("words", ""))
    words = unicodedata.normalize("NFC", words.replace("\r\n", "\n")).strip()
    errors = []
    if not rating:
        errors.append(FieldError("rating", "required"))
    elif rating not in RATINGS:
        errors.append(FieldError("rating", "not_one_of", {"choices": ", ".join(RATINGS)}))
    if any(unicodedata.category(letter) == "Cc" and letter not in "\n\t" for letter in words):
        errors.append(FieldError("words", "control_characters"))
    elif len(words) > WORDS_MAX:
        errors.append(FieldError("words", "too_long", {"limit": WORDS_MAX}))
    return _Given(rating, words, tuple(errors))


def _form_content(about: str, given: _Given, messages: Messages) -> str:
    """Return the form as HTML: it needs no script, and says each error in a summary and beside its field."""

    def say(code: str) -> str:
        return escape(messages.text(code))

    told = {error.field: escape(error.message(messages)) for error in given.errors}
    marks = {name: f'<p class="feedback__error" id="{name}-error">{text}</p>' for name, text in told.items()}
    described = {name: f' aria-invalid="true" aria-describedby="{name}-error"' for name in told}
    return (
        f'<div class="receipt feedback"><h1>{say("feedback.title")}</h1>'
        f"{_summary(told, say('feedback.wrong'))}<p>{escape(about)}</p>"
        f'<form method="post"><fieldset class="feedback__rating"{described.get("rating", "")}>'
        f"<legend>{say('feedback.rating')}</legend>{marks.get('rating', '')}"
        f"{''.join(_choice(value, say(f'feedback.rating.{value}'), given) for value in RATINGS)}</fieldset>"
        f'<label class="feedback__label" for="words">{say("feedback.words")}</label>'
        f'<p class="feedback__hint" id="words-hint">{say("feedback.words.hint")}</p>{marks.get("words", "")}'
        f'<textarea id="words" name="words" rows="5" maxlength="{WORDS_MAX}"'
        f"{described.get('words', ' aria-describedby=words-hint')}>{escape(given.words)}</textarea>"
        f'<button class="md-button md-button--primary" type="submit">{say("feedback.send")}</button>'
        "</form></div>"
    )


def _summary(told: Mapping[str, str], title: str) -> str:
    if not told:
        return ""
    entries = "".join(f'<li><a href="#{name}">{text}</a></li>' for name, text in told.items())
    return (
        f'<div class="error-summary" role="alert"><h2 class="error-summary__title">{title}</h2>'
        f'<ul class="error-summary__list">{entries}</ul></div>'
    )


def _choice(value: str, label: str, given: _Given) -> str:
    first = " id=rating" if value == RATINGS[0] else ""  # where the summary's link leads
    checked = " checked" if value == given.rating else ""
    return (
        f'<label class="feedback__choice"><input type="radio" name="rating" value="{value}" required'
        f"{first}{checked}><span>{label}</span></label>"
    )
