"""POST /api/transcripts/{provider}, between HTTP and the use case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.api.problem import ProblemError, problem_response, unavailable
from helpcenter.api.response import json_response
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.inquiry.case_id import group_case_id
from helpcenter.records import record
from helpcenter.transcript.receive import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from helpcenter.api.request import Request
    from helpcenter.api.response import Response
    from helpcenter.center.facts import Facts
    from helpcenter.messages import Messages
    from helpcenter.transcript.receive import Received, ReceiveDelivery

_STATUS = {
    Outcome.KEPT: 201,
    Outcome.KNOWN: 200,
    Outcome.IGNORED: 200,
    Outcome.WAITING: 202,
    Outcome.SET_ASIDE: 202,
}


@record
class TranscriptEndpoint:
    """Answers a chat provider.

    `count` takes the name of what happened, for the metrics; `tell` logs a delivery that was set aside, by
    its IDs alone.
    """

    facts: Facts
    messages: Mapping[str, Messages]
    receive: ReceiveDelivery
    count: Callable[[str], None]
    tell: Callable[..., None]

    def __call__(self, request: Request) -> Response:
        """Return 201 for what brought something, 200 for what did not, 202 for what waits, or a problem.

        What is set aside is answered with 202 and with everything that is wrong: sending it again would not
        help, yet whoever connects a relay can mend it.
        """
        name = request.path.rpartition("/")[2]
        messages = self.messages[request.language(self.facts)]
        try:
            received = self._receive(name, request)
        except ProblemError as problem:
            self.count("TranscriptsRefused")
            return problem_response(problem, messages)
        self._note(name, received)
        accepted = self.receive.providers[name].accepted
        status = _STATUS[received.outcome]
        if accepted and received.outcome is not Outcome.SET_ASIDE:
            status = accepted
        return json_response(status, _body(received, messages))

    def _receive(self, name: str, request: Request) -> Received:
        try:
            return self.receive(name, request.headers, request.body)
        except StoreUnavailableError as error:
            raise unavailable(error.failure) from error

    def _note(self, name: str, received: Received) -> None:
        if received.outcome is Outcome.SET_ASIDE:
            self.count("DeliveriesSetAside")
            self.tell("set_aside", provider=name, delivery_id=received.delivery_id, reason=received.reason)
        elif received.outcome is Outcome.KEPT and received.transcript:
            self.count("TranscriptsStored")
            if not received.transcript.answered:
                self.count("ChatsUnanswered")


def _body(received: Received, messages: Messages) -> dict[str, object]:
    if received.transcript:
        return {"case_id": group_case_id(received.transcript.case_id)}
    if received.outcome is Outcome.IGNORED:
        return {"state": received.outcome.value}
    errors = [
        {"field": error.field, "code": error.code, "message": error.message(messages)}
        for error in received.errors
    ]
    return {
        "state": received.outcome.value,
        "delivery_id": received.delivery_id,
        "reason": received.reason,
        "errors": errors,
    }
