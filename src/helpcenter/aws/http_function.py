"""A Lambda function behind the HTTP API: one event, one request, one response."""

from __future__ import annotations

import os
import traceback
from functools import cache
from typing import TYPE_CHECKING, Any

from helpcenter.api.problem import ProblemError, problem_response
from helpcenter.aws.http_api import request_from_event, response_to_event
from helpcenter.messages import load_messages
from helpcenter.starting import without_collecting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aws_lambda_powertools import Logger

    from helpcenter.api.request import Request
    from helpcenter.api.response import Response
    from helpcenter.messages import Messages

    Endpoint = Callable[[Request], Response]
    Handler = Callable[[Mapping[str, Any], Any], dict[str, object]]

_OURS = 500  # from this status on the mistake is not the visitor's


def http_function(connect: Callable[[], Endpoint], logger: Logger, failures: str = "") -> Handler:
    """Return the handler that lets an endpoint answer; `connect` makes it at the first event.

    With SnapStart it is made at once
    (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html, AWS_LAMBDA_INITIALIZATION_TYPE).

    For Lambda a function that answers has not failed: answers of 5xx are counted under the name `failures`,
    where one is given.

    A mistake of ours is logged by its place in the code and answered with 500: the exception's own text may
    hold what a customer wrote. What could not be reached is logged by its `failure`: error and call.
    """

    @cache
    def endpoint() -> Endpoint:
        with without_collecting():
            return connect()

    if os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start":
        endpoint()  # so that it is part of the snapshot; it opens no connection and draws no random number

    def handle(event: Mapping[str, Any], _context: Any) -> dict[str, object]:  # noqa: ANN401 - of the runtime
        try:
            response = endpoint()(request_from_event(event))
        except Exception as error:  # noqa: BLE001 - a function always answers
            frames = traceback.extract_tb(error.__traceback__)
            places = [f"{frame.filename}:{frame.lineno}" for frame in frames]
            logger.error("unexpected", error=type(error).__name__, places=places)  # noqa: TRY400 - see above
            response = problem_response(ProblemError(500, "internal"), _messages(event))
        if response.failure:
            logger.error("unavailable", extra=response.failure)
        if failures and response.status >= _OURS:
            # Only here: who is answered well does not wait until this is loaded.
            from helpcenter.aws.counting import count  # noqa: PLC0415

            count(failures)
        return response_to_event(response)

    return handle


def _messages(event: Mapping[str, Any]) -> Messages:
    """Return the reader's catalogue with nothing but the catalogues: whatever else there is may be broken."""
    catalogues = load_messages()
    headers = event.get("headers")
    wanted = str(headers.get("accept-language", ""))[:2] if isinstance(headers, dict) else ""
    return catalogues.get(wanted) or next(iter(catalogues.values()))
