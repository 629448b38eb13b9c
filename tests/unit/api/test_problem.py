from __future__ import annotations

import json

import pytest

from helpcenter.api.problem import FieldError, ProblemError, problem_response, unavailable, unknown_field
from tests.unit.inquiry.sample import MESSAGES

CODES = [
    code.removeprefix("problem.")
    for code in MESSAGES["ko"].texts
    if code.startswith("problem.") and not code.endswith(".detail")
]


@pytest.mark.parametrize("language", sorted(MESSAGES))
@pytest.mark.parametrize("code", CODES)
def test_every_problem_is_answered_in_the_readers_language(code: str, language: str) -> None:
    """Type, status and words are those of the problem, as RFC 9457 has them."""
    response = problem_response(ProblemError(400, code), MESSAGES[language])
    body = json.loads(response.body)
    assert response.status == body["status"] == 400
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["content-language"] == language
    assert body["type"] == f"urn:helpcenter:problem:{code}"
    assert body["title"] == MESSAGES[language].texts[f"problem.{code}"]
    assert body["detail"] == MESSAGES[language].texts[f"problem.{code}.detail"]
    assert body["errors"] == []


def test_a_field_has_a_sentence_of_its_own_where_there_is_one() -> None:
    """The sentence names what is missing; a field nobody thought of gets the general one."""
    errors = [
        FieldError("topic", "required"),
        FieldError("shop", "required"),
        FieldError("message", "too_long", {"limit": 5000}),
    ]
    body = json.loads(problem_response(ProblemError(422, "invalid_inquiry", errors), MESSAGES["en"]).body)
    assert body["errors"] == [
        {"field": "topic", "code": "required", "message": "Please choose a topic."},
        {"field": "shop", "code": "required", "message": "Please fill this in."},
        {
            "field": "message",
            "code": "too_long",
            "message": "Please shorten your message to 5,000 characters or fewer.",
        },
    ]


def test_a_problem_brings_its_own_headers() -> None:
    """A store that is away says when to come back."""
    response = problem_response(unavailable({"error": "ThrottlingException"}), MESSAGES["ko"])
    assert (response.status, response.headers["retry-after"]) == (503, "5")


def test_what_failed_is_for_the_log_and_not_for_the_reader() -> None:
    """The response carries it, and neither its body nor its headers do."""
    response = problem_response(unavailable({"error": "ThrottlingException"}), MESSAGES["ko"])
    assert response.failure == {"error": "ThrottlingException"}
    assert "Throttling" not in response.body + str(response.headers)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("colour", "colour"),
        ("x" * 1000, "x" * 40),
        ("이름", r"\uc774\ub984"),
        ("\ud800" * 1000, r"\ud800" * 40),
        ("a\u202eb", r"a\u202eb"),
    ],
)
def test_a_field_nobody_asked_for_is_named_shortly_and_in_ascii(name: str, shown: str) -> None:
    """The name is the sender's: half a character or a very long one cannot break the answer."""
    problem = ProblemError(422, "invalid_inquiry", [unknown_field(name)])
    body = json.loads(problem_response(problem, MESSAGES["ko"]).body.encode())
    assert [(error["field"], error["code"]) for error in body["errors"]] == [(shown, "unknown_field")]


def test_an_answer_lists_no_more_errors_than_anybody_reads() -> None:
    """A body of a thousand wrong fields is answered with the first hundred."""
    errors = [unknown_field(f"field{number}") for number in range(1000)]
    assert ProblemError(422, "invalid_inquiry", errors).errors == tuple(errors[:100])
