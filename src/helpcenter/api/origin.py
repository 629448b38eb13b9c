"""Whose page sends a request: the site's own, or another's in the visitor's browser."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from helpcenter.api.problem import ProblemError

if TYPE_CHECKING:
    from helpcenter.api.request import Request

_OWN = frozenset({"same-origin", "none"})


def check_origin(request: Request, site_url: str) -> None:
    """Refuse what another site's page sends. Browsers say whose page it is; other programs need not.

    `Sec-Fetch-Site` is the browser's own word (https://www.w3.org/TR/fetch-metadata/); where it is missing,
    `Origin` must be that of `site_url` (RFC 6454).

    Raises:
        ProblemError: 403.
    """
    fetched = request.headers.get("sec-fetch-site", "")
    origin = request.headers.get("origin", "")
    if fetched in _OWN or (not fetched and not origin):
        return
    site = urlsplit(site_url)
    if origin.lower() != f"{site.scheme}://{site.netloc}".lower():
        raise ProblemError(403, "cross_site")
