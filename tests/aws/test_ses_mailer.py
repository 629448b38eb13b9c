"""Mail by SES: what is asked of it, and what its answers mean."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)
from botocore.stub import Stubber

from helpcenter.aws.clients import ses_client
from helpcenter.aws.mailer import SesMailer
from helpcenter.mail.delivery import Attachment, Mail, MailDelayedError, MailRefusedError
from tests.aws.conftest import REGION
from tests.aws.faults import lost_before

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client

SENDER = "help@onmaru.example"
ENCODED_SENDER = f"=?utf-8?b?7Jio66eI66OoIOqzoOqwneyEvO2EsA==?= <{SENDER}>"
MAIL = Mail(
    "온마루 고객센터", "mina@example.com", "문의를 접수했습니다", "본문입니다 🎬\n", "<p>본문입니다 🎬</p>\n"
)
URL = "https://email.example"
NOT_VERIFIED = (
    "Email address is not verified. The following identities failed the check in region X: mina@example.com"
)


@pytest.fixture
def ses(aws: None) -> SESV2Client:  # noqa: ARG001 - is there, returns nothing
    """Return the functions' own client for mail, before an SES in memory that knows the sender."""
    client = ses_client(REGION)
    client.create_email_identity(EmailIdentity=SENDER)
    return client


def request_of(client: SESV2Client, mailer: SesMailer, mail: Mail) -> dict[str, object]:
    """Return the one JSON body that sending the mail puts on the wire; the SDK has checked it by then."""
    bodies: list[bytes] = []
    client.meta.events.register("before-send.sesv2", lambda request, **_: bodies.append(request.body))
    mailer.send(mail)
    [body] = bodies
    found: dict[str, object] = json.loads(body)
    return found


def test_a_mail_is_one_simple_message(ses: SESV2Client) -> None:
    """Subject, text and HTML go as UTF-8 to one address, marked so that no automaton answers."""
    assert request_of(ses, SesMailer(ses, SENDER), MAIL) == {
        "FromEmailAddress": ENCODED_SENDER,
        "Destination": {"ToAddresses": ["mina@example.com"]},
        "Content": {
            "Simple": {
                "Subject": {"Data": "문의를 접수했습니다", "Charset": "UTF-8"},
                "Body": {
                    "Text": {"Data": "본문입니다 🎬\n", "Charset": "UTF-8"},
                    "Html": {"Data": "<p>본문입니다 🎬</p>\n", "Charset": "UTF-8"},
                },
                "Headers": [
                    {"Name": "Auto-Submitted", "Value": "auto-generated"},
                    {"Name": "X-Auto-Response-Suppress", "Value": "All"},
                ],
            }
        },
    }


def test_a_mail_may_ask_for_replies_and_carry_files(ses: SESV2Client) -> None:
    """Reply-To and attachments are named where there are any."""
    file = Attachment("대화.txt", "text/plain", "안녕하세요".encode())
    mail = Mail("온마루 고객센터", "desk@onmaru.example", "s", "t", "<p>h</p>", "mina@example.com", (file,))
    request = request_of(ses, SesMailer(ses, SENDER), mail)
    assert request["ReplyToAddresses"] == ["mina@example.com"]
    content = request["Content"]
    assert isinstance(content, dict)
    assert content["Simple"]["Attachments"] == [
        {
            "FileName": "대화.txt",
            "ContentType": "text/plain",
            "RawContent": "7JWI64WV7ZWY7IS47JqU",
            "ContentDisposition": "ATTACHMENT",
            "ContentTransferEncoding": "BASE64",
        }
    ]


@pytest.mark.parametrize(
    ("name", "sender"),
    [
        ("온마루 고객센터", ENCODED_SENDER),
        ("Onmaru Help Center", f"Onmaru Help Center <{SENDER}>"),
        ('Onmaru, "Help" <x@example.com>', f'"Onmaru, \\"Help\\" <x@example.com>" <{SENDER}>'),
        ("", SENDER),
    ],
)
def test_a_mail_names_its_sender(ses: SESV2Client, name: str, sender: str) -> None:
    """The name is encoded where it is not ASCII (RFC 2047) and quoted where needed, the address stays."""
    mail = replace(MAIL, sender_name=name)
    assert request_of(ses, SesMailer(ses, SENDER), mail)["FromEmailAddress"] == sender


