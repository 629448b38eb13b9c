"""What openapi.yaml says of outages and of mistakes of ours, where no center need run."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from aws_lambda_powertools import Logger

from helpcenter.api.problem import problem_response, unavailable
from helpcenter.aws.http_function import http_function
from helpcenter.inquiry.case_id import derive_case_id
from helpcenter.transcript.feedback import OPEN_FOR
from tests.fakes.examples import make_case, make_transcript
from tests.local.openapi_calls import (
    FORM,
    example,
    form,
    fresh_chat,
    gap,
    inquiry,
    sent,
    told,
    transcript,
    verdict,
)
from tests.local.openapi_contract import Call, check_answer
from tests.local.openapi_files import wanted_upload
from tests.local.openapi_outage import (
    FEEDBACK_LINKS,
    FILE_LINKS,
    LINKS,
    MESSAGES,
    PROGRESS_LINKS,
    UPLOAD_LINKS,
    answer_of,
    response_without_database,
)
from tests.local.running import Answer

if TYPE_CHECKING:
    from collections.abc import Callable


pytestmark = pytest.mark.xdist_group("center")

INQUIRY = example("inquiry_ko")
ANSWER = example("answer_ko")


@pytest.mark.parametrize(
    "call",
    [
        lambda: inquiry(INQUIRY),
        lambda: form(INQUIRY),
        lambda: Call(urlsplit(LINKS.url(derive_case_id(b"secret", "key"))).path),
        lambda: transcript(fresh_chat()),
        lambda: verdict(ANSWER),
        lambda: verdict(ANSWER, FORM),
        lambda: gap(example("gap_ko")),
        lambda: told("tawk"),
        lambda: told("chatwoot"),
        lambda: wanted_upload(UPLOAD_LINKS.url(derive_case_id(b"secret", "key"))),
        lambda: Call(urlsplit(UPLOAD_LINKS.url(derive_case_id(b"secret", "key"))).path),
        lambda: Call(urlsplit(FILE_LINKS.url(make_case())).path),
        lambda: Call(urlsplit(FILE_LINKS.url(make_case())).path + "/1"),
        lambda: sent(urlsplit(LINKS.url(derive_case_id(b"secret", "key"))).path + "/information", words="a"),
        lambda: Call(urlsplit(LINKS.url(derive_case_id(b"secret", "key"))).path + "/erasure"),
        lambda: Call(urlsplit(PROGRESS_LINKS.answered_link(derive_case_id(b"secret", "key"))).path),
        lambda: sent("/api/lost-links", email="haneul@example.com"),
        lambda: Call(urlsplit(FEEDBACK_LINKS.url(make_transcript(), datetime.now(UTC) + OPEN_FOR)).path),
    ],
    ids=[
        *("inquiry", "form", "receipt", "chat", "answer", "answer form", "gap"),
        *("chat of tawk.to", "chat of Chatwoot", "upload", "states of uploads", "files", "file"),
        *("information", "erasure", "progress", "links", "rating"),
    ],
)
def test_an_outage_is_answered_as_documented(call: Callable[[], Call]) -> None:
    """Without its database each endpoint answers 503, says when to try again, and tells the log why."""
    made = call()
    response = response_without_database(made)
    answer = answer_of(response)
    assert answer.status == 503
    check_answer(made, answer)
    assert response.failure == {"error": "Away", "call": "Call"}


@pytest.mark.parametrize("language", MESSAGES)
def test_an_outage_is_a_problem_in_every_language(language: str) -> None:
    """The JSON of 503 is the documented problem, its Retry-After a number of seconds."""
    answer = answer_of(problem_response(unavailable({}), MESSAGES[language]))
    for call in (inquiry(INQUIRY), transcript({}), verdict(ANSWER)):
        check_answer(call, answer)


def test_a_mistake_of_ours_is_answered_as_documented() -> None:
    """An exception that nobody foresaw becomes the documented 500."""

    def connect() -> Callable[[object], Any]:
        raise ZeroDivisionError

    event = {"requestContext": {"http": {"method": "POST"}}, "rawPath": "/"}
    answered: dict[str, Any] = dict(http_function(connect, Logger(service="test"))(event, None))
    answer = Answer(answered["statusCode"], answered["headers"], answered["body"])
    assert answer.status == 500
    for call in (inquiry(INQUIRY), Call("/api/receipts/-"), transcript({}), verdict(ANSWER)):
        check_answer(call, answer)
