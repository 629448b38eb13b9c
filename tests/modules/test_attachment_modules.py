"""Files in the browser, in Node."""

from __future__ import annotations

from tests.modules.node import run_node


def test_the_browser_tells_what_can_be_added() -> None:
    """By the first bytes of a file, as the server does."""
    run_node("attachments.test.mjs")
