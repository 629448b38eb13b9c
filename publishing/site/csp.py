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
    from collections.abc import Iterable, Mapping

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
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_TYPE = re.compile(r"""\btype\s*=\s*["']?([^"'\s>]*)""", re.IGNORECASE)
_SOURCE = re.compile(r"\bsrc\s*=", re.IGNORECASE)
_SUSPICIOUS = re.compile(
    r"<style\b|\bstyle\s*=|\bon[a-z]+\s*=", re.IGNORECASE
)  # or just prose: then it is read
_CODE = {"", "module", "text/javascript", "application/javascript", "importmap", "speculationrules"}


class InlineCodeError(ValueError):
    """A page holds code that no hash can allow: a `style` attribute, a `<style>` or an `on…` attribute."""


def inline_script_hashes(html: str) -> set[str]:
    """Return the source expressions, like `'sha256-…'`, of the scripts that stand in the page itself.

    Data (`application/ld+json`, `application/json`) is never run and needs none.

    Raises:
        InlineCodeError: the page holds inline styles or event handlers.
    """
    if _SUSPICIOUS.search(html):
        checker = _Checker()
        checker.feed(html)
        checker.close()
    scripts = [script for attributes, script in _SCRIPT.findall(html) if _is_inline_code(attributes)]
    return {f"'sha256-{_digest(script)}'" for script in scripts}


def content_security_policy(hashes: Iterable[str], more: Mapping[str, Iterable[str]] | None = None) -> str:
    """Return the policy's value.

    `hashes`: what `inline_script_hashes` gave for the pages it is for. `more`: directive -> what these pages
    may load beside what every page may.
    """
    directives = {**_DIRECTIVES, "script-src": " ".join(["'self'", *sorted(set(hashes))])}
    for name, sources in (more or {}).items():
        directives[name] = " ".join([directives.get(name, "'self'"), *sources])
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def _is_inline_code(attributes: str) -> bool:
    kind = _TYPE.search(attributes)
    return not _SOURCE.search(attributes) and (kind[1].lower() if kind else "") in _CODE


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")


class _Checker(HTMLParser):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        forbidden = [name for name, _ in attrs if name == "style" or name.startswith("on")]
        if forbidden or tag == "style":
            raise InlineCodeError(" ".join([tag, *forbidden]))
