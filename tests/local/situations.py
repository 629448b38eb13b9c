"""What each alarm is for, made to happen on a running center."""

from __future__ import annotations

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from functions.check_attachment import handler as check_attachment
from helpcenter.attachment.attachment import UPLOADS
from helpcenter.bootstrap.check_attachment import check_attachment as wire_check
from helpcenter.mail.job import ATTEMPTS_MAX
from local.chat_demo import make
from local.demo_chats import TOLD_BY
from operations.place import local_place
from tests.local.openapi_calls import fresh_chat
from tests.local.running import eventually
from tests.local.stored_cases import database_of
from tests.local.test_inquiry_journey import INQUIRY

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import ExitStack

    import pytest

    from tests.fakes.cloudwatch import Alarm
    from tests.local.alarm_watch import Watch
    from tests.local.runbooks import Operator


GIVEN_UP = {
    "DeadMails": "dead-mail.md",
    "DeliveriesSetAside": "set-aside.md",
    "UploadsStuck": "uploads-stuck.md",
}
"""What counts as given up too, and the runbook to which the one about that leads."""


def nothing() -> float:
    """Let nothing happen."""
    return 0.0


@dataclass
class Situation:
    """`act` is what goes wrong, once in a period, `after` the same when all is well again.

    Both return how many answers of 5xx visitors got; None is what this machine cannot do: to stop what goes
    on by itself. `names` are what the runbook's commands leave open, `shown` what they must have printed.
    """

    act: Callable[[], float] | None
    after: Callable[[], float] = nothing
    names: Callable[[Operator], dict[str, str]] = lambda _: {}
    shown: str = ""


