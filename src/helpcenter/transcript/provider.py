"""What a chat provider's module provides, and what it may reach.

A module in `providers/` is named in the setting CHAT_PROVIDERS and has one function,
`connect(settings, reach) -> Provider`. It fills what its provider needs and leaves out the rest:

- `verify` and `read` for a provider that calls us. `read` gets a JSON object whose sender was verified.
- `fetch` for one whose call, file or list says only where the chat is.
- `find` for one that has to be asked for chats that have ended.
- `locate` for one whose files can be fetched: where the center finds one that was sent in a chat.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeAlias

from helpcenter.api.problem import ERRORS_MAX
from helpcenter.records import field, record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from helpcenter.api.problem import FieldError
    from helpcenter.center.facts import Facts
    from helpcenter.transcript.transcript import Chat, File, Message

    Headers: TypeAlias = Mapping[str, str]
    Json: TypeAlias = Mapping[str, object]
    Settings: TypeAlias = Mapping[str, str]


class UnreadableError(Exception):
    """A delivery from the right sender that can't be read.

    The text is a code, perhaps with the place where reading ended, and never what somebody wrote.
    """

    def __init__(self, reason: str, errors: Sequence[FieldError] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.errors = tuple(errors[:ERRORS_MAX])


class FetchError(Exception):
    """The provider did not answer, or not now: asking again later is right. The text is a code."""


@contextmanager
def readable() -> Iterator[None]:
    """Turn whatever a module did not foresee in what it reads into UnreadableError, without its text."""
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise UnreadableError(f"unforeseen:{type(error).__name__}") from error


@record
class Pointer:
    """Where a chat is to be fetched. Two with the same `key` are the same delivery."""

    provider: str
    key: str
    where: Mapping[str, str]

    @property
    def delivery_id(self) -> str:
        """The ID of the delivery that this is."""
        return delivery_id(self.provider, self.key.encode())

    def to_bytes(self) -> bytes:
        """Return it as a delivery keeps it."""
        return json.dumps({"key": self.key, "where": dict(self.where)}).encode()


def pointer_from_bytes(provider: str, body: bytes) -> Pointer:
    """Return what `Pointer.to_bytes` wrote."""
    data = json.loads(body)
    return Pointer(provider, data["key"], data["where"])


def delivery_id(provider: str, content: bytes) -> str:
    """Return the ID of a delivery: the same content is the same delivery."""
    return hashlib.sha256(provider.encode() + b"\0" + content).hexdigest()[:20]


@record
class Download:
    """A file at an address. `hosts` may be asked for it and no other, whatever redirects say.

    A host is a name, one with its port, or `*.` before a name, which stands for every name below it.
    `headers` go to the host of the address alone.
    """

    url: str
    hosts: Sequence[str]
    headers: Headers = field(default_factory=dict, hash=False)


@record
class StoredFile:
    """A file in a bucket: the first whose key begins with one of `prefixes`."""

    bucket: str
    prefixes: Sequence[str]


def file_hosts(settings: Settings, *own: str) -> tuple[str, ...]:
    """Return the hosts that files come from: a provider's own, and those of its setting `file_hosts`."""
    named = (*own, *settings.get("file_hosts", "").split(","))
    return tuple(filter(None, (host.strip().lower() for host in named)))


@record
class Reading:
    """What reading needs to know: the center's facts, and the moment (UTC)."""

    facts: Facts
    now: datetime


class Web(Protocol):
    """Asking a provider over HTTPS."""

    def get(self, url: str, headers: Headers) -> bytes:
        """Return what is there.

        Raises:
            FetchError: no answer, 429 or 5xx.
            UnreadableError: any other answer than 200, or more than the center takes.
        """


class Files(Protocol):
    """Files that a provider puts into a bucket of ours."""

    def read(self, bucket: str, key: str) -> bytes:
        """Return a file's content.

        Raises:
            FetchError, UnreadableError: as Web.
        """


class Contacts(Protocol):
    """What Amazon Connect knows of a contact beside its transcript."""

    def attributes(self, instance_id: str, contact_id: str) -> Mapping[str, str]:
        """Return the contact's attributes.

        Raises:
            FetchError, UnreadableError: as Web.
        """


@record
class Reach:
    """What modules may reach. Nothing is connected before it is used."""

    web: Web
    files: Files
    contacts: Contacts


@record(kw_only=True)
class Provider:
    """A provider that is connected.

    `accepted`: the status of a good answer, for providers that take only one for good. `settles`: whether
    what it tells is fetched after the wait in which a chat may be reopened; then the mail need not wait too.
    `polled`: ask `find` each minute, not only each night. `locate` gets a file with the message that it was
    sent in and the chat's ID, and raises as `fetch` does.
    """

    verify: Callable[[Headers, bytes, datetime], None] | None = None
    read: Callable[[Json, Reading], Chat | Pointer | None] | None = None
    fetch: Callable[[Pointer, Reading], Chat | None] | None = None
    find: Callable[[datetime, Reading], Iterable[Pointer]] | None = None
    locate: Callable[[File, Message, str], Download | StoredFile] | None = None
    accepted: int | None = None
    settles: bool = False
    polled: bool = False
    mails: bool = True
