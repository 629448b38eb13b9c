"""Which texts can be kept as they were written."""

from __future__ import annotations

import unicodedata


def text_problem(value: object, *, one_line: bool) -> str | None:
    """Return the code of why a value is no text that can be kept as it is, or None if it is one.

    Control characters are refused; line breaks and tabs are none where there may be several lines.
    """
    if not isinstance(value, str):
        return "wrong_type"
    if any("\ud800" <= character <= "\udfff" for character in value):
        return "broken_text"
    allowed = "" if one_line else "\n\r\t"
    if any(unicodedata.category(character) == "Cc" and character not in allowed for character in value):
        return "control_characters"
    return None
