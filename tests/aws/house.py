"""The inquiry from end to end over one set of stores: taken, delivered, told of, with faults anywhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError, ReadTimeoutError

from helpcenter.aws.mailer import SesMailer
from helpcenter.inquiry.submit import SubmitInquiry
from helpcenter.mail.delivery import DeliverMail, Mail
from helpcenter.mail.job import ACKNOWLEDGEMENT
from helpcenter.mail.record import RecordDelivery
from tests.aws.faults import THROTTLED
from tests.fakes.pace import NoPace
from tests.fakes.ses import StrictSes
from tests.unit.inquiry.sample import CALENDAR, FACTS, INQUIRY

if TYPE_CHECKING:
    from botocore.client import BaseClient

    from helpcenter.inquiry.case import Case
    from helpcenter.mail.delivery import Delivery
    from helpcenter.mail.job import MailJob
    from tests.aws.conftest import Stores

LEASE = timedelta(minutes=2)
SECRET = b"case secret"
FAULTS = ("throttled", "lost_before", "lost_after", "crash_before", "crash_after")


class Crash(BaseException):
    """The process ended here. Nothing in the code may catch it."""


@dataclass
class Calls:
    """Counts calls to AWS, and lets those of a plan fail: number of the call -> one of FAULTS."""

    plan: dict[int, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)

    def begin(self, plan: dict[int, str] | None = None) -> None:
        """Count from 0 again, with another plan."""
        self.plan, self.names = plan or {}, []

    def before(self, name: str) -> str:
        """Count a call; fail before it if planned; return what is planned for it."""
        fault = self.plan.get(len(self.names), "")
        self.names.append(name)
        if fault == "crash_before":
            raise Crash
        if fault == "lost_before":
            raise ReadTimeoutError(endpoint_url="https://aws.example")
        if fault == "throttled":
            code, status = THROTTLED["sesv2" if name == "SendEmail" else "dynamodb"]
            answer = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
            raise ClientError(answer, name)  # type: ignore[arg-type] # as botocore makes it
        return fault

    @staticmethod
    def after(fault: str) -> None:
        """Fail after a call that was done, if planned."""
        if fault == "crash_after":
            raise Crash
        if fault == "lost_after":
            raise ReadTimeoutError(endpoint_url="https://aws.example")

    def watch(self, client: BaseClient) -> None:
        """Count and fail the calls of a client whose AWS is in memory, on the event on which that answers."""
        faults: list[str] = []

        def first(event_name: str, **_: object) -> None:
            faults.append(self.before(event_name.rpartition(".")[2]))

        def last(**_: object) -> None:
            self.after(faults.pop())

        client.meta.events.register_first("before-send", first)
        client.meta.events.register_last("before-send", last)


@dataclass
class FaultySes:
    """An SES whose calls are counted and fail as planned."""

    ses: StrictSes
    calls: Calls

    def send_email(self, **request: Any) -> dict[str, str]:  # noqa: ANN401 - as the SDK has it
        """Take a mail."""
        fault = self.calls.before("SendEmail")
        answer = self.ses.send_email(**request)
        self.calls.after(fault)
        return answer


class House:
    """Takes inquiries, delivers mails and hears of them, over stores and a strict SES."""

    def __init__(self, stores: Stores) -> None:
        self.stores, self.clock, self.calls = stores, stores.clock, Calls()
        self.ses = StrictSes(self.clock, per_second=10**9, per_day=10**9)
        mailer = SesMailer(FaultySes(self.ses, self.calls), "no-reply@onmaru.example")  # type: ignore[arg-type]
        self.submit_inquiry = SubmitInquiry(FACTS, CALENDAR, stores.cases, SECRET, self.clock)
        self.deliver = DeliverMail(
            stores.outbox, mailer, self._compose, self.clock, NoPace(), LEASE, stores.gate
        )
        self.record = RecordDelivery(stores.fates, stores.suppressions, self.clock)

    def submit(self, key: str, email: str = "hong@example.com") -> Case:
        """Send the sample inquiry from an address."""
        return self.submit_inquiry(replace(INQUIRY, email=email), key)

    def _compose(self, job: MailJob) -> Mail:
        """Make a short mail of what is stored: what it says is proven elsewhere, and takes its time."""
        case = self.stores.cases.get(job.case_id)
        assert case
        to = case.inquiry.email if job.mail == ACKNOWLEDGEMENT else "desk@onmaru.example"
        return Mail("온마루", to, job.mail, "text", "<p>html</p>")

    def sweep(self) -> list[Delivery]:
        """Deliver what is due."""
        return list(self.deliver.due(until=self.clock() + timedelta(minutes=1)))

    def settle(self) -> None:
        """Let time pass until nothing is owed any more: no job waits longer than an hour for its next try."""
        for _ in range(100):
            self.clock.go_on(timedelta(hours=1))
            if not self.sweep():
                return
        raise AssertionError("owed for days")

    def sent(self) -> Counter[tuple[str, str]]:
        """Return how often SES took each mail: (case ID, mail) -> times."""
        tags = [{tag["Name"]: tag["Value"] for tag in request["EmailTags"]} for request in self.ses.sent]
        return Counter((tag["case_id"], tag["mail"]) for tag in tags)

    def sent_to(self, address: str) -> int:
        """Return how many mails SES took for an address."""
        return sum(request["Destination"]["ToAddresses"] == [address] for request in self.ses.sent)
