"""The details of an inquiry: what the form asks for by topic, as center.yml says under `fields`."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from helpcenter.api.problem import FieldError, unknown_field
from helpcenter.inquiry.texts import text_problem

if TYPE_CHECKING:
    from helpcenter.center.facts import Facts, Field
    from helpcenter.inquiry.inquiry import Inquiry

PREFIX = "details."
"""What stands before a field's ID in the names of the form and in errors."""


def check_details(data: object, topic: str, facts: Facts) -> tuple[dict[str, str], list[FieldError]]:
    """Return the answers that were given, in the order of the form, and what is wrong with them.

    An answer that the topic does not ask for is kept: whoever changed the topic, or sees every field because
    the browser cannot choose among them, wrote it on purpose.

    Args:
        data: field ID -> answer, as it came; blank answers count as none.
        topic: what the inquiry is about; one that does not exist requires nothing.
        facts: what may be asked for.
    """
    if not isinstance(data, Mapping):
        return {}, [FieldError("details", "not_object")]
    errors = [unknown_field(PREFIX + str(name)) for name in data if name not in facts.fields]
    required = facts.topics[topic].required if topic in facts.topics else ()
    given: dict[str, str] = {}
    for field in facts.fields.values():
        answer, error = _answer(field, data.get(field.id, ""))
        if error:
            errors.append(error)
        elif answer:
            given[field.id] = answer
        elif field.id in required:
            errors.append(_error(field, "required"))
    return given, errors


def detail_lines(inquiry: Inquiry, facts: Facts, language: str) -> list[tuple[str, str]]:
    """Return name and answer of each detail in a language, in the order of the form.

    One that center.yml no longer has goes by its ID, and so does a choice.
    """
    order = list(facts.fields)
    lines = []
    for key in sorted(inquiry.details, key=lambda key: order.index(key) if key in order else len(order)):
        field, answer = facts.fields.get(key), inquiry.details[key]
        if field is None:
            lines.append((key, answer))
        else:
            words = field.choices[answer][language] if answer in field.choices else answer
            lines.append((field.name[language], words))
    return lines


def _answer(field: Field, value: object) -> tuple[str, FieldError | None]:
    problem = text_problem(value, one_line=field.kind != "text")
    if problem:
        return "", _error(field, problem)
    answer = unicodedata.normalize("NFC", str(value)).strip()
    if field.limit is not None and len(answer) > field.limit:
        return "", _error(field, "too_long", limit=field.limit)
    if answer and field.kind == "choice" and answer not in field.choices:
        return "", _error(field, "unknown_choice")
    if answer and field.kind == "date" and not _is_day(answer):
        return "", _error(field, "invalid_date")
    return answer, None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _error(field: Field, code: str, **values: object) -> FieldError:
    return FieldError(PREFIX + field.id, code, {"name": field.name, **values})
