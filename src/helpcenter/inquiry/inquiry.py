"""An inquiry as the customer wrote it, checked."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from helpcenter.api.problem import FieldError, unknown_field
from helpcenter.inquiry.email_address import EmailAddressError, parse_email_address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpcenter.center.facts import Facts

NAME_MAX = 80
MESSAGE_MAX = 5000
_FIELDS = ("topic", "name", "email", "message", "language", "consent")
_LINE_FIELDS = ("topic", "name", "email", "language")


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What a customer sends. Texts are NFC; `email` can be delivered to (its domain is ASCII)."""

    topic: str
    email: str
    message: str
    language: str
    name: str = ""

    @property
    def digest(self) -> str:
        """Tell this inquiry's content from any other's: SHA-256 over its canonical JSON, in hex."""
        canonical = json.dumps(asdict(self), ensure_ascii=True, sort_keys=True)
        return hashlib.sha256(canonical.encode()).hexdigest()


def check_inquiry(data: Mapping[str, object], facts: Facts) -> tuple[Inquiry | None, list[FieldError]]:
    """Turn a request's fields into an Inquiry, or name everything that is wrong with them at once.

    Returns:
        The inquiry and no errors, or None and the errors in the order of the form.
    """
    errors = [unknown_field(field) for field in data if field not in _FIELDS]
    texts: dict[str, str] = {}
    for field in _FIELDS[:-1]:
        value = data.get(field, "")
        code = _text_problem(field, value)
        if code:
            errors.append(FieldError(field, code))
        else:
            texts[field] = unicodedata.normalize("NFC", str(value)).strip()
    errors += _check_values(texts, facts)
    if data.get("consent") is not True:
        errors.append(FieldError("consent", "consent_required"))
    if errors:
        return None, sorted(errors, key=_form_order)
    texts["email"] = parse_email_address(texts["email"])
    return Inquiry(**texts), []


def _check_values(texts: Mapping[str, str], facts: Facts) -> list[FieldError]:
    """Check the fields that hold usable text; the others have their error already."""
    errors = [
        FieldError(field, "required")
        for field in ("topic", "email", "message", "language")
        if texts.get(field) == ""
    ]
    if texts.get("topic") and texts["topic"] not in facts.choices:
        errors.append(FieldError("topic", "unknown_topic"))
    if texts.get("language") and texts["language"] not in facts.languages:
        errors.append(FieldError("language", "unknown_language"))
    for field, limit in (("name", NAME_MAX), ("message", MESSAGE_MAX)):
        if len(texts.get(field, "")) > limit:
            errors.append(FieldError(field, "too_long", {"limit": limit}))
    if texts.get("email"):
        try:
            parse_email_address(texts["email"])
        except EmailAddressError as error:
            errors.append(FieldError("email", error.code))
    return errors


def _text_problem(field: str, value: object) -> str | None:
    """Name why a value is no text that can be kept as it is."""
    if not isinstance(value, str):
        return "wrong_type"
    if any("\ud800" <= character <= "\udfff" for character in value):
        return "broken_text"
    allowed = "" if field in _LINE_FIELDS else "\n\r\t"
    if any(unicodedata.category(character) == "Cc" and character not in allowed for character in value):
        return "control_characters"
    return None


def _form_order(error: FieldError) -> int:
    return _FIELDS.index(error.field) if error.field in _FIELDS else len(_FIELDS)
