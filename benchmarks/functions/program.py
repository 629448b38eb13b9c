"""The program that is measured: a fresh Python answers events, as in Lambda's runtime.

`python program.py FUNCTION EVENTS`: FUNCTION is a function's folder, or `bare`; EVENTS is a file of JSON, one
event a line. `bare` is the least that a function on boto3 can be: a client and, for each event, one item put.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Handler = Callable[[dict[str, Any], Any], object]


class Context:
    """What Lambda tells a function beside the event."""

    function_name = "measured"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:ap-northeast-2:000000000000:function:measured"
    aws_request_id = "00000000-0000-4000-8000-000000000000"

    def get_remaining_time_in_millis(self) -> int:
        """Return a time that is never up."""
        return 60_000


def bare() -> Handler:
    """Return the least function."""
    import boto3  # noqa: PLC0415 - what is imported is what is measured

    client = boto3.client("dynamodb")

    def handler(event: dict[str, Any], _context: object) -> object:
        item = {"pk": {"S": event["key"]}, "sk": {"S": "CASE"}, "body": {"S": event["body"]}}
        return client.put_item(TableName=os.environ["TABLE_NAME"], Item=item)

    return handler


def function(folder: str) -> Handler:
    """Return one of ours, as Lambda imports it: `handler` of the function's folder, which is on the path."""
    sys.path.insert(0, folder)
    from handler import handler  # type: ignore[import-not-found] # noqa: PLC0415 - see bare

    found: Handler = handler
    return found


def answers(name: str, events: str) -> Iterator[None]:
    """Answer every event of the file, one after the other; stop at the first that is not answered well."""
    handler = bare() if name == "bare" else function(name)
    for line in Path(events).read_text(encoding="utf-8").splitlines():
        answer = handler(json.loads(line), Context())
        status = answer.get("statusCode", 200) if isinstance(answer, dict) else 200
        if status >= 300:
            sys.exit(f"{name} answered {status}: {answer}")
        yield


if __name__ == "__main__":
    for _ in answers(*sys.argv[1:]):
        pass
