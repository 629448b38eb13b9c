"""Channel Talk (채널톡): asked each minute for chats that were closed, since no webhook tells of that.

https://developers.channel.io/docs/list-of-userchats-1 and get-a-userchats-messages, headers `x-access-key`
and `x-access-secret`: `/open/v5/user-chats?state=closed&sortOrder=desc&limit=..&since=..` lists
(`userChats`, `next`), `/open/v5/user-chats/{id}` tells of one with its `user`,
`/open/v5/user-chats/{id}/messages?sortOrder=asc` what was said (`messages`, `next`),
`/open/v5/managers/{id}` whose name an agent has. Moments are in milliseconds. Of messages, `personType` is
user, manager or bot; `options` with `private` marks notes, `log` what was done.

Files: `/open/v5/user-chats/{id}/messages/file?key=..` answers with an address that is good for some
minutes (`result`), for the `key` of one of a message's `files`. It is asked for when the file is fetched.

A chat is read only after it has been closed for as long as one may be reopened. An address is the session's
for a member (`user.member`), otherwise what the visitor typed. The page where the chat began passes `case_id`
and `consent` in the user's profile.

Settings: `access_key`, `access_secret`; `url` if it is not https://api.channel.io; `file_hosts` if files are
not below channel.io.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from helpcenter.api.problem import ProblemError
from helpcenter.api.request import read_json_object
from helpcenter.records import record
from helpcenter.transcript import foreign
from helpcenter.transcript.provider import Download, Pointer, Provider, UnreadableError, file_hosts
from helpcenter.transcript.transcript import (
    AGENT,
    BOT,
    CUSTOMER,
    SESSION,
    TYPED,
    Chat,
    Customer,
    File,
    Message,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from helpcenter.transcript.foreign import Foreign
    from helpcenter.transcript.provider import Reach, Reading, Settings, Web

_NAME = "channel_talk"
_CLOSED = "closed"
_ROLES = {"user": CUSTOMER, "manager": AGENT, "bot": BOT}
_PAGES_MAX = 40
_PAGE = 100


def connect(settings: Settings, reach: Reach) -> Provider:
    """Return the provider."""
    talk = _ChannelTalk(
        reach.web,
        f"{settings.get('url', 'https://api.channel.io').rstrip('/')}/open/v5",
        {"x-access-key": settings["access_key"], "x-access-secret": settings["access_secret"]},
        file_hosts(settings, "*.channel.io"),
    )
    return Provider(fetch=talk.fetch, find=talk.find, locate=talk.locate, settles=True, polled=True)


@record
class _ChannelTalk:
    web: Web
    url: str
    headers: Mapping[str, str]
    hosts: tuple[str, ...]

    def find(self, since: datetime, _reading: Reading) -> Iterator[Pointer]:
        """Yield the chats that were closed after `since`."""
        for page in self._pages("/user-chats", state=_CLOSED, sortOrder="desc"):
            chats = foreign.parts(page, "userChats")
            for chat in chats:
                if (closed_at := foreign.moment(chat, "closedAt")) >= since:
                    number = foreign.key(chat, "id")
                    yield Pointer(_NAME, f"{number}:{closed_at.isoformat()}", {"chat": number})
            # The list is ordered by something close to the last change, not by the end itself.
            if all(
                foreign.moment(chat, "updatedAt" if "updatedAt" in chat else "closedAt") < since
                for chat in chats
            ):
                return

    def fetch(self, pointer: Pointer, reading: Reading) -> Chat | None:
        """Return the chat; None when it is not closed (any more)."""
        path = f"/user-chats/{quote(pointer.where['chat'], safe='')}"
        told = self._get(path)
        chat, user = foreign.part(told, "userChat"), foreign.part(told, "user")
        if chat.get("state") != _CLOSED:
            return None
        items = [
            item
            for page in self._pages(f"{path}/messages", sortOrder="asc")
            for item in foreign.parts(page, "messages")
        ]
        names = self._names(items)
        messages = foreign.in_order(message for item in items if (message := _message(item, names)))
        ended_at = foreign.moment(chat, "closedAt")
        if not foreign.is_kept(ended_at, reading):
            return None
        profile = foreign.part(user, "profile")
        return Chat(
            account=foreign.line(chat.get("channelId"), foreign.ID_MAX),
            chat_id=foreign.key(chat, "id"),
            case_reference=foreign.line(
                foreign.part(chat, "profile").get("case_id") or profile.get("case_id"), foreign.ID_MAX
            ),
            language=foreign.language(user.get("language"), reading.facts)
            or foreign.spoken(messages, reading.facts),
            started_at=min((message.at for message in messages), default=ended_at),
            ended_at=max((ended_at, *(message.at for message in messages))),
            customer=Customer(
                foreign.line(profile.get("name") or chat.get("name"), foreign.NAME_MAX),
                foreign.address(profile.get("email")),
                SESSION if user.get("member") is True else TYPED,
                foreign.consent(profile.get("consent")),
            ),
            messages=messages,
            withdrawn=tuple(foreign.key(item, "id") for item in items if _is_private(item)),
        )

    def locate(self, file: File, _message: Message, chat_id: str) -> Download:
        """Return where a file is for some minutes. Whoever has that address needs no key."""
        path = f"/user-chats/{quote(chat_id, safe='')}/messages/file"
        told = self._get(f"{path}?{urlencode({'key': file.source})}")
        return Download(str(told.get("result") or ""), self.hosts)

    def _names(self, items: list[Foreign]) -> dict[str, str]:
        """Return the name of each agent who spoke; without one where the provider tells none."""
        names = {}
        spoke = {str(item.get("personId")) for item in items if item.get("personType") == "manager"}
        for person in sorted(spoke):
            try:
                manager = foreign.part(self._get(f"/managers/{quote(person, safe='')}"), "manager")
            except UnreadableError:
                continue
            names[person] = foreign.line(manager.get("name"), foreign.NAME_MAX)
        return names

    def _pages(self, path: str, **query: str) -> Iterator[Foreign]:
        for _ in range(_PAGES_MAX):
            page = self._get(f"{path}?{urlencode({**query, 'limit': _PAGE})}")
            yield page
            following = page.get("next")
            if not isinstance(following, str) or not following or query.get("since") == following:
                return
            query["since"] = following

    def _get(self, path: str) -> Foreign:
        try:
            return read_json_object(self.web.get(self.url + path, self.headers))
        except ProblemError as error:
            raise UnreadableError(error.code) from error


def _is_private(item: Foreign) -> bool:
    return "private" in (item.get("options") or ())


def _message(item: Foreign, names: Mapping[str, str]) -> Message | None:
    """Return what was said; None for a note, or for what was only done."""
    role = _ROLES.get(str(item.get("personType")))
    if role is None or _is_private(item) or item.get("log"):
        return None
    return Message(
        id=foreign.key(item, "id"),
        at=foreign.moment(item, "createdAt"),
        role=role,
        name=names.get(str(item.get("personId")), "") if role == AGENT else "",
        text=foreign.text(item.get("plainText")),
        files=tuple(
            foreign.file(told.get("name"), told.get("contentType"), told.get("size"), told.get("key"))
            for told in item.get("files") or ()
            if isinstance(told, dict)
        ),
    )
