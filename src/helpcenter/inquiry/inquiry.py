"""An inquiry as the customer wrote it, checked."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import asdict
from typing import TYPE_CHECKING

from helpcenter.api.problem import FieldError, unknown_field
from helpcenter.inquiry.details import PREFIX, check_details
from helpcenter.inquiry.email_address import EmailAddressError, parse_email_address
from helpcenter.inquiry.proof import SOLUTION
from helpcenter.inquiry.texts import text_problem
from helpcenter.records import field, record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpcenter.center.facts import Facts

NAME_MAX = 80
MESSAGE_MAX = 5000
TRAP = "homepage"
"""A field that people do not see and leave empty; programs that fill in whatever they find do not."""
_TEXTS = ("topic", "message", "name", "email", "language")
_SOLUTION_MAX = 4000
OFFSET = "utc_offset"
_OFFSETS = range(-12 * 60, 14 * 60 + 1)
"""Minutes ahead of UTC: what clocks show from Baker Island to Kiritimati (IANA time zone database)."""
_FORM_ORDER = ("topic", "details", "message", "name", "email", "language", "consent", OFFSET, TRAP, SOLUTION)


@record
class Inquiry:
    """What a customer sends. Texts are NFC; `email` can be delivered to (its domain is ASCII).

    `details` are the answers to the fields of center.yml, ID -> text, those of choices being IDs too.
    `utc_offset` is what the customer's clock showed when it was sent, in minutes ahead of UTC; None without a
    script.
    """

    topic: str
    email: str
    message: str
    language: str
    name: str = ""
    details: Mapping[str, str] = field(default_factory=dict, hash=False)
    utc_offset: int | None = None

    @property
    def digest(self) -> str:
        """Tell this inquiry's content from any other's: SHA-256 over its canonical JSON, in hex.

        Not by the offset: who tries again after a flight, or after a change of the clocks, sends the same.
        """
        content = {
            name: value
            for name, value in asdict(self).items()
            if name != OFFSET and (name != "details" or value)
        }
        canonical = json.dumps(content, ensure_ascii=True, sort_keys=True)
        return hashlib.sha256(canonical.encode()).hexdigest()


def check_inquiry(data: Mapping[str, object], facts: Facts) -> tuple[Inquiry | None, list[FieldError]]:
    """Turn a request's fields into an Inquiry, or name everything that is wrong with them at once.

    Returns:
        The inquiry and no errors, or None and the errors in the order of the form.
    """
    errors = [unknown_field(name) for name in data if name not in _FORM_ORDER]
    texts: dict[str, str] = {}
    for name in _TEXTS:
        value = data.get(name, "")
        code = text_problem(value, one_line=name != "message")
        if code:
            errors.append(FieldError(name, code))
        else:
            texts[name] = unicodedata.normalize("NFC", str(value)).strip()
    errors += _check_values(texts, facts)
    errors += _solution_errors(data.get(SOLUTION, ""))
    offset = _offset(data.get(OFFSET))
    if OFFSET in data and offset is None:
        errors.append(FieldError(OFFSET, "invalid_offset"))
    details, wrong = check_details(data.get("details", {}), texts.get("topic", ""), facts)
    errors += wrong
    if data.get("consent") is not True:
        errors.append(FieldError("consent", "consent_required"))
    if data.get(TRAP, "") != "":
        errors.append(FieldError(TRAP, "must_be_empty"))
    if errors:
        return None, sorted(errors, key=_form_order)
    texts["email"] = parse_email_address(texts["email"])
    return Inquiry(**texts, details=details, utc_offset=offset), []


def _check_values(texts: Mapping[str, str], facts: Facts) -> list[FieldError]:
    """Check the fields that hold usable text; the others have their error already."""
    errors = [
        FieldError(name, "required")
        for name in ("topic", "email", "message", "language")
        if texts.get(name) == ""
    ]
    if texts.get("topic") and texts["topic"] not in facts.choices:
        errors.append(FieldError("topic", "unknown_topic"))
    if texts.get("language") and texts["language"] not in facts.languages:
        errors.append(FieldError("language", "unknown_language"))
    for name, limit in (("name", NAME_MAX), ("message", MESSAGE_MAX)):
        if len(texts.get(name, "")) > limit:
            errors.append(FieldError(name, "too_long", {"limit": limit}))
    if texts.get("email"):
        try:
            parse_email_address(texts["email"])
        except EmailAddressError as error:
            errors.append(FieldError("email", error.code))
    return errors


def _solution_errors(solution: object) -> list[FieldError]:
    """Check that the solution of a proof of work is a text; whether it is right is not a matter of form."""
    code = text_problem(solution, one_line=True)
    if code:
        return [FieldError(SOLUTION, code)]
    too_long = len(str(solution)) > _SOLUTION_MAX
    return [FieldError(SOLUTION, "too_long", {"limit": _SOLUTION_MAX})] if too_long else []


def _offset(value: object) -> int | None:
    """Return a number of minutes; JSON knows no difference between 540 and 540.0."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value not in _OFFSETS:
        return None
    return int(value)


def _form_order(error: FieldError) -> int:
    name = "details" if error.field.startswith(PREFIX) else error.field
    return _FORM_ORDER.index(name) if name in _FORM_ORDER else len(_FORM_ORDER)
