"""What is wrong with pages, as sentences for writers that name file and line."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError

from helpcenter.messages import load_messages
from publishing import operator_language
from publishing.site.references import unknown_references

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from helpcenter.messages import Messages


def reference_problems(file: str, source: str, known: Collection[str], messages: Messages) -> list[str]:
    """Return a sentence for each reference in a page that is none of `known`; `source` is the whole file."""
    try:
        unknown = unknown_references(source, known)
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
    catalogues = _catalogues()
    return catalogues[operator_language(environment, catalogues)]


@cache
def _catalogues() -> dict[str, Messages]:
    """Read them once: every page may need them."""
    return load_messages(Path(__file__).parent / "messages")
