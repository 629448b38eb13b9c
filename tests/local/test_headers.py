"""What the running center sends along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.local.running import RunningCenter

pytestmark = pytest.mark.xdist_group("center")


def headers_of(center: RunningCenter, path: str) -> dict[str, str]:
    """Return the headers of what a browser is answered, names in lower case."""
    answer = center.send(path, headers={"accept": "text/html"})
    return {name.lower(): value for name, value in answer.headers.items()}


def test_pages_of_functions_run_under_the_policy_of_the_site(center: RunningCenter) -> None:
    """A receipt or an error page is guarded like every page, and no cache keeps it."""
    page, reply = headers_of(center, "/"), headers_of(center, "/api/receipts/nobody")
    name = "content-security-policy"
    assert "frame-ancestors 'none'" in page[name]
    assert reply[name] == page[name]
    assert reply["cache-control"] == "no-store"
    assert reply["referrer-policy"] == "no-referrer"
