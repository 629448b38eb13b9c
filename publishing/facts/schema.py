"""The shape of the center file, held against its JSON Schema."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from jsonschema import Draft202012Validator, FormatChecker

from publishing.facts.problems import Problem, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema.exceptions import ValidationError

    from publishing.facts.source import Place, Source

SCHEMA = Path(__file__).with_name("center.schema.json")

# What the file says too little or too much of, by JSON Schema keyword. All else is a wrong value.
_CODES = {
    "minItems": "facts.too_few",
    "maxItems": "facts.too_many",
    "minProperties": "facts.too_few",
    "uniqueItems": "facts.twice",
    "minimum": "facts.out_of_range",
    "maximum": "facts.out_of_range",
}


def shape_problems(source: Source) -> list[Problem]:
    """Return everything in the file that the schema does not allow."""
    problems = [
        problem for error in _validator().iter_errors(source.data) for problem in _explain(source, error)
    ]
    return list(
        {
            (problem.line, problem.code, tuple(problem.values.items())): problem for problem in problems
        }.values()
    )


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(
        json.loads(SCHEMA.read_text(encoding="utf-8")), format_checker=FormatChecker()
    )


def _explain(source: Source, error: ValidationError) -> Iterator[Problem]:
    place: Place = tuple(error.absolute_path)
    schema: dict[str, Any] = error.schema if isinstance(error.schema, dict) else {}
    expected: Any = error.validator_value
    if error.validator in {"anyOf", "oneOf"}:
        # The alternative that got furthest is the one that was meant.
        deepest = max(error.context or [error], key=lambda inner: len(inner.absolute_path))
        if len(deepest.absolute_path) > len(place) or deepest.validator == "enum":
            yield from _explain(source, deepest)
            return
    if error.validator == "required":
        given = cast("dict[str, Any]", error.instance)
        absent = [name for name in expected if name not in given]
        yield from (source.problem(place, "facts.missing", name=name) for name in absent)
    elif error.validator == "additionalProperties":
        known = schema.get("properties", {})
        for name in cast("dict[str, Any]", error.instance):
            if name not in known:
                yield source.problem(
                    (*place, name), "facts.unknown_key", value=name, **suggestion(name, known)
                )
    elif "propertyNames" in error.absolute_schema_path:
        yield _wrong(source, (*place, str(error.instance)), error)
    else:
        yield _wrong(source, place, error)


def _wrong(source: Source, place: Place, error: ValidationError) -> Problem:
    expected: Any = error.validator_value
    value = str(error.instance) if isinstance(error.instance, (str, int, float)) else ""
    if error.instance is None or error.instance == "":
        return source.problem(place, "facts.empty", name=str(place[-1]) if place else "")
    code = _CODES.get(str(error.validator))
    if code:
        limit = "" if isinstance(expected, bool) else str(expected)
        return source.problem(place, code, name=str(place[-1]), value=value, limit=limit)
    if error.validator == "enum":
        return source.problem(place, "facts.not_one_of", value=value, **suggestion(value, expected))
    if error.validator == "type":
        return source.problem(place, f"facts.wrong_type.{expected}", name=str(place[-1]), value=value)
    example = _example(error)
    return source.problem(place, "facts.wrong_form", value=value, example=example)


def _example(error: ValidationError) -> str:
    schemas = [error.schema, *(inner.schema for inner in error.context or ())]
    for schema in schemas:
        if not isinstance(schema, dict):
            continue
        if schema.get("examples"):
            return str(schema["examples"][0])
        if "const" in schema:
            return str(schema["const"])
        if "enum" in schema:
            return ", ".join(schema["enum"])
    return ""
