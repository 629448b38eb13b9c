"""The functions at the edge, in Node."""

from __future__ import annotations

from tests.modules.node import run_node


def test_requests_lead_to_the_visitors_language_and_the_live_release() -> None:
    """Whoever has chosen is left alone, nobody leaves the release or the site, each page has its policy."""
    run_node("edge.test.mjs")
