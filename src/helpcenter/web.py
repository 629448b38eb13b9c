"""The web, as Python's own urllib reaches it."""

from __future__ import annotations

import urllib.request
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import urlsplit

from helpcenter.records import record
from helpcenter.transcript.provider import FetchError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTENT_MAX = 5_000_000  # bytes
_TIMEOUT = 10  # seconds
_LOOPBACK = {"127.0.0.1", "localhost"}


@record
class UrllibWeb:
    """The Web over HTTPS; plain HTTP only to this machine.

    It follows no redirect: keys stay where they belong.
    """

    def get(self, url: str, headers: Mapping[str, str]) -> bytes:
        """Return what is there; see Web."""
        parts = urlsplit(url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
            raise UnreadableError("not_https")
        request = urllib.request.Request(  # noqa: S310 - HTTPS or this machine, as checked above
            url, headers={"accept": "application/json", "user-agent": "help-center", **headers}
        )
        try:
            with _OPENER.open(request, timeout=_TIMEOUT) as response:
                content: bytes = response.read(CONTENT_MAX + 1)
        except HTTPError as error:
            error.close()
            # 401 and 403: the key is wrong, which somebody will mend.
            if error.code in {401, 403, 429} or error.code >= 500:
                raise FetchError(f"http_{error.code}") from error
            raise UnreadableError(f"http_{error.code}") from error
        except (OSError, HTTPException) as error:
            raise FetchError(type(error).__name__) from error
        if len(content) > CONTENT_MAX:
            raise UnreadableError("too_large")
        return content


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow nothing: the answer stays an error."""


_OPENER = urllib.request.build_opener(_NoRedirects, urllib.request.ProxyHandler({}))
