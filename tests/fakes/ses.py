"""A strict SES: refuses what SES refuses, by its documented limits, account state and codes."""

from __future__ import annotations

import base64
from collections import deque
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from local.ses_rules import refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

_SECOND, _DAY = 1, 86_400  # seconds


@dataclass
class StrictSes:
    """The client of an account; `sent` are the requests it took, as they are on the wire.

    `per_second` and `per_day` are its quotas, recipients in all
    (https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html; the codes are those of
    https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html); in the sandbox only `verified`
    addresses are sent to (https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html). A paused
    account sends nothing (https://docs.aws.amazon.com/ses/latest/dg/monitoring-sender-reputation-pausing.html).
    To an address on the
    suppression list SES takes a mail and lets it bounce
    (https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list.html).
    """

    now: Callable[[], datetime]
    identity: str = "onmaru.example"
    configuration_sets: frozenset[str] = frozenset()
    per_second: int = 14
    per_day: int = 50_000
    sandbox: bool = False
    verified: frozenset[str] = frozenset()
    suppressed: frozenset[str] = frozenset()
    paused: bool = False
    sent: list[dict[str, Any]] = field(default_factory=list)
    bounced: list[str] = field(default_factory=list)
    _moments: deque[float] = field(default_factory=deque)

    def send_email(self, **request: Any) -> dict[str, str]:  # noqa: ANN401 - as the SDK has it
        """Take a mail, or raise what SES answers."""
        wire = _on_the_wire(request)
        if refused := refusal(wire):
            raise _error(refused.code, refused.message)
        self._check_account(wire)
        self._check_rate(len(wire["Destination"]["ToAddresses"]))
        self.sent.append(wire)
        self.bounced += [to for to in wire["Destination"]["ToAddresses"] if to.lower() in self.suppressed]
        return {"MessageId": f"0100-{len(self.sent):08}"}

    def _check_account(self, wire: dict[str, Any]) -> None:
        if self.paused:
            raise _error("SendingPausedException", "Email sending is disabled.")
        name = wire.get("ConfigurationSetName")
        if name and name not in self.configuration_sets:
            raise _error("NotFoundException", f"Configuration set <{name}> does not exist.", 404)
        refused = [] if wire["FromEmailAddress"].rstrip(">").endswith(f"@{self.identity}") else ["sender"]
        if self.sandbox:
            refused += [to for to in wire["Destination"]["ToAddresses"] if to not in self.verified]
        if refused:
            raise _error("MessageRejected", "Email address is not verified. The following identities failed")

    def _check_rate(self, recipients: int) -> None:
        at = self.now().timestamp()
        while self._moments and at - self._moments[0] >= _DAY:
            self._moments.popleft()
        if len(self._moments) + recipients > self.per_day:
            raise _error("LimitExceededException", "Daily message quota exceeded.")
        latest = islice(reversed(self._moments), 2 * self.per_second)  # senders' clocks differ a little
        if sum(abs(at - moment) < _SECOND for moment in latest) + recipients > self.per_second:
            raise _error("TooManyRequestsException", "Maximum sending rate exceeded.", 429)
        self._moments += [at] * recipients


def _on_the_wire(request: dict[str, Any]) -> dict[str, Any]:
    """Return the request with the contents of files in base64, as the SDK sends them."""
    simple = dict(request["Content"]["Simple"])
    if "Attachments" in simple:
        simple["Attachments"] = [
            {**file, "RawContent": base64.b64encode(file["RawContent"]).decode()}
            for file in simple["Attachments"]
        ]
    return {**request, "Content": {"Simple": simple}}


def _error(code: str, message: str, status: int = 400) -> ClientError:
    answer = {"Error": {"Code": code, "Message": message}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(answer, "SendEmail")  # type: ignore[arg-type] # as botocore makes it
