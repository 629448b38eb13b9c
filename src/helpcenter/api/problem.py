"""Errors of the API as codes, and as application/problem+json (RFC 9457)."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from helpcenter.api.response import Response
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpcenter.messages import Messages


_NAME_SHOWN_MAX = 40  # characters
_RETRY_AFTER = "5"  # seconds
ERRORS_MAX = 100  # a body of 64 KB has room for thousands; nobody reads more than this


@record
class FieldError:
    """What is wrong with one field: a code of the message catalogue and the values its text needs."""

    field: str
    code: str
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)

    def message(self, messages: Messages) -> str:
        """Return the sentence for people: the field's own where the catalogue has one, else the code's.

        `a` stands for any field `a.b`. A value in several languages is said in that of `messages`.
        """
        names = (self.field, self.field.partition(".")[0])
        codes = [f"error.{self.code}.{name}" for name in names] + [f"error.{self.code}"]
        values = {
            key: value[messages.language] if isinstance(value, Mapping) else value
            for key, value in self.values.items()
        }
        return messages.text(next(code for code in codes if code in messages.texts), **values)


def unknown_field(name: str) -> FieldError:
    """Return the error for a field that nobody asked for. Its name is the sender's: shortened, in ASCII."""
    shown = name[:_NAME_SHOWN_MAX].encode("ascii", "backslashreplace").decode()
    return FieldError(shown, "unknown_field")


class ProblemError(Exception):
    """A request that gets no 2xx. `code` names the kind; words come from the catalogue.

    `members` are what the JSON says beyond that (RFC 9457, 3.2). `failure` is for the log:
    see Response.
    """

    def __init__(
        self,
        status: int,
        code: str,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
        members: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.errors = tuple(errors[:ERRORS_MAX])
        self.headers = dict(headers or {})
        self.members = dict(members or {})
        self.failure: Mapping[str, str] = {}


def unavailable(failure: Mapping[str, str]) -> ProblemError:
    """Return the problem of asking while something of ours can't be reached; `failure`: see Response."""
    problem = ProblemError(503, "unavailable", headers={"retry-after": _RETRY_AFTER})
    problem.failure = failure
    return problem


def problem_response(problem: ProblemError, messages: Messages) -> Response:
    """Return the problem as JSON in the language of `messages`."""
    body = {
        "type": f"urn:helpcenter:problem:{problem.code}",
        "title": messages.text(f"problem.{problem.code}"),
        "status": problem.status,
        "detail": messages.text(f"problem.{problem.code}.detail"),
        "errors": [
            {"field": error.field, "code": error.code, "message": error.message(messages)}
            for error in problem.errors
        ],
        **problem.members,
    }
    headers = {
        "content-type": "application/problem+json",
        "content-language": messages.language,
        **problem.headers,
    }
    return Response(problem.status, json.dumps(body, ensure_ascii=False), headers, problem.failure)
