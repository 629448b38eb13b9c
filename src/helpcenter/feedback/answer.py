"""The answer to "was this helpful?": what is accepted, and where it is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from helpcenter.api.problem import FieldError, unknown_field
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Container, Mapping
    from datetime import date, datetime

VERDICTS = ("helpful", "unhelpful")
_FIELDS = ("page", "language", "answer")


@record
class Answer:
    """One reader's verdict on one article.

    `page` is the article's address without its language, like `topics/mail/spam-filter/`; `verdict` one of
    VERDICTS. There is nothing in it by which two answers could be told to come from one reader.
    """

    page: str
    language: str
    verdict: str


class AnswerCounts(Protocol):
    """Where answers are counted."""

    def add(self, answer: Answer, day: date, erase_at: datetime) -> None:
        """Count one answer on a day of the center; the count may be forgotten at `erase_at`.

        Raises:
            StoreUnavailableError: nobody knows whether it was counted.
        """


def check_answer(
    data: Mapping[str, object], articles: Mapping[str, Container[str]]
) -> tuple[Answer | None, list[FieldError]]:
    """Return the answer, or None and everything that is wrong with it.

    `articles` are the pages of each language that ask. No other is counted: whoever makes up pages fills no
    table.
    """
    errors = [unknown_field(name) for name in data if name not in _FIELDS]
    values = {name: data.get(name) for name in _FIELDS}
    errors += [
        FieldError(name, "required" if value in (None, "") else "wrong_type")
        for name, value in values.items()
        if not isinstance(value, str) or not value
    ]
    page, language, verdict = (str(values[name] or "") for name in _FIELDS)
    broken = {error.field for error in errors}
    if "language" not in broken and language not in articles:
        errors.append(FieldError("language", "unknown_language"))
    elif not broken & {"page", "language"} and page not in articles[language]:
        errors.append(FieldError("page", "unknown_page"))
    if "answer" not in broken and verdict not in VERDICTS:
        errors.append(FieldError("answer", "not_one_of", {"choices": ", ".join(VERDICTS)}))
    return (None, errors) if errors else (Answer(page, language, verdict), [])
