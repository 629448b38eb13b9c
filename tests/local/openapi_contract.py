"""openapi.yaml, and what it says about a call and its answer."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import yaml
from openapi_core import Config, OpenAPI
from openapi_core.testing import MockRequest, MockResponse
from openapi_schema_validator import OAS31Validator, oas31_format_checker

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.local.running import Answer, RunningCenter

DOCUMENT: dict[str, Any] = yaml.safe_load((Path(__file__).parents[2] / "openapi.yaml").read_text("utf-8"))
PROBLEM_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Call:
    """A request; it is a POST if it has a body. Header names are lower case."""

    path: str
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def method(self) -> str:
        """The method, in lower case as the document has it."""
        return "get" if self.body is None else "post"

    @property
    def route(self) -> str:
        """The path as the document has it."""
        asked = self.path.split("/")
        routes = (path for path, _ in operations() if len(path.split("/")) == len(asked))
        return next(path for path in routes if _leads_to(path.split("/"), asked))

    def send(self, center: RunningCenter) -> Answer:
        """Send it."""
        return center.send(self.path, self.body, self.headers)


def _leads_to(route: list[str], asked: list[str]) -> bool:
    return all(part.startswith("{") or part == given for part, given in zip(route, asked, strict=True))


def check_answer(call: Call, answer: Answer) -> None:
    """Return if status, content type, headers and body are what the document says.

    Raises:
        OpenAPIError: they are not.
    """
    headers = {name.lower(): value for name, value in answer.headers.items()}
    response = MockResponse(
        answer.body.encode(), answer.status, headers, content_type=headers.get("content-type", "")
    )
    # An answer may not hold more than the document says.
    _openapi("forbid").validate_response(_request(call), response)


def refused_by_document(call: Call) -> list[str]:
    """Return what the document finds wrong with the call itself."""
    return [
        f"{error!r} {error.__cause__!r}" for error in _openapi("allow").iter_request_errors(_request(call))
    ]


def fits(value: object, schema: Mapping[str, object]) -> bool:
    """Tell whether a value is what a schema of the document says."""
    rooted = {**schema, "components": DOCUMENT["components"]}
    return bool(OAS31Validator(rooted, format_checker=oas31_format_checker).is_valid(value))


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    """Return what a reference stands for, and anything else as it is."""
    if "$ref" not in node:
        return node
    found: dict[str, Any] = DOCUMENT
    for name in node["$ref"].removeprefix("#/").split("/"):
        found = found[name]
    return found


def operations() -> list[tuple[str, str]]:
    """Return each path with each of its methods."""
    return [(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods]


def examples(node: object) -> Iterator[tuple[dict[str, Any], object]]:
    """Yield each example in a part of the document, with the schema that it is an example of."""
    if isinstance(node, dict) and "schema" in node:
        yield from ((node["schema"], resolved(each)["value"]) for each in node.get("examples", {}).values())
        if "example" in node:
            yield node["schema"], node["example"]
    for part in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from examples(part)


def limit_of(schema: str, field: str) -> int:
    """Return the longest text that a schema allows in a field, `a.b` being b in a."""
    part = DOCUMENT["components"]["schemas"][schema]
    for name in field.split("."):
        part = resolved(part["properties"][name])
    return int(part["maxLength"])


@cache
def _openapi(unnamed_members: Literal["allow", "forbid"]) -> OpenAPI:
    config = Config(
        extra_media_type_deserializers={PROBLEM_TYPE: json.loads},
        additional_properties_default_policy=unnamed_members,
    )
    return OpenAPI.from_dict(DOCUMENT, config)


def _request(call: Call) -> MockRequest:
    return MockRequest(
        "http://127.0.0.1",
        call.method,
        call.path,
        headers=dict(call.headers),
        data=call.body,
        content_type=call.headers.get("content-type", ""),
    )
