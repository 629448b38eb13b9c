"""Mails as folders: `<mail>/<language>/` holds `subject.txt`, `body.txt` and `body.html`.

They are written in `templates/` beside this file, the HTML as MJML, and compiled by `publishing.mails`.
"""

from __future__ import annotations

import html
import re
from string import Template
from typing import TYPE_CHECKING

from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
# The marks, embeddings, overrides and isolates of the Unicode Bidirectional Algorithm (UAX #9, 2.1 to 2.5).
_BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Html(str):
    """A value that is HTML already and goes into `body.html` as it is."""

    __slots__ = ()


@record
class RenderedMail:
    """Subject (one line) and both bodies of a mail."""

    subject: str
    text: str
    html: str


@record
class MailTemplates:
    """The templates in `folder`. A template names its values like `${case_id}`."""

    folder: Path

    def render(self, mail: str, language: str, values: Mapping[str, str]) -> RenderedMail:
        """Fill a mail's templates; values are text and cannot become markup unless they are `Html`.

        Raises:
            KeyError: a template names a value that is not given.
            OSError: there is no such mail in this language.
        """
        folder = self.folder / mail / language
        escaped = {
            name: value if isinstance(value, Html) else html.escape(value) for name, value in values.items()
        }
        return RenderedMail(
            subject=_BREAKS.sub(" ", _fill(folder / "subject.txt", values)).strip(),
            text=_fill(folder / "body.txt", values),
            html=_fill(folder / "body.html", escaped),
        )


def without_bidi_controls(text: str) -> str:
    """Return the text without the invisible characters that make it read in another order than it is in."""
    return _BIDI_CONTROLS.sub("", text)


def _fill(path: Path, values: Mapping[str, str]) -> str:
    return Template(path.read_text(encoding="utf-8")).substitute(values)
