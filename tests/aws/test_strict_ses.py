"""The strict SES is kept honest: by the SDK's own description of the API, and by moto."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import boto3
import botocore.session
import pytest
from botocore.exceptions import ClientError
from botocore.validate import ParamValidator

from helpcenter.aws.mailer import SesMailer
from helpcenter.mail.delivery import Attachment, Mail, MailDelayedError, MailRefusedError
from local import ses_rules
from tests.aws.conftest import REGION
from tests.fakes.clock import Clock
from tests.fakes.ses import StrictSes

if TYPE_CHECKING:
    from collections.abc import Callable

SENDER = "no-reply@onmaru.example"
MAIL = Mail(
    "온마루",
    "mina@example.com",
    "문의",
    "본문\n",
    "<p>본문</p>",
    case_id="7K3M9PQ2RT5",
    name="acknowledgement",
)
INPUT: Any = (
    botocore.session.get_session().get_service_model("sesv2").operation_model("SendEmail").input_shape
)


def mailer(ses: StrictSes, configuration_set: str = "") -> SesMailer:
    """Return our mailer on the strict SES."""
    return SesMailer(ses, SENDER, configuration_set)  # type: ignore[arg-type] # answers as the client does


def request_of(mail: Mail) -> dict[str, Any]:
    """Return what our mailer asks SES for."""
    ses = StrictSes(Clock())
    mailer(ses).send(mail)
    return ses.sent[0]


def test_the_limits_are_those_of_the_sdks_description() -> None:
    """Where the API's own description has a number, the rules have the same."""
    message = INPUT.members["Content"].members["Simple"].members
    header, file = message["Headers"].member.members, message["Attachments"].member.members
    described = (
        message["Headers"].metadata["max"],
        header["Name"].metadata["max"],
        header["Value"].metadata["max"],
        file["FileName"].metadata["max"],
        file["ContentType"].metadata["max"],
    )
    assert described == (
        ses_rules.HEADERS_MAX,
        ses_rules.HEADER_NAME_MAX,
        ses_rules.HEADER_VALUE_MAX,
        ses_rules.FILE_NAME_MAX,
        ses_rules.FILE_TYPE_MAX,
    )


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize(
    "mail",
    [MAIL, replace(MAIL, reply_to="k@example.org", attachments=(Attachment("a.txt", "text/plain", b"a"),))],
)
def test_what_it_takes_moto_and_the_sdk_take_too(mail: Mail) -> None:
    """A request that passes is valid for the SDK and sent by moto."""
    request = request_of(mail)
    assert not ParamValidator().validate(request, INPUT).has_errors()
    client = boto3.client("sesv2", REGION)
    client.create_email_identity(EmailIdentity=SENDER)
    assert SesMailer(client, SENDER).send(mail)


def changed(**parts: object) -> Callable[[dict[str, Any]], None]:
    """Return what changes the simple content of a request."""
    return lambda request: request["Content"]["Simple"].update(parts)


def header(name: str, value: str) -> Callable[[dict[str, Any]], None]:
    """Return what sets one header of our own."""
    return changed(Headers=[{"Name": name, "Value": value}])


def attached(**file: object) -> Callable[[dict[str, Any]], None]:
    """Return what attaches one file."""
    return changed(Attachments=[{"FileName": "a.txt", "RawContent": b"a", **file}])


@pytest.mark.parametrize(
    "change",
    [
        lambda request: request.update(Destination={"ToAddresses": []}),
        lambda request: request.update(Destination={"ToAddresses": [f"p{n}@example.com" for n in range(51)]}),
        lambda request: request.update(Destination={"ToAddresses": ["김@example.com"]}),
        lambda request: request.update(Destination={"ToAddresses": ["kim@고객.example"]}),
        lambda request: request.update(Destination={"ToAddresses": [f"{'a' * 65}@example.com"]}),
        lambda request: request.update(Destination={"ToAddresses": ["a@example.com\r\nBcc: b@example.com"]}),
        lambda request: request.update(Destination={"ToAddresses": ["a@b@example.com"]}),
        lambda request: request.update(ReplyToAddresses=["kim"]),
        lambda request: request.update(EmailTags=[{"Name": "mail", "Value": "transcript#1"}]),
        changed(Subject={"Data": "a\r\nBcc: b@example.com"}),
        header("X-A", "a\r\nBcc: b@example.com"),
        header("X-A", "고객"),
        header("X-A", "a" * 996),
        header("Message-ID", "<a@example.com>"),
        header("X A", "a"),
        changed(Headers=[{"Name": "X-A", "Value": "1"}, {"Name": "x-a", "Value": "2"}]),
        changed(Headers=[{"Name": f"X-{n}", "Value": "1"} for n in range(16)]),
        attached(FileName="a.EXE"),
        attached(FileName="a" * 256),
        attached(ContentType="a" * 79),
        attached(RawContent=b"a" * 30_100_000),
    ],
)
def test_what_ses_refuses_is_refused(change: Callable[[dict[str, Any]], None]) -> None:
    """Each limit by itself, with the code that our mailer takes for a mail that will never be sent."""
    ses, request = StrictSes(Clock()), json.loads(json.dumps(request_of(MAIL)))
    change(request)
    with pytest.raises(ClientError) as caught:
        ses.send_email(**request)
    assert caught.value.response["Error"]["Code"] == "BadRequestException"
    assert ses.sent == []


