"""Which texts can be kept as they were written."""

from __future__ import annotations

import re

_SURROGATES = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""Unicode's general category Cc, which is closed (Unicode 16.0, 23.1)."""
_CONTROLS_IN_LINES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def text_problem(value: object, *, one_line: bool) -> str | None:
    """Return the code of why a value is no text that can be kept as it is, or None if it is one.

    Control characters are refused; line breaks and tabs are none where there may be several lines.
    """
    if not isinstance(value, str):
        return "wrong_type"
    if _SURROGATES.search(value):
        return "broken_text"
    if (_CONTROLS if one_line else _CONTROLS_IN_LINES).search(value):
        return "control_characters"
    return None
