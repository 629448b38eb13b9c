"""Version 2 of the AWS command line, as far as runbooks use it: its words become calls of the SDK.

An operation or option that the SDK does not know fails, and so does what the SDK's own checks refuse.
"""

from __future__ import annotations

import base64
import fnmatch
import json
import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

from botocore import xform_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_jmespath: Any = import_module("jmespath")  # the SDK brings it along, without types
_RAW = "--cli-binary-format"
_CONDITION = re.compile(r'\$\.(?P<field>[\w.]+) = "(?P<wanted>[^"]*)"')
_PATTERN = re.compile(
    rf"\{{ {_CONDITION.pattern}(?: && {_CONDITION.pattern.replace('?P<', '?P<second_')})* \}}"
)


class CommandError(Exception):
    """The command line would not have understood this, or AWS refused it."""


def run_aws(connect: Callable[[str], Any], words: Sequence[str], folder: Path) -> str:
    """Run `aws …` and return what it prints; files are written into `folder`.

    Raises:
        CommandError: no such operation or option.
        ParamValidationError, ClientError: as the SDK has them.
    """
    program, service, operation, *rest = words
    if program != "aws":
        raise CommandError(program)
    given, options = _split(rest)
    if (service, operation) == ("logs", "tail"):
        return _tail(connect("logs"), given[0], options)
    client = connect(service)
    names = {xform_name(name, "-"): name for name in client.meta.service_model.operation_names}
    if operation not in names:
        raise CommandError(operation)
    model = client.meta.service_model.operation_model(names[operation])
    members = {xform_name(name, "-"): (name, shape) for name, shape in model.input_shape.members.items()}
    query, output = options.pop("--query", "@"), options.pop("--output", "json")
    raw = options.pop(_RAW, "base64") == "raw-in-base64-out"
    parameters = {}
    for option, value in options.items():
        if option.removeprefix("--") not in members:
            raise CommandError(option)
        name, shape = members[option.removeprefix("--")]
        parameters[name] = _typed(value, shape.type_name, raw=raw)
    answer = getattr(client, xform_name(names[operation]))(**parameters)
    if "Payload" in answer:
        (folder / given[0]).write_bytes(answer.pop("Payload").read())
    found = _jmespath.search(query, answer)
    if output == "text":
        return "\t".join(map(str, found)) if isinstance(found, list) else str(found)
    return json.dumps(found, default=str)


def _split(words: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    given, options, left = list[str](), dict[str, str](), iter(words)
    for word in left:
        if word.startswith("--"):
            options[word] = next(left)
        else:
            given.append(word)
    return given, options


def _typed(value: str, kind: str, *, raw: bool) -> object:
    if kind in {"integer", "long"}:
        return int(value)
    if kind == "blob":
        # https://docs.aws.amazon.com/cli/latest/userguide/cliv2-migration-changes.html#cliv2-migration-binaryparam
        return value.encode() if raw else base64.b64decode(value, validate=True)
    return value


def _tail(logs: Any, group: str, options: dict[str, str]) -> str:  # noqa: ANN401 - boto3 makes clients at run time
    """Return the events that the pattern lets pass; those of the last hour are all that there are here."""
    if set(options) - {"--since", "--filter-pattern"}:
        raise CommandError(options)
    pattern = options.get("--filter-pattern", "")
    if pattern and not _PATTERN.fullmatch(pattern):
        raise CommandError(pattern)
    wanted = [(found["field"], found["wanted"]) for found in _CONDITION.finditer(pattern)]
    pages = logs.get_paginator("filter_log_events").paginate(logGroupName=group)
    events = [event for page in pages for event in page["events"]]
    return "\n".join(event["message"] for event in events if _passes(event["message"], wanted))


def _passes(message: str, wanted: Sequence[tuple[str, str]]) -> bool:
    """Tell whether a line of JSON has what the pattern of a filter asks for.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html: `*` is anything.
    """
    try:
        told = json.loads(message)
    except ValueError:
        return not wanted
    return all(fnmatch.fnmatchcase(str(told.get(field, "")), value) for field, value in wanted)