def test_a_sent_mail_has_the_services_message_id(ses: SESV2Client) -> None:
    """The ID that SES gives is returned, to find the mail again."""
    with Stubber(ses) as stub:
        stub.add_response("send_email", {"MessageId": "0100-message"})
        assert SesMailer(ses, SENDER).send(MAIL) == "0100-message"


@pytest.mark.parametrize(
    ("code", "message", "status"),
    [
        ("TooManyRequestsException", "", 429),
        ("LimitExceededException", "", 400),
        ("ThrottlingException", "Maximum sending rate exceeded.", 400),
        ("Throttling", "Daily message quota exceeded.", 400),
        ("SendingPausedException", "", 400),
        ("AccountSuspendedException", "", 400),
        ("MailFromDomainNotVerifiedException", "", 400),
        ("NotFoundException", "Configuration set <mails> does not exist.", 404),
        ("AccessDeniedException", "User is not authorized to perform ses:SendEmail", 403),
        ("ExpiredTokenException", "", 403),
        ("NobodyHasHeardOfThisException", "", 400),
        ("MessageRejected", NOT_VERIFIED, 400),
    ],
)
def test_what_the_account_must_mend_delays(ses: SESV2Client, code: str, message: str, status: int) -> None:
    """The mail is fine and was not sent: later may work. The error holds the code and no address."""
    with Stubber(ses) as stub:
        stub.add_client_error("send_email", code, message, status)
        with pytest.raises(MailDelayedError) as caught:
            SesMailer(ses, SENDER).send(MAIL)
    assert str(caught.value) == code


@pytest.mark.parametrize("code", ["MessageRejected", "BadRequestException"])
def test_what_is_wrong_with_the_mail_refuses(ses: SESV2Client, code: str) -> None:
    """SES will never take this mail. The error holds the code and no address."""
    with Stubber(ses) as stub:
        stub.add_client_error("send_email", code, "Illegal address mina@example.com", 400)
        with pytest.raises(MailRefusedError) as caught:
            SesMailer(ses, SENDER).send(MAIL)
    assert str(caught.value) == code


def test_a_mail_that_the_sdk_refuses_is_refused(ses: SESV2Client) -> None:
    """A request that is invalid before it is sent will be invalid each time."""
    file = Attachment("a", "", b"")
    with pytest.raises(MailRefusedError, match="ParamValidationError"):
        SesMailer(ses, SENDER).send(replace(MAIL, attachments=(file,)))


@pytest.mark.parametrize(
    "loss", [ConnectTimeoutError(endpoint_url=URL), EndpointConnectionError(endpoint_url=URL)]
)
def test_a_connection_never_made_delays(ses: SESV2Client, loss: Exception) -> None:
    """SES heard nothing, so nothing was sent."""
    with lost_before(ses, "SendEmail", loss), pytest.raises(MailDelayedError, match=type(loss).__name__):
        SesMailer(ses, SENDER).send(MAIL)


@pytest.mark.parametrize(
    "loss", [ReadTimeoutError(endpoint_url=URL), ConnectionClosedError(endpoint_url=URL)]
)
def test_a_lost_answer_is_left_open_and_never_repeated(ses: SESV2Client, loss: Exception) -> None:
    """It may have been sent: the error is neither of the two that say no, and the SDK made one call."""
    calls: list[object] = []

    def lose(**_: object) -> None:
        calls.append(loss)
        raise loss

    ses.meta.events.register_first("before-send.sesv2.SendEmail", lose)
    with pytest.raises(type(loss)):
        SesMailer(ses, SENDER).send(MAIL)
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("code", "status"), [("InternalFailure", 500), ("ServiceUnavailable", 503), ("502", 502)]
)
def test_a_fault_of_the_service_is_left_open(ses: SESV2Client, code: str, status: int) -> None:
    """A 5xx does not say whether the mail went out."""
    with Stubber(ses) as stub:
        stub.add_client_error("send_email", code, "", status)
        with pytest.raises(ClientError):
            SesMailer(ses, SENDER).send(MAIL)