@dataclass
class Trouble:
    """Makes situations; what was broken is put right when `repairs` ends."""

    watch: Watch
    repairs: ExitStack
    patch: pytest.MonkeyPatch
    screen: pytest.CaptureFixture[str]
    sent: dict[str, Any] = field(default_factory=dict)

    def of(self, alarm: Alarm, cause: str = "") -> Situation:
        """Return what the alarm is for; of several things, the one that counts as `cause`."""
        watched = {metric.name: metric for metric in alarm.metrics}
        if "InquiriesFailed" in watched or "5xx" in watched:
            return self._refusing(int(alarm.threshold))
        if "Errors" in watched:
            return self._failing(str(watched["Errors"].dimensions[0][1]))
        if "Invocations" in watched:
            name = str(watched["Invocations"].dimensions[0][1])
            return Situation(None, after=lambda: self._invoke(name))
        [name] = watched
        situations = {
            "DeadMails": self._dying,
            "MailsSuppressed": self._pausing,
            "DeliveriesSetAside": self._unreadable,
            "UploadsStuck": self._stuck,
            "ApproximateNumberOfMessagesVisible": self._losing,
        }
        return situations[cause or name](int(alarm.threshold))

    def _take_table(self, function: str, instead: str = "") -> None:
        """Take the table's name from a function, or give it another, as a bad deployment does."""
        client, name = self.watch.account.client("lambda"), self.watch.physical(function)
        variables = client.get_function_configuration(FunctionName=name)["Environment"]["Variables"]
        less = {key: value for key, value in variables.items() if key != "TABLE_NAME"}
        less |= {"TABLE_NAME": instead} if instead else {}
        client.update_function_configuration(FunctionName=name, Environment={"Variables": less})
        whole = {"Variables": variables}
        self.repairs.callback(client.update_function_configuration, FunctionName=name, Environment=whole)

    def _refusing(self, count: int) -> Situation:
        """One inquiry that fails is the settings' fault; for the API's many the table can't be reached."""
        self._take_table("SubmitInquiry", "" if count == 1 else "no-table-of-ours")

        def submit() -> float:
            return sum(self.watch.center.submit(INQUIRY).status >= 500 for _ in range(count))

        return Situation(submit, after=submit, shown="SettingsError" if count == 1 else "TransactWriteItems")

    def _failing(self, function: str) -> Situation:
        if function == "RecordDelivery":
            self._bounced()  # what it is told of, while it still works
        self._take_table(function)

        def invoke() -> float:
            return self._invoke(function)

        return Situation(invoke, after=invoke)

    def _invoke(self, function: str) -> float:
        told = json.dumps(self.sent.get(function, {})).encode()
        self.watch.account.client("lambda").invoke(FunctionName=self.watch.physical(function), Payload=told)
        return 0.0

    def _bounced(self) -> dict[str, Any]:
        """Return an event of SES of a mail that left."""
        center, email = self.watch.center, f"{uuid.uuid4().hex}@example.com"
        case_id = center.submit({**INQUIRY, "email": email}).json["case_id"]
        [mail] = [mail for mail in center.mails_of(case_id, 2) if mail["to"] == email]
        event = center.send(f"/_local/mail/{mail['key']}/events/delivery", b"").json
        self.sent["RecordDelivery"] = event
        return dict(event)

    def _dying(self, count: int) -> Situation:
        """A mail was tried as often as it may be, and is tried once more."""
        center, email = self.watch.center, f"{uuid.uuid4().hex}@example.com"
        client, table = database_of(center)

        def die() -> float:
            before = sum(self.watch.counted("DeadMails"))
            case_id = center.submit({**INQUIRY, "email": email}).json["case_id"]
            center.mails_of(case_id, 2)
            client.update_item(
                TableName=table,
                Key={"pk": {"S": f"CASE#{case_id.replace('-', '')}"}, "sk": {"S": "MAIL#acknowledgement"}},
                UpdateExpression="SET #s = :due, due_at = :now, due_shard = :shard, attempts = :tries",
                ExpressionAttributeNames={"#s": "state"},
                ExpressionAttributeValues={
                    ":due": {"S": "DUE"},
                    ":now": {"S": f"{datetime.now(UTC).isoformat(timespec='microseconds')}"},
                    ":shard": {"S": "0"},
                    ":tries": {"N": str(ATTEMPTS_MAX)},
                },
            )
            eventually(lambda: sum(self.watch.counted("DeadMails")) >= before + count)
            return 0.0

        return Situation(die, shown="acknowledgement\tdead")

    def _pausing(self, count: int) -> Situation:
        """Somebody paused acknowledgements, and inquiries come."""
        center = self.watch.center
        local_place(center.data).ack_switch().pause(datetime.now(UTC))

        def submit() -> float:
            before = sum(self.watch.counted("MailsSuppressed"))
            addresses = [f"{uuid.uuid4().hex}@example.com" for _ in range(count)]
            with ThreadPoolExecutor(8) as visitors:
                for answer in visitors.map(
                    lambda email: center.submit({**INQUIRY, "email": email}), addresses
                ):
                    assert answer.status == 201
            eventually(lambda: sum(self.watch.counted("MailsSuppressed")) >= before + count)
            return 0.0

        def welcome() -> float:
            center.mails_of(center.submit({**INQUIRY, "email": "later@example.com"}).json["case_id"], 2)
            return 0.0

        return Situation(submit, after=welcome, shown="paused")

    def _unreadable(self, _: int) -> Situation:
        """A chat system tells of a chat and does not hand it out."""
        center, deliveries = self.watch.center, local_place(self.watch.center.data).deliveries()
        put, tell = TOLD_BY["chatwoot"](fresh_chat())
        known = {each.delivery_id for each in deliveries.failed(datetime.now(UTC))}

        def failed() -> set[str]:
            return {each.delivery_id for each in deliveries.failed(datetime.now(UTC))} - known

        def told() -> float:
            assert make(center.url, tell)[0] < 300
            eventually(failed)
            return 0.0

        def all_read() -> float:
            eventually(lambda: not failed())
            return 0.0

        self.repairs.callback(lambda: make(center.url, put))
        return Situation(told, after=all_read, names=lambda _: {"ID": next(iter(failed()))}, shown="chatwoot")

    def _stuck(self, _: int) -> Situation:
        """A file can't be checked, and an hour passes."""
        center, client = self.watch.center, self.watch.account.client("s3")
        self._take_table("CheckAttachment")  # else it would check the file at once
        bucket, key = self.watch.physical("AttachmentBucket"), f"{UPLOADS}0123456789A/{uuid.uuid4().hex}"
        client.put_object(Bucket=bucket, Key=key, Body=b"file")
        settings = {"TABLE_NAME": "gone", "ATTACHMENT_BUCKET": bucket, "MALWARE_PROTECTION": ""}
        aws = {"AWS_ENDPOINT_URL": self.watch.account.endpoint, "AWS_DEFAULT_REGION": client.meta.region_name}
        for name, value in {**aws, "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local"}.items():
            self.patch.setenv(name, value)
        self.patch.setenv("POWERTOOLS_SERVICE_NAME", "help-center")
        self.patch.setenv("POWERTOOLS_METRICS_NAMESPACE", "HelpCenter")
        self.patch.setattr("helpcenter.bootstrap.check_attachment.DATA", center.data / "build")
        self.patch.setattr(check_attachment, "_use_cases", lambda: wire_check(settings))
        self.patch.setattr(check_attachment, "datetime", _Later)

        def sweep() -> float:
            self.screen.readouterr()
            check_attachment.handler({}, _context())
            with (center.data / "log").open("a", encoding="utf-8") as log:
                log.write(self.screen.readouterr().out)  # where lines of the center's own functions go
            return 0.0

        self.repairs.callback(client.delete_object, Bucket=bucket, Key=key)
        return Situation(sweep, after=sweep)

    def _losing(self, _: int) -> Situation:
        """A function failed on an event three times: Lambda puts it where such events wait.

        https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
        """
        sqs, queue = self.watch.account.client("sqs"), self.watch.physical("LostEvents")
        function = self.watch.physical("RecordDelivery")
        record = {
            "version": "1.0",
            "requestContext": {
                "functionArn": f"arn:aws:lambda:ap-northeast-2:000000000000:function:{function}:$LATEST",
                "condition": "RetriesExhausted",
                "approximateInvokeCount": 3,
            },
            "requestPayload": self._bounced(),
        }

        def lose() -> float:
            sqs.send_message(QueueUrl=queue, MessageBody=json.dumps(record))
            return 0.0

        def names(operator: Operator) -> dict[str, str]:
            [message] = json.loads(operator.printed[0])["Messages"]
            lost = json.loads(message["Body"])
            return {
                "FUNCTION": lost["requestContext"]["functionArn"].split(":")[6],
                "EVENT": json.dumps(lost["requestPayload"]),
                "QUEUE": queue,
                "RECEIPT": message["ReceiptHandle"],
            }

        return Situation(lose, names=names)


class _Later(datetime):
    """The clock of a function two hours from now."""

    @classmethod
    def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]  # noqa: ANN401 - as datetime has it
        return datetime.now(tz) + timedelta(hours=2)


def _context() -> SimpleNamespace:
    return SimpleNamespace(
        function_name="check",
        memory_limit_in_mb=512,
        invoked_function_arn="arn",
        aws_request_id="request",
        get_remaining_time_in_millis=lambda: 60_000,
    )
