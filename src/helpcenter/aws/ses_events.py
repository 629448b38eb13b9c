"""SES's events of mails that it sent, as EventBridge brings them.

https://docs.aws.amazon.com/ses/latest/dg/monitor-sending-using-event-publishing-setup.html and, for what is
in `detail`, https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpcenter.mail.record import Fate, MailEvent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_sesv2.type_defs import MessageTagTypeDef

_CASE, _MAIL = "case_id", "mail"
_SEPARATOR, _SEPARATOR_IN_TAG = "#", "__"  # a tag holds letters, digits, _ and - alone
_FATES = {
    "Bounce": Fate.BOUNCED,
    "Complaint": Fate.COMPLAINED,
    "Delivery": Fate.DELIVERED,
    "DeliveryDelay": Fate.DELAYED,
    "Reject": Fate.REJECTED,
}
_NO_COMPLAINT = "not-spam"  # the recipient took it out of the junk folder


def job_tags(case_id: str, mail: str) -> list[MessageTagTypeDef]:
    """Return the tags by which an event tells its job; an ID says nothing to whoever sees it."""
    return [
        {"Name": _CASE, "Value": case_id},
        {"Name": _MAIL, "Value": mail.replace(_SEPARATOR, _SEPARATOR_IN_TAG)},
    ]


def mail_event(event: Mapping[str, Any]) -> MailEvent | None:
    """Return what an event tells; None when it is not about one of our jobs, or says nothing to act upon.

    A permanent bounce means that the address does not work; a transient one, which an automatic answer may
    be too, and one of unknown kind say nothing about the next mail.
    https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html#bounce-types
    """
    detail = event["detail"]
    kind, tags = detail["eventType"], detail["mail"].get("tags", {})
    if kind not in _FATES or _CASE not in tags or _MAIL not in tags:
        return None
    bounce, complaint = detail.get("bounce", {}), detail.get("complaint", {})
    if complaint.get("complaintFeedbackType") == _NO_COMPLAINT:
        return None
    told = bounce.get("bouncedRecipients", ()) or complaint.get("complainedRecipients", ())
    return MailEvent(
        case_id=tags[_CASE][0],
        mail=tags[_MAIL][0].replace(_SEPARATOR_IN_TAG, _SEPARATOR),
        fate=_FATES[kind],
        addresses=tuple(recipient["emailAddress"] for recipient in told),
        for_good=kind == "Complaint" or bounce.get("bounceType") == "Permanent",
    )
