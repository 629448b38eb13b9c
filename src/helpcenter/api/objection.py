"""Whether whoever sent a request asks not to be counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpcenter.api.request import Request

# https://www.w3.org/TR/tracking-dnt/#dnt-header-field and https://w3c.github.io/gpc/#the-sec-gpc-header-field
_OBJECTIONS = ("dnt", "sec-gpc")


def objects_to_counting(request: Request) -> bool:
    """Tell whether the browser sends Do Not Track or Global Privacy Control."""
    return any(request.headers.get(name) == "1" for name in _OBJECTIONS)
