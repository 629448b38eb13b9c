"""POST /api/transcripts/{provider}, between HTTP and the use case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpcenter.api.problem import ProblemError, problem_response
from helpcenter.api.response import json_response
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.inquiry.case_id import group_case_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from helpcenter.api.request import Request
    from helpcenter.api.response import Response
    from helpcenter.center.facts import Facts
    from helpcenter.messages import Messages
    from helpcenter.transcript.receive import ReceiveTranscript
    from helpcenter.transcript.transcript import Transcript

_RETRY_AFTER = "5"  # seconds


@dataclass(frozen=True, slots=True)
class TranscriptEndpoint:
    """Answers a chat provider. `count` takes the name of what happened, for the metrics."""

    facts: Facts
    messages: Mapping[str, Messages]
    receive: ReceiveTranscript
    count: Callable[[str], None]

    def __call__(self, request: Request) -> Response:
        """Return 201 for a transcript that is stored, 200 when it was there already, else a problem."""
        try:
            transcript, is_new = self._receive(request)
        except ProblemError as problem:
            self.count("TranscriptsRefused")
            return problem_response(problem, self.messages[request.language(self.facts)])
        if is_new:
            self.count("TranscriptsStored")
        return json_response(201 if is_new else 200, {"case_id": group_case_id(transcript.case_id)})

    def _receive(self, request: Request) -> tuple[Transcript, bool]:
        provider = request.path.rpartition("/")[2]
        try:
            return self.receive(provider, request.headers, request.body)
        except StoreUnavailableError as error:
            raise ProblemError(503, "unavailable", headers={"retry-after": _RETRY_AFTER}) from error
