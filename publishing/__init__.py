"""From facts and pages to the site, and what writers and operators are told on the way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from helpcenter.messages import Messages, load_messages

if TYPE_CHECKING:
    from collections.abc import Container, Mapping


def operator_language(environment: Mapping[str, str], known: Container[str]) -> str:
    """Return the operator's language: the first of LC_ALL, LC_MESSAGES and LANG that is set.

    A language that is not `known`, and the `C` locale, mean English.
    """
    locale = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    language = locale.replace("-", "_").partition("_")[0].partition(".")[0]
    return language if language in known else "en"


def operator_messages(environment: Mapping[str, str]) -> Messages:
    """Return the catalogue in the operator's language."""
    catalogues = load_messages(Path(__file__).parent / "messages")
    return catalogues[operator_language(environment, catalogues)]
