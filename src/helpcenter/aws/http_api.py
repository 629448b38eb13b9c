"""HTTP as API Gateway's HTTP API hands it to a function (payload format 2.0).

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from helpcenter.api.request import Request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpcenter.api.response import Response


def request_from_event(event: Mapping[str, Any]) -> Request:
    """Return the request of an event. Cookies are left out: nothing here uses any.

    A text body that is no Unicode (lone surrogates) becomes bytes that are no UTF-8, which reading refuses.
    """
    body = event.get("body") or ""
    return Request(
        method=event["requestContext"]["http"]["method"],
        path=event["rawPath"],
        headers={name.lower(): value for name, value in event.get("headers", {}).items()},
        body=base64.b64decode(body)
        if event.get("isBase64Encoded")
        else body.encode("utf-8", "surrogatepass"),
    )


def response_to_event(response: Response) -> dict[str, object]:
    """Return what the function answers for the response."""
    return {
        "statusCode": response.status,
        "headers": dict(response.headers),
        "body": response.body,
        "isBase64Encoded": False,
    }
