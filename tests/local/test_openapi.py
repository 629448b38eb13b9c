"""openapi.yaml is true to the template and to the codes in the source, and its examples to itself."""

from __future__ import annotations

import json

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from helpcenter.api.problem import FieldError, ProblemError, problem_response
from helpcenter.inquiry.case_id import group_case_id, parse_case_id
from helpcenter.transcript.signature import sign
from local.template import load_template
from tests.local import openapi_codes as codes
from tests.local.openapi_calls import example
from tests.local.openapi_contract import DOCUMENT, examples, fits, operations, resolved
from tests.local.openapi_outage import MESSAGES
from tests.local.running import ROOT

TYPE_PREFIX = "urn:helpcenter:problem:"
SCHEMAS = DOCUMENT["components"]["schemas"]


def test_the_document_is_openapi_3_1() -> None:
    """It can be read by whatever reads OpenAPI 3.1."""
    assert DOCUMENT["openapi"].startswith("3.1.")
    assert [str(error) for error in OpenAPIV31SpecValidator(DOCUMENT).iter_errors()] == []


def test_paths_are_those_of_the_template() -> None:
    """Each route of the HTTP API is documented, and nothing else is."""
    resources = load_template(ROOT / "template.yaml")["Resources"].values()
    events = [event for each in resources for event in each["Properties"].get("Events", {}).values()]
    routes = [event["Properties"] for event in events if event["Type"] == "HttpApi"]
    assert set(operations()) == {
        (route["Path"], route["Method"].lower())
        for route in routes
        if route["Path"].startswith("/api/")  # the rest is not what visitors can ask for
    }


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
