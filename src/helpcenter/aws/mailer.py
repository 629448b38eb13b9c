"""Mail by Amazon SES (API v2)."""

from __future__ import annotations

from email.utils import formataddr
from typing import TYPE_CHECKING

from botocore.exceptions import (
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ParamValidationError,
)

from helpcenter.aws.ses_events import job_tags
from helpcenter.aws.unavailable import error_code
from helpcenter.mail.delivery import MailDelayedError, MailRefusedError
from helpcenter.records import record

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sesv2.type_defs import (
        AttachmentTypeDef,
        ContentTypeDef,
        MessageTypeDef,
        SendEmailRequestTypeDef,
    )

    from helpcenter.mail.delivery import Attachment, Mail

# RFC 3834 section 5, and for Exchange [MS-OXCMAIL] 2.2.3.2.14: no automaton shall answer an automaton. No
# Precedence: RFC 2076 3.9 discourages it, and "bulk" moves a receipt to where nobody looks. No
# List-Unsubscribe: it is for what somebody subscribed to, and who used it would not hear of their own case.
_HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}

# The errors of SendEmail that speak of this mail
# (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html). Every other 4xx speaks of the
# account, its send rate or a permission, and is mended without touching the mail:
# https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
_REFUSED = {"MessageRejected", "BadRequestException"}
# MessageRejected too, while the account is in the sandbox or the identity is new:
# https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html
_NOT_VERIFIED = "Email address is not verified"


@record
class SesMailer:
    """The Mailer on SES. Needs ses:SendEmail and, for attachments, ses:SendRawEmail on the identity.

    With a `configuration_set` also on that: SES then tells what became of the mail, by the tags of its job.
    """

    client: SESV2Client
    sender: str
    configuration_set: str = ""

    def send(self, mail: Mail) -> str:
        """Send one mail and return its SES message ID. The client must not repeat calls by itself.

        The errors carry a code alone: SES writes addresses into its messages.

        Raises:
            MailDelayedError: surely not sent, later may work: a 4xx, or no connection was made.
            MailRefusedError: surely not sent, will never work: one of `_REFUSED`, or the SDK found the
                request invalid before sending it.
            ClientError: a 5xx: it may have been sent.
            BotoCoreError: no answer (read timeout, closed connection): it may have been sent.
        """
        try:
            return self.client.send_email(**self._request(mail))["MessageId"]
        except ClientError as error:
            code, message = error_code(error), error.response["Error"].get("Message", "")
            if code in _REFUSED and not message.startswith(_NOT_VERIFIED):
                raise MailRefusedError(code) from error
            if error.response["ResponseMetadata"]["HTTPStatusCode"] < 500:
                raise MailDelayedError(code) from error
            raise
        except (ConnectTimeoutError, EndpointConnectionError) as error:
            raise MailDelayedError(error_code(error)) from error
        except ParamValidationError as error:
            raise MailRefusedError(error_code(error)) from error

    def _request(self, mail: Mail) -> SendEmailRequestTypeDef:
        message: MessageTypeDef = {
            "Subject": _text(mail.subject),
            "Body": {"Text": _text(mail.text), "Html": _text(mail.html)},
            "Headers": [{"Name": name, "Value": value} for name, value in self._headers(mail).items()],
        }
        if mail.attachments:
            message["Attachments"] = [_attachment(attachment) for attachment in mail.attachments]
        request: SendEmailRequestTypeDef = {
            "FromEmailAddress": formataddr((mail.sender_name, self.sender)),  # encoded if not ASCII
            "Destination": {"ToAddresses": [mail.to]},
            "Content": {"Simple": message},
        }
        if mail.reply_to:
            request["ReplyToAddresses"] = [mail.reply_to]
        if self.configuration_set:
            request["ConfigurationSetName"] = self.configuration_set
        if mail.case_id:
            request["EmailTags"] = job_tags(mail.case_id, mail.name)
        return request

    def _headers(self, mail: Mail) -> dict[str, str]:
        """Return the headers of our own.

        SES puts a Message-ID of its own in place of any other
        (https://docs.aws.amazon.com/ses/latest/dg/header-fields.html). So the mails of a case thread by what
        they refer to: one ID that stands for the case and that no mail has (RFC 5322 3.6.4 allows it).
        """
        if not mail.case_id:
            return _HEADERS
        domain = self.sender.rpartition("@")[2]
        return {**_HEADERS, "References": f"<case.{mail.case_id.lower()}@{domain}>"}


def _text(text: str) -> ContentTypeDef:
    return {"Data": text, "Charset": "UTF-8"}


def _attachment(attachment: Attachment) -> AttachmentTypeDef:
    return {
        "FileName": attachment.name,
        "ContentType": attachment.media_type,
        "RawContent": attachment.content,
        "ContentDisposition": "ATTACHMENT",
        "ContentTransferEncoding": "BASE64",
    }
