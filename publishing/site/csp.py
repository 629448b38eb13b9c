"""The content security policy: what a page of the site may load and run, and nothing else.

https://www.w3.org/TR/CSP3/
"""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the theme's icons are masks in its stylesheet
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
# Read as bytes: each begins with letters that are searched for at once, in a page made small (ASCII alone).
_SCRIPT = re.compile(rb"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_TYPE = re.compile(r"""\btype\s*=\s*["']?([^"'\s>]*)""", re.IGNORECASE)
_SOURCE = re.compile(r"\bsrc\s*=", re.IGNORECASE)
_STYLE = re.compile(rb"style\s*=")
_WORD = re.compile(rb"\w")
_HANDLER = re.compile(rb"on[a-z]+\s*=")
_CODE = {"", "module", "text/javascript", "application/javascript", "importmap", "speculationrules"}


class InlineCodeError(ValueError):
    """A page holds code that no hash can allow: a `style` attribute, a `<style>` or an `on…` attribute."""


def inline_script_hashes(html: str) -> set[str]:
    """Return the source expressions, like `'sha256-…'`, of the scripts that stand in the page itself.

    Data (`application/ld+json`, `application/json`) is never run and needs none.

    Raises:
        InlineCodeError: the page holds inline styles or event handlers.
    """
    source = html.encode("utf-8", "surrogatepass")
    small = source.lower()
    if _is_suspicious(small):
        checker = _Checker()
        checker.feed(html)
        checker.close()
    return {f"'sha256-{_digest(script)}'" for script in _inline_scripts(source, small)}


def content_security_policy(hashes: Iterable[str], more: Mapping[str, Iterable[str]] | None = None) -> str:
    """Return the policy's value.

    `hashes`: what `inline_script_hashes` gave for the pages it is for. `more`: directive -> what these pages
    may load beside what every page may.
    """
    directives = {**_DIRECTIVES, "script-src": " ".join(["'self'", *sorted(set(hashes))])}
    for name, sources in (more or {}).items():
        directives[name] = " ".join([directives.get(name, "'self'"), *sources])
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def _is_suspicious(small: bytes) -> bool:
    """Tell whether a page may hold what no hash allows; or it is just prose, and then the page is read."""
    if b"<style" in small:
        return True
    return any(
        not _WORD.fullmatch(small[max(0, found.start() - 1) : found.start()])
        for pattern in (_STYLE, _HANDLER)
        for found in pattern.finditer(small)
    )


def _inline_scripts(source: bytes, small: bytes) -> Iterator[bytes]:
    at = small.find(b"<script")
    while at >= 0:
        script = _SCRIPT.match(source, at)
        if script and _is_inline_code(script[1].decode("utf-8", "replace")):
            yield script[2]
        at = small.find(b"<script", script.end() if script else at + 1)


def _is_inline_code(attributes: str) -> bool:
    kind = _TYPE.search(attributes)
    return not _SOURCE.search(attributes) and (kind[1].lower() if kind else "") in _CODE


def _digest(script: bytes) -> str:
    return base64.b64encode(hashlib.sha256(script).digest()).decode("ascii")


class _Checker(HTMLParser):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        forbidden = [name for name, _ in attrs if name == "style" or name.startswith("on")]
        if forbidden or tag == "style":
            raise InlineCodeError(" ".join([tag, *forbidden]))
