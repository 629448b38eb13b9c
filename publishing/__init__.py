"""From facts and pages to the site, and what writers and operators are told on the way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from helpcenter.messages import Messages, load_messages

if TYPE_CHECKING:
    from collections.abc import Mapping


def operator_messages(environment: Mapping[str, str]) -> Messages:
    """Return the catalogue in the operator's language: the first of LC_ALL, LC_MESSAGES and LANG that is set.

    A language without a catalogue, and the `C` locale, mean English.
    """
    catalogues = load_messages(Path(__file__).parent / "messages")
    locale = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return catalogues.get(locale.replace("-", "_").partition("_")[0].partition(".")[0], catalogues["en"])
