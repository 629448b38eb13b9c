"""The mailbox: what the embedded SES accepted, as a Maildir in `.local/` that survives a kill -9."""

from __future__ import annotations

import base64
import email.policy
import json
import mailbox
from dataclasses import dataclass
from email import message_from_binary_file
from email.message import EmailMessage, Message
from email.utils import format_datetime
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from local.asgi import Reply, read_body, reply_of, send_reply
from local.ses_rules import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from local.asgi import App, Receive, Scope, Send

_SEND_EMAIL = "/v2/email/outbound-emails"
_KEPT = 1_000  # mails kept read: whoever waits for one asks for all of them again and again
TAG_HEADER = "X-Local-Tag-"


@dataclass(frozen=True)
class StoredMail:
    """A mail with the key it has in the Maildir."""

    key: str
    message: EmailMessage

    @property
    def text(self) -> str:
        """The text part, or nothing."""
        return _content(self.message, "plain")

    @property
    def html(self) -> str:
        """The HTML part, or nothing."""
        return _content(self.message, "html")

    @cached_property
    def as_json(self) -> dict[str, object]:
        """The mail as `/_local/mail.json` shows it; attachments hold their content in base64."""
        return {
            "key": self.key,
            "to": str(self.message["To"]),
            "from": str(self.message["From"]),
            "subject": str(self.message["Subject"]),
            "text": self.text,
            "html": self.html,
            "headers": {name: str(value) for name, value in self.message.items()},
            "attachments": [
                {
                    "name": part.get_filename(),
                    "media_type": part.get_content_type(),
                    "content": base64.b64encode(attached_bytes(part)).decode(),
                }
                for part in self.message.iter_attachments()
            ],
        }


class Mailbox:
    """All mails, the oldest first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._maildir = mailbox.Maildir(folder, create=True)

    def add(self, message: EmailMessage) -> None:
        """Keep a mail; when this returns, another process sees it whole."""
        self._maildir.add(message.as_bytes(policy=email.policy.SMTP))

    def mails(self) -> list[StoredMail]:
        """Return every mail."""
        files = sorted(self._files(), key=lambda path: (path.stat().st_mtime_ns, path.name))
        return [_read(path) for path in files]

    def mail(self, key: str) -> StoredMail | None:
        """Return one mail, or None."""
        return next((_read(path) for path in self._files() if path.name == key), None)

    def _files(self) -> Iterator[Path]:
        return (self._folder / "new").iterdir()


@dataclass(frozen=True, slots=True)
class MailSink:
    """An ASGI layer around the embedded AWS: what SES accepts is in the mailbox before the answer leaves.

    What SES on AWS would refuse is refused, too (`local/ses_rules.py`).
    """

    app: App
    mails: Mailbox
    now: Callable[[], datetime]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; keep the mail that it sent."""
        if scope["type"] != "http" or scope["method"] != "POST" or scope["path"] != _SEND_EMAIL:
            await self.app(scope, receive, send)
            return
        body = await read_body(receive)
        request = json.loads(body)
        if refused := refusal(request):
            headers = [(b"content-type", b"application/json"), (b"x-amzn-errortype", refused.code.encode())]
            answer = json.dumps({"message": refused.message}).encode()
            await send_reply(Reply(400, headers, answer), send)
            return
        reply = await reply_of(self.app, scope, body)
        if reply.status == 200:
            message_id = json.loads(reply.body)["MessageId"]
            self.mails.add(mime_message(request, message_id, self.now()))
        await send_reply(reply, send)


def mime_message(request: dict[str, Any], message_id: str, now: datetime) -> EmailMessage:
    """Return the mail that SES makes of a SendEmail request with simple content.

    Its tags, which SES keeps to itself, are kept in a header: so that events can be made of it.
    """
    simple = request["Content"]["Simple"]
    message = EmailMessage(policy=email.policy.SMTP.clone(cte_type="7bit"))
    for tag in request.get("EmailTags", ()):
        message[f"{TAG_HEADER}{tag['Name'].replace('_', '-')}"] = tag["Value"]
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{message_id}@email.amazonses.com>"
    message["From"] = request["FromEmailAddress"]
    message["To"] = ", ".join(request["Destination"]["ToAddresses"])
    if request.get("ReplyToAddresses"):
        message["Reply-To"] = ", ".join(request["ReplyToAddresses"])
    message["Subject"] = simple["Subject"]["Data"]
    for header in simple.get("Headers", ()):
        message[header["Name"]] = header["Value"]
    message.set_content(simple["Body"]["Text"]["Data"])
    message.add_alternative(simple["Body"]["Html"]["Data"], subtype="html")
    for attachment in simple.get("Attachments", ()):
        main, _, sub = attachment["ContentType"].partition(";")[0].partition("/")
        message.add_attachment(
            base64.b64decode(attachment["RawContent"]), main, sub, filename=attachment["FileName"]
        )
    return message


@lru_cache(maxsize=_KEPT)
def _read(path: Path) -> StoredMail:
    """Return a mail: its file never changes, and no other ever has its name."""
    with path.open("rb") as file:
        return StoredMail(path.name, message_from_binary_file(file, policy=email.policy.default))


def attached_bytes(part: Message) -> bytes:
    """Return the content of an attachment."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _content(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""
