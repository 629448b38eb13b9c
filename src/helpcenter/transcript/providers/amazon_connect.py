"""Amazon Connect: the transcript of a chat comes as a file in a bucket; nothing calls us but S3's event.

https://docs.aws.amazon.com/connect/latest/adminguide/chat-transcripts.html: JSON with `Version` 2019-08-26,
`InstanceId`, `ContactId`, `InitialContactId`, `Participants` and `Transcript`, a list with `Type` MESSAGE,
EVENT or ATTACHMENT, `ContentType`, `ParticipantRole`, `DisplayName`, `AbsoluteTime`, `Content`. Interactive
messages (https://docs.aws.amazon.com/connect/latest/adminguide/interactive-messages.html) hold JSON in
`Content`. Files of Contact Lens that are redacted have [PII] in the text already; their offsets are not
used, since they do not count as Python does.

Who may write into the bucket is the sender: IAM verifies. A transfer makes a new contact and a file of its
own, in which messages of the first may stand again: all of them are one chat, that of `InitialContactId`, and
it is over where `chat.ended` or the customer's leaving is told.

The customer's address and language are not in the file. They are attributes of the contact, set in the flow
or by the site: `email`, `email_source` (`signed` or `session`), `name`, `language`, `case_id`, `consent`
(`true` or `false`). Those that the help center's own page passed come as `HostedWidget-email` and so on:
anybody could have typed them, so an address among them is nobody's word. https://docs.aws.amazon.com/connect/latest/APIReference/API_GetContactAttributes.html

Files are in the same bucket, beside the transcripts, under the day on which the upload began:
`<instance>/Attachments/chat/YYYY/MM/DD/<attachment ID>_<time>_UTC.<end>`
(https://docs.aws.amazon.com/connect/latest/adminguide/setup-attachment-scanning.html). A customer may have
written them: whatever lies there is no transcript.

Settings: `bucket`; `attachments`, the folder that holds `chat/`, if it is not beside the transcripts'.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from helpcenter.api.problem import ProblemError
from helpcenter.api.request import read_json_object
from helpcenter.records import record
from helpcenter.transcript import foreign
from helpcenter.transcript.provider import Pointer, Provider, StoredFile, UnreadableError
from helpcenter.transcript.transcript import (
    AGENT,
    BOT,
    CUSTOMER,
    EMAIL_SOURCES,
    ENDED,
    JOINED,
    LEFT,
    SYSTEM,
    TRANSFERRED,
    TYPED,
    Chat,
    Customer,
    File,
    Message,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpcenter.transcript.foreign import Foreign
    from helpcenter.transcript.provider import Reach, Reading, Settings

_NAME = "amazon_connect"
_ROLES = {"CUSTOMER": CUSTOMER, "AGENT": AGENT, "SUPERVISOR": AGENT, "SYSTEM": BOT, "CUSTOM_BOT": BOT}
_NO_NAMES = {"BOT", "SYSTEM_MESSAGE", "SYSTEM"}
_EVENT = "application/vnd.amazonaws.connect.event."
_EVENTS = {
    "participant.joined": JOINED,
    "participant.left": LEFT,
    "transfer.succeeded": TRANSFERRED,
    "chat.ended": ENDED,
}
_BY_PAGE = "HostedWidget-"
_ATTACHMENTS = "/Attachments/"
_ATTACHMENT_ID = re.compile(r"[A-Za-z0-9-]{1,256}")
_INTERACTIVE = "application/vnd.amazonaws.connect.message.interactive"


def connect(settings: Settings, reach: Reach) -> Provider:
    """Return the provider."""
    bucket = settings["bucket"]
    fetch = _Connect(reach, bucket, settings.get("attachments", "").rstrip("/")).fetch
    return Provider(fetch=fetch, locate=partial(_locate, bucket))


def pointer(bucket: str, file: str, version: str) -> Pointer:
    """Return where a file is; `version` changes with its content."""
    return Pointer(_NAME, f"{bucket}/{file}:{version}", {"bucket": bucket, "file": file})


def _locate(bucket: str, file: File, message: Message, _chat_id: str) -> StoredFile:
    """Return where a file is: under the day of its message or, around midnight, under the day before."""
    folder, _, attachment = file.source.rpartition("/")
    days = (message.at, message.at - timedelta(days=1))
    return StoredFile(bucket, tuple(f"{folder}/chat/{day:%Y/%m/%d}/{attachment}_" for day in days))


@record
class _Connect:
    reach: Reach
    bucket: str
    attachments: str = ""

    def fetch(self, at: Pointer, reading: Reading) -> Chat | None:
        """Return the chat of a file; None for one in another bucket, or that would not be kept any more.

        What was sent in a chat is none either, whatever it says.
        """
        name = at.where["file"]
        if at.where["bucket"] != self.bucket or _ATTACHMENTS in f"/{name}":
            return None
        if self.attachments and name.startswith(f"{self.attachments}/"):
            return None
        try:
            data = read_json_object(self.reach.files.read(self.bucket, name))
        except ProblemError as error:
            raise UnreadableError(error.code) from error
        instance, contact = foreign.key(data, "InstanceId"), _first_contact(data)
        folder = self.attachments or name.partition("/ChatTranscripts/")[0] + _ATTACHMENTS.rstrip("/")
        chat = read_chat(data, self.reach.contacts.attributes(instance, contact), reading, folder)
        return chat if foreign.is_kept(chat.ended_at, reading) else None


def read_chat(data: Foreign, attributes: Mapping[str, str], reading: Reading, folder: str = "") -> Chat:
    """Return the chat that a file and the attributes of its contact tell; `folder` has what was sent in it.

    Raises:
        UnreadableError: they can't be read.
    """
    if data.get("Version") != "2019-08-26":
        raise UnreadableError("unknown_version")
    items = foreign.parts(data, "Transcript")
    titles = _titles(items)
    messages = foreign.in_order(message for item in items if (message := _message(item, titles, folder)))
    moments = [foreign.moment(item, "AbsoluteTime") for item in items]
    if not moments:
        raise UnreadableError("required:Transcript")
    return Chat(
        account=foreign.key(data, "InstanceId"),
        chat_id=_first_contact(data),
        case_reference=foreign.line(_attribute(attributes, "case_id"), foreign.ID_MAX),
        language=foreign.language(_attribute(attributes, "language"), reading.facts)
        or foreign.spoken(messages, reading.facts),
        started_at=min(moments),
        ended_at=max(moments),
        customer=_customer(attributes, items),
        messages=messages,
        ended=any(
            message.event == ENDED or (message.event == LEFT and message.role == CUSTOMER)
            for message in messages
        ),
    )


def _first_contact(data: Foreign) -> str:
    return foreign.key(data, "InitialContactId" if data.get("InitialContactId") else "ContactId")


def _customer(attributes: Mapping[str, str], items: list[Foreign]) -> Customer:
    names = (item.get("DisplayName") for item in items if item.get("ParticipantRole") == "CUSTOMER")
    source = attributes.get("email_source", TYPED) if "email" in attributes else TYPED
    return Customer(
        foreign.line(attributes.get("name") or next(names, ""), foreign.NAME_MAX),
        foreign.address(_attribute(attributes, "email")),
        source if source in EMAIL_SOURCES else TYPED,
        foreign.consent(_attribute(attributes, "consent")),
    )


def _attribute(attributes: Mapping[str, str], name: str) -> str | None:
    """Return what the flow set, or else what the page passed."""
    return attributes.get(name) or attributes.get(_BY_PAGE + name)


def _message(item: Foreign, titles: Mapping[str, str], folder: str) -> Message | None:
    """Return a message or an event in our words; None for an event that is no news (typing, receipts)."""
    kind, content = str(item.get("Type")), str(item.get("ContentType"))
    event = _EVENTS.get(content.removeprefix(_EVENT), "") if kind == "EVENT" else ""
    if kind not in {"MESSAGE", "ATTACHMENT"} and not event:
        return None
    role = _ROLES.get(str(item.get("ParticipantRole")), SYSTEM)
    if event in {JOINED, LEFT} and role == BOT:
        return None
    name = foreign.line(item.get("DisplayName"), foreign.NAME_MAX)
    return Message(
        id=foreign.key(item, "Id"),
        at=foreign.moment(item, "AbsoluteTime"),
        role=role,
        name="" if role == CUSTOMER or name in _NO_NAMES else name,
        text="" if event else _text(item.get("Content"), content, titles),
        event=event,
        files=tuple(
            foreign.file(told.get("AttachmentName"), told.get("ContentType"), source=_source(told, folder))
            for told in item.get("Attachments") or ()
            if isinstance(told, dict)
        ),
    )


def _source(told: Foreign, folder: str) -> str:
    known = str(told.get("AttachmentId"))
    return f"{folder}/{known}" if folder and _ATTACHMENT_ID.fullmatch(known) else ""


def _text(content: object, kind: str, titles: Mapping[str, str]) -> str:
    """Return what was said; of a choice that is offered its title and entries, of an answer the entry."""
    if not kind.startswith(_INTERACTIVE):
        return foreign.text(content)
    shown = _json(content)
    if kind.endswith(".response"):
        chosen = shown.get("action") or foreign.part(shown, "data").get("elementId")
        return foreign.text(titles.get(str(chosen)) or chosen)
    told = foreign.part(foreign.part(shown, "data"), "content")
    lines = [told.get("title"), told.get("subtitle"), *(f"- {title}" for _, title in _choices(told))]
    return foreign.text("\n".join(line for line in lines if isinstance(line, str)))


def _titles(items: list[Foreign]) -> dict[str, str]:
    """Return what the choices that were offered are called, by their IDs."""
    offered = [_json(item.get("Content")) for item in items if item.get("ContentType") == _INTERACTIVE]
    contents = [foreign.part(foreign.part(shown, "data"), "content") for shown in offered]
    return {choice: title for content in contents for choice, title in _choices(content)}


def _choices(content: Foreign) -> list[tuple[str, str]]:
    elements = content.get("elements")
    return [
        (str(element.get("id") or element.get("title")), str(element.get("title")))
        for element in (elements if isinstance(elements, list) else ())
        if isinstance(element, dict)
    ]


def _json(content: object) -> Foreign:
    """Return the JSON in a content, nothing where it holds none: then it is not shown as words."""
    try:
        data = read_json_object(str(content).encode(errors="replace"))
    except ProblemError:
        return {}
    return data
