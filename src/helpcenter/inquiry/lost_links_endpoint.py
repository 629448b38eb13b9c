"""GET and POST /api/lost-links: links to one's open cases, by mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.api.problem import ProblemError, unavailable
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.inquiry.given import Given, read_address
from helpcenter.inquiry.lost_links import SLOT_HOURS
from helpcenter.inquiry.receipt_forms import address_form, told
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpcenter.api.request import Request
    from helpcenter.api.response import Response
    from helpcenter.inquiry.lost_links import SendLinks
    from helpcenter.inquiry.receipt_endpoint import Desk


@record
class LostLinksEndpoint:
    """Answers with pages in the reader's language; the answer is the same whether there are cases or not."""

    desk: Desk
    send: SendLinks
    count: Callable[[str], None]

    def __call__(self, request: Request) -> Response:
        """Return the form, what happens now, or what is wrong."""
        messages = self.desk.words(request)
        try:
            if request.method != "POST":
                return self.desk.page(
                    200, messages, messages.text("lost.title"), address_form(messages, Given())
                )
            given = read_address(self.desk.form_fields(request))
            if given.errors:
                content = address_form(messages, given)
                return self.desk.page(422, messages, messages.text("lost.title"), content)
            self.send(given.text("email"), messages.language)
        except StoreUnavailableError as error:
            return self.desk.problem(request, unavailable(error.failure))
        except ProblemError as problem:
            return self.desk.problem(request, problem)
        self.count("LinksAskedFor")
        title = messages.text("lost.sent")
        return self.desk.page(
            200, messages, title, told(title, [messages.text("lost.sent.text", hours=SLOT_HOURS)])
        )
