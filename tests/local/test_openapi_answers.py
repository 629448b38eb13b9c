"""What openapi.yaml says of each call, against the answers of the running center."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from tests.local.openapi_bodies import bodies_with_one_spoilt, spoilt_bodies
from tests.local.openapi_calls import example, fresh_chat, gap, inquiry, transcript, verdict, with_text
from tests.local.openapi_cases import CASES, SET_ASIDE
from tests.local.openapi_contract import (
    DOCUMENT,
    PROBLEM_TYPE,
    Call,
    check_answer,
    limit_of,
    operations,
    refused_by_document,
)

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
