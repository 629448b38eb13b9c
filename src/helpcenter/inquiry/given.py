"""What somebody typed into a form on a receipt, with everything that is wrong with it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from helpcenter.api.problem import FieldError
from helpcenter.inquiry.email_address import EmailAddressError, parse_email_address
from helpcenter.records import field, record

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS_MAX = 5000  # characters, as many as the inquiry itself may have
VERDICTS = ("solved", "unsolved")


@record
class Given:
    """Texts in NFC by the name of their field, shown again where something is wrong."""

    texts: Mapping[str, str] = field(default_factory=dict)
    errors: tuple[FieldError, ...] = ()

    def text(self, name: str) -> str:
        """Return what was typed into a field."""
        return self.texts.get(name, "")


def read_information(fields: Mapping[str, object]) -> Given:
    """Read the form that adds something to a case."""
    words = _text(fields, "words")
    return Given({"words": words}, (*_missing(words, "words"), *_word_errors(words)))


def read_feedback(fields: Mapping[str, object]) -> Given:
    """Read the form that says whether an answer helped."""
    verdict, comment = _text(fields, "verdict"), _text(fields, "comment")
    errors = _missing(verdict, "verdict")
    if verdict and verdict not in VERDICTS:
        errors = [FieldError("verdict", "not_one_of", {"choices": ", ".join(VERDICTS)})]
    return Given({"verdict": verdict, "comment": comment}, (*errors, *_word_errors(comment, "comment")))


def read_address(fields: Mapping[str, object]) -> Given:
    """Read the form that asks for links; `email` is one that can be sent to."""
    email = _text(fields, "email")
    errors = _missing(email, "email")
    if email:
        try:
            return Given({"email": parse_email_address(email)})
        except EmailAddressError as error:
            errors = [FieldError("email", error.code)]
    return Given({"email": email}, tuple(errors))


def _text(fields: Mapping[str, object], name: str) -> str:
    typed = str(fields.get(name, "")).replace("\r\n", "\n")
    return unicodedata.normalize("NFC", typed).strip()


def _missing(text: str, name: str) -> list[FieldError]:
    return [] if text else [FieldError(name, "required")]


def _word_errors(words: str, name: str = "words") -> list[FieldError]:
    if any(unicodedata.category(letter) == "Cc" and letter not in "\n\t" for letter in words):
        return [FieldError(name, "control_characters")]
    return [FieldError(name, "too_long", {"limit": WORDS_MAX})] if len(words) > WORDS_MAX else []
