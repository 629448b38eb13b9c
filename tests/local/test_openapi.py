"""openapi.yaml is true to the API: to the running center, to the template, to the codes in the source."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from aws_lambda_powertools import Logger
from hypothesis import given, settings
from openapi_spec_validator import OpenAPIV31SpecValidator

from helpcenter.api.problem import FieldError, ProblemError, problem_response
from helpcenter.aws.http_function import http_function
from helpcenter.inquiry.case_id import derive_case_id, group_case_id, parse_case_id
from helpcenter.transcript.feedback import OPEN_FOR
from helpcenter.transcript.signature import sign
from local.template import load_template
from tests.fakes.examples import make_case, make_transcript
from tests.local import openapi_codes as codes
from tests.local.openapi_bodies import bodies_with_one_spoilt, spoilt_bodies
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
    with_text,
)
from tests.local.openapi_cases import CASES, SET_ASIDE
from tests.local.openapi_contract import (
    DOCUMENT,
    PROBLEM_TYPE,
    Call,
    check_answer,
    examples,
    fits,
    limit_of,
    operations,
    refused_by_document,
    resolved,
)
from tests.local.openapi_files import wanted_upload
from tests.local.openapi_outage import (
    FEEDBACK_LINKS,
    FILE_LINKS,
    LINKS,
    MESSAGES,
    PROGRESS_LINKS,
    UPLOAD_LINKS,
    answer_of,
    answer_without_database,
)
from tests.local.running import ROOT, Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.local.running import RunningCenter

pytestmark = pytest.mark.xdist_group("center")

TYPE_PREFIX = "urn:helpcenter:problem:"
SCHEMAS = DOCUMENT["components"]["schemas"]
INQUIRY = example("inquiry_ko")
# What a schema can say too. The rest (is there such a topic, can the address be mailed to) is prose in it.
SAID_BY_SCHEMA = {
    *("consent_required", "control_characters", "must_be_empty", "not_list", "not_object", "not_one_of"),
    *("required", "too_long", "too_many", "unknown_field", "wrong_type"),
}
ANSWER = example("answer_ko")
SPOILT = [
    pytest.param("Answer", ANSWER, verdict, id="answer"),
    pytest.param("Gap", example("gap_ko"), gap, id="gap"),
    pytest.param("Inquiry", INQUIRY, inquiry, id="inquiry"),
    pytest.param("Transcript", fresh_chat(), transcript, id="chat"),
]


def test_the_document_is_openapi_3_1() -> None:
    """It can be read by whatever reads OpenAPI 3.1."""
    assert DOCUMENT["openapi"].startswith("3.1.")
    assert [str(error) for error in OpenAPIV31SpecValidator(DOCUMENT).iter_errors()] == []


@pytest.mark.parametrize("name", CASES)
def test_answers_are_what_the_document_says(center: RunningCenter, name: str) -> None:
    """Status, content type, headers and body of a real answer are documented, good or bad the request."""
    lead_to_call, status, kind = CASES[name]
    call = lead_to_call(center)
    answer = call.send(center)
    assert answer.status == status, answer.body
    check_answer(call, answer)
    if kind and "/" not in kind:
        assert answer.headers["content-type"] == PROBLEM_TYPE
        assert answer.json["type"] == TYPE_PREFIX + kind
        assert answer.json["status"] == status
    elif kind:
        assert answer.headers["content-type"].startswith(kind)
    if status < 400 and name not in SET_ASIDE:
        assert refused_by_document(call) == []


def test_every_documented_answer_can_be_had(center: RunningCenter) -> None:
    """No status stands there for show: but for outages and mistakes of ours, each is provoked here."""
    provoked = {(call(center).route, str(status)) for call, status, _ in CASES.values()}
    documented = {
        (path, status)
        for path, method in operations()
        for status in DOCUMENT["paths"][path][method]["responses"]
    }
    assert {(path, status) for path, status in documented if status < "500"} == provoked


def test_paths_are_those_of_the_template() -> None:
    """Each route of the HTTP API is documented, and nothing else is."""
    resources = load_template(ROOT / "template.yaml")["Resources"].values()
    events = [event for each in resources for event in each["Properties"].get("Events", {}).values()]
    routes = [event["Properties"] for event in events if event["Type"] == "HttpApi"]
    assert set(operations()) == {(route["Path"], route["Method"].lower()) for route in routes}


def test_problem_types_are_those_of_the_source() -> None:
    """Each problem that is told as JSON is in the list, and nothing else is."""
    listed = {name.removeprefix(TYPE_PREFIX) for name in SCHEMAS["ProblemType"]["enum"]}
    only_a_page = {"unknown_receipt", "unknown_feedback", "unknown_files", "unknown_case"}
    assert listed == codes.problem_codes() - only_a_page


def test_field_codes_are_those_of_the_source() -> None:
    """Each code that the source makes an error with is in the list, and each of the list in the source."""
    listed = set(SCHEMAS["FieldCode"]["enum"])
    assert codes.field_codes() <= listed
    assert codes.unmentioned(listed) == set()
    for messages in MESSAGES.values():
        assert {code.split(".")[1] for code in messages.texts if code.startswith("error.")} == listed


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
    """Without its database each endpoint answers 503 and says when to try again."""
    made = call()
    answer = answer_without_database(made)
    assert answer.status == 503
    check_answer(made, answer)


@pytest.mark.parametrize("language", MESSAGES)
def test_an_outage_is_a_problem_in_every_language(language: str) -> None:
    """The JSON of 503 is the documented problem, its Retry-After a number of seconds."""
    problem = ProblemError(503, "unavailable", headers={"retry-after": "5"})
    answer = answer_of(problem_response(problem, MESSAGES[language]))
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


def test_examples_are_what_their_schemas_say() -> None:
    """Who copies an example sends, or expects, something right."""
    found = list(examples(DOCUMENT))
    assert len(found) > 10
    for schema, value in found:
        assert fits(value, schema), value


def test_examples_of_problems_speak_as_the_api_does() -> None:
    """The words of an example are those that the catalogue has today."""
    problems = {name: each["value"] for name, each in DOCUMENT["components"]["examples"].items()}
    for name, shown in problems.items():
        if "errors" in shown:
            errors = [FieldError(error["field"], error["code"]) for error in shown["errors"]]
            messages = MESSAGES[name.rpartition("_")[2]]
            assert [error.message(messages) for error in errors] == [
                one["message"] for one in shown["errors"]
            ]
            if "type" in shown:
                problem = ProblemError(shown["status"], shown["type"].removeprefix(TYPE_PREFIX), errors)
                assert json.loads(problem_response(problem, messages).body) == shown


@pytest.mark.parametrize("name", ["accepted_inquiry", "accepted_transcript"])
def test_the_case_ids_of_examples_are_right(name: str) -> None:
    """An example's case ID is one that could have been read out by the center."""
    case_id = example(name)["case_id"]
    assert group_case_id(parse_case_id(case_id)) == case_id


