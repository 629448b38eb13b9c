"""Chatwoot: a webhook tells that a conversation was resolved; what was said is fetched.

https://www.chatwoot.com/hc/user-guide/articles/1677693021-how-to-use-webhooks: of
`conversation_status_changed` `id` and `status` are read, for the payload holds the last message alone and
may be stale. `X-Chatwoot-Signature` is `sha256=` and the HMAC-SHA256 of `X-Chatwoot-Timestamp`, a full stop
and the raw body. It waits 5 seconds and does not repeat: the call is taken, and the night's search finds
what got lost.

https://developers.chatwoot.com/api-reference (header `api_access_token`):
`/api/v1/accounts/{account}/conversations/{id}` for status and customer, `.../messages?before={id}` for the
messages, 20 a page, each page in order; `conversations?status=resolved&page={n}` for the search. Of messages,
`message_type` is 0 incoming, 1 outgoing, 2 activity, 3 made by a template; `private` marks notes. Activity,
notes, questions for a rating and what was deleted are left out.

The page where the chat began passes `language`, `case_id` and `consent` as custom attributes, of the
conversation or, before it begins, of the contact.

An address is signed when the site identified the visitor with Chatwoot's HMAC (`meta.hmac_verified`).

Files: `attachments` have a `data_url` on Chatwoot's own host, which hands the file out, or, where Chatwoot
keeps files elsewhere, redirects to that host (Active Storage). It asks for no key.

Settings: `secret`, `url`, `account`, `token` (of an agent or bot who may read the inbox); `file_hosts` for
the hosts to which it redirects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from helpcenter.api.problem import ProblemError
from helpcenter.api.request import read_json_object
from helpcenter.records import record
from helpcenter.transcript import foreign
from helpcenter.transcript.provider import Download, Pointer, Provider, UnreadableError, file_hosts
from helpcenter.transcript.signature import live_secrets, verify
from helpcenter.transcript.transcript import (
    AGENT,
    BOT,
    CUSTOMER,
    SIGNED,
    TYPED,
    Chat,
    Customer,
    File,
    Message,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from helpcenter.transcript.foreign import Foreign
    from helpcenter.transcript.provider import Headers, Json, Reach, Reading, Settings, Web

HEADERS = ("x-chatwoot-timestamp", "x-chatwoot-signature")
_NAME = "chatwoot"
_RESOLVED = "resolved"
_INCOMING, _OUTGOING, _TEMPLATE = 0, 1, 3
_PAGES_MAX = 150  # 20 messages each: more than a transcript takes
_LISTS_MAX = 100  # 25 conversations each


def connect(settings: Settings, reach: Reach) -> Provider:
    """Return the provider."""
    chatwoot = _Chatwoot(
        reach.web,
        live_secrets(settings["secret"]),
        f"{settings['url'].rstrip('/')}/api/v1/accounts/{settings['account']}",
        settings["account"],
        settings["token"],
        file_hosts(settings, urlsplit(settings["url"]).netloc),
    )
    return Provider(
        verify=chatwoot.verify,
        read=chatwoot.read,
        fetch=chatwoot.fetch,
        find=chatwoot.find,
        locate=chatwoot.locate,
        settles=True,
    )


@record
class _Chatwoot:
    web: Web
    secrets: tuple[bytes, ...]
    url: str
    account: str
    token: str
    hosts: tuple[str, ...]

    def verify(self, headers: Headers, body: bytes, now: datetime) -> None:
        verify(headers, body, self.secrets, now, HEADERS)

    def read(self, data: Json, _reading: Reading) -> Pointer | None:
        """Return where a conversation that was resolved can be fetched."""
        if data.get("event") != "conversation_status_changed" or data.get("status") != _RESOLVED:
            return None
        return _pointer(data)

    def fetch(self, pointer: Pointer, reading: Reading) -> Chat | None:
        """Return the conversation; None when it is not resolved (any more)."""
        conversation = self._get(f"/conversations/{pointer.where['conversation']}")
        if conversation.get("status") != _RESOLVED:
            return None
        # IDs ascend: they order what was said within one second.
        told = sorted(
            self._told(pointer.where["conversation"]), key=lambda item: int(foreign.key(item, "id"))
        )
        messages = foreign.in_order(message for item in told if (message := _message(item)))
        started_at = foreign.moment(conversation, "created_at")
        ended_at = max((message.at for message in messages), default=started_at)
        if not foreign.is_kept(ended_at, reading):
            return None
        return Chat(
            account=self.account,
            chat_id=foreign.key(conversation, "id"),
            case_reference=foreign.line(_passed(conversation, "case_id"), foreign.ID_MAX),
            language=_language(conversation, reading) or foreign.spoken(messages, reading.facts),
            started_at=min((started_at, *(message.at for message in messages))),
            ended_at=ended_at,
            customer=_customer(conversation),
            messages=messages,
            withdrawn=tuple(foreign.key(item, "id") for item in told if _is_hidden(item)),
        )

    def find(self, since: datetime, _reading: Reading) -> Iterator[Pointer]:
        """Yield the conversations that are resolved and moved after `since`, the latest first."""
        for page in range(1, _LISTS_MAX + 1):
            listed = foreign.part(self._get(f"/conversations?status={_RESOLVED}&page={page}"), "data")
            conversations = foreign.parts(listed, "payload")
            for conversation in conversations:
                if foreign.moment(conversation, "last_activity_at") < since:
                    return
                yield _pointer(conversation)
            if not conversations:
                return

    def locate(self, file: File, _message: Message, _chat_id: str) -> Download:
        """Return where a file is."""
        return Download(file.source, self.hosts)

    def _told(self, conversation: str) -> Iterator[Foreign]:
        """Yield every message, from the latest page to the first."""
        before = ""
        for _ in range(_PAGES_MAX):
            page = foreign.parts(self._get(f"/conversations/{conversation}/messages{before}"), "payload")
            yield from page
            if not page:
                return
            before = f"?before={min(int(foreign.key(item, 'id')) for item in page)}"
        raise UnreadableError("too_many:messages")

    def _get(self, path: str) -> Foreign:
        content = self.web.get(self.url + path, {"api_access_token": self.token})
        try:
            return read_json_object(content)
        except ProblemError as error:
            raise UnreadableError(error.code) from error


def _pointer(conversation: Json) -> Pointer:
    number = foreign.key(conversation, "id")
    if not number.isascii() or not number.isdigit():
        raise UnreadableError("wrong_type:id")
    moved = foreign.moment(conversation, "last_activity_at")
    return Pointer(_NAME, f"{number}:{moved.isoformat()}", {"conversation": number})


def _passed(conversation: Foreign, name: str) -> Any:  # noqa: ANN401 - somebody else's JSON
    sender = foreign.part(foreign.part(conversation, "meta"), "sender")
    own, of_contact = (foreign.part(one, "custom_attributes") for one in (conversation, sender))
    return own.get(name) or of_contact.get(name)


def _customer(conversation: Foreign) -> Customer:
    meta = foreign.part(conversation, "meta")
    sender = foreign.part(meta, "sender")
    return Customer(
        foreign.line(sender.get("name"), foreign.NAME_MAX),
        foreign.address(sender.get("email")),
        SIGNED if meta.get("hmac_verified") is True else TYPED,
        foreign.consent(_passed(conversation, "consent")),
    )


def _language(conversation: Foreign, reading: Reading) -> str | None:
    custom = _passed(conversation, "language")
    browser = foreign.part(conversation, "additional_attributes").get("browser_language")
    return foreign.language(custom or browser, reading.facts)


def _is_hidden(item: Foreign) -> bool:
    return item.get("private") is not False or foreign.part(item, "content_attributes").get("deleted") is True


def _message(item: Foreign) -> Message | None:
    """Return a message that the customer saw; None for any other."""
    kind = item.get("message_type")
    if _is_hidden(item) or kind not in (_INCOMING, _OUTGOING, _TEMPLATE):
        return None
    if item.get("content_type") == "input_csat":
        return None
    sender = foreign.part(item, "sender")
    role = CUSTOMER if kind == _INCOMING else AGENT if sender.get("type") == "user" else BOT
    return Message(
        id=foreign.key(item, "id"),
        at=foreign.moment(item, "created_at"),
        role=role,
        name=foreign.line(sender.get("name"), foreign.NAME_MAX) if role != CUSTOMER else "",
        text=foreign.text(item.get("content")),
        files=tuple(
            foreign.file_at(told.get("data_url"), told.get("file_type"), told.get("file_size"))
            for told in item.get("attachments") or ()
            if isinstance(told, dict)
        ),
    )
