"""Events of SES for mails in the local mailbox: what became of them, told as SES tells it on AWS.

The embedded SES delivers everything and tells nothing. `POST /_local/mail/<key>/events/<kind>` hands the
event of a kind to record_delivery.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from local.mailbox import TAG_HEADER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request

    from local.mailbox import Mailbox, StoredMail

DETAIL_TYPES = {
    "Bounce": "Email Bounced",
    "Complaint": "Email Complaint Received",
    "Delivery": "Email Delivered",
    "DeliveryDelay": "Email Delivery Delayed",
    "Reject": "Email Rejected",
}


@dataclass(frozen=True, slots=True)
class MailEvents:
    """Tells of mails in a mailbox; `tell` takes the event and returns when it was recorded."""

    tell: Callable[[Mapping[str, Any]], None]
    mails: Mailbox

    def routes(self) -> list[Route]:
        """Return the route that tells."""
        return [Route("/_local/mail/{key}/events/{kind}", self._tell, methods=["POST"])]

    async def _tell(self, request: Request) -> Response:
        mail = self.mails.mail(request.path_params["key"])
        event = mail and ses_event(mail, request.path_params["kind"])
        if not event:
            return Response(status_code=404)
        await asyncio.to_thread(self.tell, event)
        return JSONResponse(event, status_code=202)


def ses_event(mail: StoredMail, kind: str) -> dict[str, Any] | None:
    """Return the event of a kind about a mail, None for a kind that there is not.

    There are `bounce`, `transient-bounce`, `complaint`, `delivery`, `delay` and `reject`.
    https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
    """
    to = str(mail.message["To"])
    failed = [{"emailAddress": to, "action": "failed", "status": "5.1.1"}]
    told: dict[str, tuple[str, dict[str, Any]]] = {
        "bounce": ("Bounce", {"bounceType": "Permanent", "bouncedRecipients": failed}),
        "transient-bounce": ("Bounce", {"bounceType": "Transient", "bouncedRecipients": failed}),
        "complaint": ("Complaint", {"complainedRecipients": [{"emailAddress": to}]}),
        "delivery": ("Delivery", {"recipients": [to]}),
        "delay": ("DeliveryDelay", {"delayType": "MailboxFull"}),
        "reject": ("Reject", {"reason": "Bad content"}),
    }
    if kind not in told:
        return None
    name, content = told[kind]
    part = name[0].lower() + name[1:]
    message_id = str(mail.message["Message-ID"]).strip("<>").partition("@")[0]
    about = {"messageId": message_id, "destination": [to], "tags": _tags(mail)}
    detail = {"eventType": name, "mail": about, part: content}
    return {"source": "aws.ses", "detail-type": DETAIL_TYPES[name], "detail": detail}


def _tags(mail: StoredMail) -> dict[str, list[str]]:
    return {
        name.removeprefix(TAG_HEADER).replace("-", "_"): [str(value)]
        for name, value in mail.message.items()
        if name.startswith(TAG_HEADER)
    }
