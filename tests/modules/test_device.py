"""What a browser tells of its device, in Node."""

from __future__ import annotations

from tests.modules.node import run_node


def test_a_browser_tells_device_and_version_in_words() -> None:
    """From client hints where there are any, else from the user agent, and nothing where neither says."""
    run_node("device.test.mjs")
