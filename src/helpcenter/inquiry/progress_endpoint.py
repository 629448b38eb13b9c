"""GET and POST /api/progress/{token}: the department notes that it has answered, or asked back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.api.problem import ProblemError, unavailable
from helpcenter.inquiry.acting import ActionRefusedError, CaseGoneError
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.inquiry.case_id import group_case_id
from helpcenter.inquiry.life import state_after
from helpcenter.inquiry.receipt import read_history
from helpcenter.inquiry.receipt_forms import confirmation, told
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpcenter.api.request import Request
    from helpcenter.api.response import Response
    from helpcenter.inquiry.acting import ActOnCase
    from helpcenter.inquiry.history import CaseHistory
    from helpcenter.inquiry.life import Kind
    from helpcenter.inquiry.progress import ProgressLinks
    from helpcenter.inquiry.receipt_endpoint import Desk
    from helpcenter.messages import Messages


@record
class ProgressEndpoint:
    """Answers with pages in the center's first language, as the department's mails are.

    GET asks and records nothing, since mail scanners open links; POST records.
    """

    desk: Desk
    links: ProgressLinks
    act: ActOnCase
    count: Callable[[str], None]

    def __call__(self, request: Request) -> Response:
        """Return the question, what was noted, or what is wrong; 404 for a forged link as for a lost case."""
        language = self.desk.facts.languages[0]
        messages = self.desk.messages[language]
        try:
            history, kind = self._look(request.path.rpartition("/")[2])
            if request.method != "POST":
                return self._ask(history, kind, messages)
            self.desk.form_fields(request)
            return self._note(history, kind, messages)
        except StoreUnavailableError as error:
            return self.desk.problem(request, unavailable(error.failure), language)
        except ProblemError as problem:
            return self.desk.problem(request, problem, language)

    def _look(self, token: str) -> tuple[CaseHistory, Kind]:
        read = self.links.read(token)
        history = read_history(self.act.store, read[0] if read else None, token)
        if history is None or read is None:
            raise ProblemError(404, "unknown_case")
        return history, read[1]

    def _ask(self, history: CaseHistory, kind: Kind, messages: Messages) -> Response:
        case_id = group_case_id(history.case.case_id)
        if state_after(history.state, kind) is None:
            return self._told(history, messages)
        title = messages.text(f"progress.{kind}.title", case_id=case_id)
        button = messages.text(f"progress.{kind}.send")
        content = confirmation(title, [messages.text(f"progress.{kind}.text")], button)
        return self.desk.page(200, messages, title, content)

    def _note(self, history: CaseHistory, kind: Kind, messages: Messages) -> Response:
        try:
            history, happened = self.act(history, kind)
        except ActionRefusedError:
            return self._told(history, messages)
        except CaseGoneError as error:
            raise ProblemError(404, "unknown_case") from error
        if happened:
            self.count({"answered": "CasesAnswered"}.get(kind, "CasesAskedBack"))
        return self._told(history, messages)

    def _told(self, history: CaseHistory, messages: Messages) -> Response:
        """Say where the case stands now, whoever brought it there."""
        case_id = group_case_id(history.case.case_id)
        title = messages.text(
            "progress.noted", case_id=case_id, state=messages.text(f"state.{history.state}")
        )
        content = told(title, [messages.text("progress.noted.text")])
        return self.desk.page(200, messages, title, content)
