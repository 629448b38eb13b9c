"""A function behind the HTTP API: it always answers, and tells its log nothing that a customer wrote."""

from __future__ import annotations

import json
from io import StringIO
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from aws_lambda_powertools import Logger

from helpcenter.api.response import Response, json_response
from helpcenter.aws.http_function import http_function

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpcenter.api.request import Request
    from helpcenter.aws.http_function import Endpoint, Handler

NUMBERS = count(1)  # a logger lives on under its name, so each test takes another
CANARY = "canary-mina@example.com"
EVENT: Mapping[str, object] = {
    "rawPath": f"/api/receipts/{CANARY}",
    "headers": {"x-note": CANARY},
    "requestContext": {"http": {"method": "POST"}},
    "body": CANARY,
}


class Function:
    """A handler around an endpoint, with its log."""

    def __init__(self, endpoint: Endpoint, *failures: Exception, counted: str = "") -> None:
        self.log = StringIO()
        self.connected = 0
        self._endpoint = endpoint
        self._failures = list(failures)
        logger = Logger(service=f"test-{next(NUMBERS)}", stream=self.log)
        self.handle: Handler = http_function(self._connect, logger, counted)

    def _connect(self) -> Endpoint:
        self.connected += 1
        if self._failures:
            raise self._failures.pop()
        return self._endpoint

    def __call__(self, event: Mapping[str, object] = EVENT) -> dict[str, object]:
        """Handle one event."""
        return self.handle(event, None)

    @property
    def entries(self) -> list[dict[str, Any]]:
        """Return what was logged."""
        return [json.loads(line) for line in self.log.getvalue().splitlines()]


def echo(request: Request) -> Response:
    """Answer with the request's body."""
    return json_response(200, {"body": request.body.decode()})


def stumble(request: Request) -> Response:
    """Fail with the customer's words in the error, and in the one behind it."""
    responses: dict[str, Response] = {}
    try:
        return responses[request.body.decode()]
    except KeyError as error:
        raise ValueError(request.body.decode(), request.headers) from error


def test_an_event_is_answered_by_the_endpoint() -> None:
    """The request goes in, the response comes out, and nothing is logged."""
    function = Function(echo)
    answer = function()
    assert answer["statusCode"] == 200
    assert json.loads(str(answer["body"])) == {"body": CANARY}
    assert function.entries == []


def test_the_endpoint_is_made_once_at_the_first_event() -> None:
    """Importing a function connects to nothing; a warm one does not connect again."""
    function = Function(echo)
    assert function.connected == 0
    for _ in range(3):
        function()
    assert function.connected == 1


def test_a_mistake_is_answered_as_a_problem() -> None:
    """The caller gets a 500 of our own and never the error's text."""
    answer = Function(stumble)()
    assert answer["statusCode"] == 500
    body = json.loads(str(answer["body"]))
    assert body["type"] == "urn:helpcenter:problem:internal"
    assert body["status"] == 500
    assert CANARY not in json.dumps(answer)


def test_a_mistake_is_logged_by_type_and_place_alone() -> None:
    """What the customer wrote is in the error, in its cause and in the request, and in no line of the log."""
    function = Function(stumble)
    function()
    [entry] = function.entries
    assert entry["level"] == "ERROR"
    assert entry["error"] == "ValueError"
    places = [place.rpartition(":") for place in entry["places"]]
    assert [Path(file).name for file, _, _ in places] == ["http_function.py", "test_http_function.py"]
    assert all(line.isdigit() for _, _, line in places)
    assert CANARY not in function.log.getvalue()


@pytest.mark.parametrize("event", [{}, {**EVENT, "body": "\x00", "isBase64Encoded": True, "headers": None}])
def test_an_event_that_is_none_is_a_mistake_of_ours(event: Mapping[str, object]) -> None:
    """Even what API Gateway never sends is answered."""
    assert Function(echo)(event)["statusCode"] == 500


def test_a_function_that_could_not_connect_tries_again() -> None:
    """A failure at the start is answered and logged like any other; the next event finds the endpoint."""
    function = Function(echo, RuntimeError(CANARY))
    assert [function()["statusCode"] for _ in range(2)] == [500, 200]
    assert [entry["error"] for entry in function.entries] == ["RuntimeError"]
    assert CANARY not in function.log.getvalue()


def test_with_a_snapshot_it_is_wired_before_the_first_event(monkeypatch: pytest.MonkeyPatch) -> None:
    """What begins from a snapshot has everything made; what does not waits for an event, and is made once."""
    function = Function(lambda _request: json_response(200, {}))
    assert function.connected == 0
    function()
    function()
    assert function.connected == 1
    monkeypatch.setenv("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")
    assert Function(lambda _request: json_response(200, {})).connected == 1


@pytest.mark.parametrize(("status", "told"), [(201, False), (422, False), (500, True), (503, True)])
def test_an_answer_that_is_our_fault_is_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], status: int, *, told: bool
) -> None:
    """To Lambda a function that answers has not failed: where a name is given, 5xx counts under it."""
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "help-center")
    monkeypatch.setenv("POWERTOOLS_METRICS_NAMESPACE", "HelpCenter")
    for name in ("", "InquiriesFailed"):
        Function(lambda _: json_response(status, {}), counted=name)()
        assert ('"InquiriesFailed":[1.0]' in capsys.readouterr().out.replace(" ", "")) is (
            told and bool(name)
        )