def test_a_mail_that_is_too_large_is_refused_for_good() -> None:
    """Our mailer says so, and nothing is tried again."""
    mail = replace(MAIL, attachments=(Attachment("a.txt", "text/plain", b"a" * 30_100_000),))
    with pytest.raises(MailRefusedError):
        mailer(StrictSes(Clock())).send(mail)


@pytest.mark.parametrize(
    ("ses", "code"),
    [
        (StrictSes(Clock(), paused=True), "SendingPausedException"),
        (StrictSes(Clock(), sandbox=True), "MessageRejected"),
        (StrictSes(Clock(), identity="elsewhere.example"), "MessageRejected"),
        (StrictSes(Clock(), per_second=0), "TooManyRequestsException"),
        (StrictSes(Clock(), per_day=0), "LimitExceededException"),
    ],
)
def test_what_the_account_must_mend_delays_the_mail(ses: StrictSes, code: str) -> None:
    """Paused, in the sandbox, too fast, or without its identity: the mail is fine and waits."""
    with pytest.raises(MailDelayedError, match=code):
        mailer(ses).send(MAIL)


def test_the_rate_counts_a_second_and_a_day() -> None:
    """So many a second, and so many a day, however they are spread."""
    clock = Clock()
    ses = StrictSes(clock, per_second=2, per_day=3)
    mailer(ses).send(MAIL)
    mailer(ses).send(MAIL)
    with pytest.raises(MailDelayedError, match="TooManyRequests"):
        mailer(ses).send(MAIL)
    clock.go_on(timedelta(seconds=1))
    mailer(ses).send(MAIL)
    clock.go_on(timedelta(hours=23))
    with pytest.raises(MailDelayedError, match="LimitExceeded"):
        mailer(ses).send(MAIL)
    clock.go_on(timedelta(hours=1))
    mailer(ses).send(MAIL)


def test_recipients_are_counted_and_not_mails() -> None:
    """A mail to two is two of the quota."""
    request = request_of(MAIL)
    request["Destination"]["ToAddresses"] = ["mina@example.com", "haneul@example.com"]
    StrictSes(Clock(), per_second=2, per_day=2).send_email(**request)
    for ses in (StrictSes(Clock(), per_second=1), StrictSes(Clock(), per_day=1)):
        with pytest.raises(ClientError):
            ses.send_email(**request)


def test_every_refusal_is_one_of_send_email() -> None:
    """API_SendEmail.html lists what it answers, the SDK's description with which status."""
    operation = botocore.session.get_session().get_service_model("sesv2").operation_model("SendEmail")
    statuses = {shape.name: shape.metadata["error"]["httpStatusCode"] for shape in operation.error_shapes}
    request, gone = request_of(MAIL), {"ConfigurationSetName": "gone"}
    asked: list[tuple[StrictSes, dict[str, Any]]] = [
        (StrictSes(Clock(), paused=True), request),
        (StrictSes(Clock(), sandbox=True), request),
        (StrictSes(Clock(), per_second=0), request),
        (StrictSes(Clock(), per_day=0), request),
        (StrictSes(Clock()), {**request, **gone}),
    ]
    found = {}
    for ses, asking in asked:
        with pytest.raises(ClientError) as caught:
            ses.send_email(**asking)
        answer = caught.value.response
        found[answer["Error"]["Code"]] = answer["ResponseMetadata"]["HTTPStatusCode"]
    assert len(found) == len(asked)
    assert found.items() <= statuses.items()


def test_events_need_a_configuration_set_that_is_there() -> None:
    """One that nobody made delays every mail, and does not kill it."""
    ses = StrictSes(Clock(), configuration_sets=frozenset({"events"}))
    mailer(ses, "events").send(MAIL)
    assert ses.sent[0]["ConfigurationSetName"] == "events"
    with pytest.raises(MailDelayedError, match="NotFoundException"):
        mailer(ses, "gone").send(MAIL)


def test_a_suppressed_recipient_is_taken_and_bounces() -> None:
    """SES says nothing when it takes the mail; only the event does."""
    ses = StrictSes(Clock(), suppressed=frozenset({"mina@example.com"}))
    mailer(ses).send(MAIL)
    assert ses.bounced == ["mina@example.com"]
