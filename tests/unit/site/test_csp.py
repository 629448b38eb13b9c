from __future__ import annotations

import base64
import hashlib
import json

import pytest

from publishing.site.csp import InlineCodeError, content_security_policy, inline_script_hashes
from publishing.site.headers import headers_json


def source(script: str) -> str:
    """Return the source expression of a script, as the standard defines it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def test_each_script_of_a_page_is_allowed_by_its_hash() -> None:
    """Exactly what stands between the tags is hashed, spaces, line ends and Korean included."""
    html = '<script> a("가") \n</script><p>x</p><script type="module">b()</script><SCRIPT>c()</SCRIPT>'
    assert inline_script_hashes(html) == {source(' a("가") \n'), source("b()"), source("c()")}


def test_what_is_not_run_in_place_needs_no_hash() -> None:
    """Data and scripts with an address of their own are not in the list."""
    html = (
        '<script src="a.js"></script><script type="module" src="b.mjs"></script>'
        '<script type="application/ld+json">{}</script><script id="c" type="application/json">{}</script>'
    )
    assert inline_script_hashes(html) == set()


@pytest.mark.parametrize(
    "html",
    [
        '<p style="color:red">',
        "<style>p{}</style>",
        '<a href="#" onclick="x()">',
        "<svg><g\nSTYLE='a'/></svg>",
    ],
)
def test_what_no_hash_can_allow_stops_the_build(html: str) -> None:
    """Styles and handlers within a page would be dead there: the writer hears of it, not the visitor."""
    with pytest.raises(InlineCodeError):
        inline_script_hashes(html)


def test_prose_about_styles_is_prose() -> None:
    """A text may speak of style= and of one = 1."""
    assert inline_script_hashes("<p>Write style=&quot;x&quot;, or one = 1, or &lt;style&gt;.</p>") == set()


def test_the_policy_allows_scripts_by_hash_alone() -> None:
    """No word of the policy opens the page to whatever somebody may have put in."""
    policy = content_security_policy(["'sha256-b'", "'sha256-a'", "'sha256-a'"])
    assert "script-src 'self' 'sha256-a' 'sha256-b';" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_pages_may_post_files_where_they_are_told() -> None:
    """Files go straight to the bucket: its origin, and no other, joins the site's own."""
    origin = "https://files.s3.ap-northeast-2.amazonaws.com"
    policies = [
        json.loads(headers_json([], given))["every"]["Content-Security-Policy"] for given in ("", origin)
    ]
    assert "connect-src 'self';" in policies[0]
    assert f"connect-src 'self' {origin};" in policies[1]
