"""What is wrong with pages, as sentences for writers that name file and line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError

from helpcenter.messages import load_messages
from publishing import operator_language
from publishing.site.references import unknown_references

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpcenter.messages import Messages
    from publishing.site.vocabulary import Words


def reference_problems(file: str, source: str, words: Mapping[str, Words], messages: Messages) -> list[str]:
    """Return a sentence for each reference in a page that is no fact; `source` is the whole file."""
    try:
        unknown = unknown_references(source, words)
    except TemplateSyntaxError as error:
        return [messages.text("broken_braces", file=file, line=error.lineno, problem=error.message)]
    return [
        messages.text(
            "unknown_reference_nearest" if reference.nearest else "unknown_reference",
            file=file,
            line=reference.line,
            path=reference.path,
            nearest=reference.nearest,
        )
        for reference in unknown
    ]


def operator_messages(environment: Mapping[str, str]) -> Messages:
    """Return the words for whoever builds, in their language."""
    catalogues = load_messages(Path(__file__).parent / "messages")
    return catalogues[operator_language(environment, catalogues)]
