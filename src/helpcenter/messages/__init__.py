"""Message catalogues: the only place for words that people read.

A catalogue is a flat JSON object, one file a language, named `<lang>.json`: code -> text. A text may
hold `{name}` placeholders for `str.format_map`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping

_OWN = Path(__file__).parent


class UnknownMessageError(KeyError):
    """A code that the catalogue does not have: a mistake in our code, never in the input."""


@record
class Messages:
    """The texts of one language."""

    language: str
    texts: Mapping[str, str]

    def text(self, code: str, **values: object) -> str:
        """Return the text for `code` with its placeholders filled.

        Raises:
            UnknownMessageError: the catalogue has no such code.
        """
        try:
            text = self.texts[code]
        except KeyError as error:
            raise UnknownMessageError(code, self.language) from error
        return text.format_map(values) if values else text


def load_messages(folder: Path = _OWN) -> dict[str, Messages]:
    """Read every catalogue in `folder`, keyed by language; without one, those of the functions."""
    return {
        path.stem: Messages(path.stem, json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*.json"))
    }