def test_the_example_of_a_signature_is_right() -> None:
    """Who writes a relay can check it against the example."""
    operation = DOCUMENT["paths"]["/api/transcripts/generic"]["post"]
    shown = {
        each["name"]: each["example"] for each in map(resolved, operation["parameters"]) if "example" in each
    }
    assert shown["X-Signature"] == sign(b"local-secret", shown["X-Timestamp"], b"{}")


@pytest.mark.parametrize(
    ("schema", "field"),
    [
        ("Inquiry", "name"),
        ("Inquiry", "message"),
        ("Transcript", "account"),
        ("Transcript", "chat_id"),
        ("Transcript", "language"),
        ("Transcript", "customer.name"),
        ("PublicMessage", "id"),
        ("PublicMessage", "name"),
        ("PublicMessage", "text"),
        ("InternalNote", "id"),
    ],
)
def test_the_documented_length_is_taken_and_no_more(center: RunningCenter, schema: str, field: str) -> None:
    """A text of the documented length is accepted; one character more is `too_long`, for the document too."""
    limit = limit_of(schema, field)
    longest, longer = (with_text(schema, field, "가" * length) for length in (limit, limit + 1))
    assert longest.send(center).status == 201
    assert refused_by_document(longest) == []
    assert [error["code"] for error in longer.send(center).json["errors"]] == ["too_long"]
    assert refused_by_document(longer)


def test_the_documented_number_of_messages_is_taken_and_no_more(center: RunningCenter) -> None:
    """The list may be empty or full; one message more is `too_many`, for the document too."""
    chat, limit = fresh_chat(), SCHEMAS["Transcript"]["properties"]["messages"]["maxItems"]
    last = {**chat["messages"][-1], "text": "a"}
    none, most, more = (
        transcript({**chat, "messages": [{**last, "id": f"m{number}"} for number in range(count)]})
        for count in (0, limit, limit + 1)
    )
    assert [call.send(center).status for call in (none, most)] == [201, 201]
    assert [refused_by_document(call) for call in (none, most)] == [[], []]
    assert [error["code"] for error in more.send(center).json["errors"]] == ["too_many"]
    assert refused_by_document(more)


@pytest.mark.parametrize(("schema", "body", "make_call"), SPOILT)
def test_each_field_is_as_documented(
    center: RunningCenter, schema: str, body: dict[str, Any], make_call: Callable[[object], Call]
) -> None:
    """Each field left out, null, blank, of another type: API and document refuse the same."""
    for spoilt in bodies_with_one_spoilt(schema, body):
        assert _agreed_status(center, make_call(spoilt)) in (200, 201, 202, 422)


@pytest.mark.parametrize(("schema", "body", "make_call"), SPOILT)
def test_odd_bodies_are_answered_as_documented(
    center: RunningCenter, schema: str, body: dict[str, Any], make_call: Callable[[object], Call]
) -> None:
    """Several fields wrong at once, odd texts, numbers that are none: never an error of ours."""
    statuses = set()

    @settings(max_examples=100, derandomize=True, deadline=None)
    @given(spoilt_bodies(schema, body))
    def sweep(spoilt: dict[str, Any]) -> None:
        statuses.add(_agreed_status(center, make_call(spoilt)))

    sweep()
    assert statuses & {200, 201}
    assert statuses & {202, 422}


def _agreed_status(center: RunningCenter, call: Call) -> int:
    """Send a call; check that the answer is documented, and the call refused only where the document refuses.

    Where a schema can't say what is wrong, the API alone refuses.
    """
    answer = call.send(center)
    check_answer(call, answer)
    refusals = refused_by_document(call)
    if answer.status in (200, 201):
        assert refusals == [], call.body
    elif answer.status in (202, 422):
        found = {error["code"] for error in answer.json["errors"]}
        assert refusals or not found & SAID_BY_SCHEMA, call.body
    return answer.status
