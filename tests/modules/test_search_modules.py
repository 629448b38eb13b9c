"""The search engine in Node: how it reads Korean and English, what it finds and what it marks."""

from __future__ import annotations

from tests.modules.node import run_node


def test_hangul_is_read_as_it_is_typed() -> None:
    """Keys, syllables and initials turn into one another."""
    run_node("hangul.test.mjs")


def test_the_engine_finds_what_is_meant() -> None:
    """Particles, spacing, typing errors, initials, keyboards, synonyms and names lead to the article."""
    run_node("search.test.mjs")


def test_what_becomes_of_a_search_is_told() -> None:
    """Followed or not, each search is told once, and a moment of typing is none."""
    run_node("outcome.test.mjs")
