"""What providers can be asked, in memory: pages of the web, files of a bucket, attributes of contacts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpcenter.transcript.provider import FetchError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass
class MemoryWeb:
    """A Web, Files and Contacts at once. `asked` are the addresses, in order; `away`: it does not answer."""

    pages: dict[str, bytes] = field(default_factory=dict)
    files: dict[tuple[str, str], bytes] = field(default_factory=dict)
    contacts: dict[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    away: bool = False

    def get(self, url: str, headers: Mapping[str, str]) -> bytes:
        """Return a page."""
        self.asked.append(url)
        self.headers.append(headers)
        if self.away:
            raise FetchError("http_503")
        if url not in self.pages:
            raise UnreadableError("http_404")
        return self.pages[url]

    def read(self, bucket: str, key: str) -> bytes:
        """Return a file."""
        if self.away:
            raise FetchError("SlowDown")
        if (bucket, key) not in self.files:
            raise UnreadableError("NoSuchKey")
        return self.files[bucket, key]

    def attributes(self, instance_id: str, contact_id: str) -> Mapping[str, str]:
        """Return the attributes of a contact, none where nobody set any."""
        return self.contacts.get((instance_id, contact_id), {})
