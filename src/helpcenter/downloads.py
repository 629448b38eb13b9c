"""Files from other people's addresses, fetched so that nobody can have us look around in our own house.

An address comes with a chat, so a customer may have written it. Only HTTPS is spoken, only to hosts that
are allowed for the chat system, at an IPv4 address that the whole internet can reach: looked up once,
checked, and then connected to, so that a name can't mean something else a moment later. IPv6 is not used,
for in its addresses others can hide (RFC 4291, 6052, 3056). A redirect is followed three times at most, each
as if it were the first address; keys stay with the host that they were meant for.

The loopback interface and plain HTTP are allowed where the setting names `127.0.0.1` with its port: on a
developer's machine the chat system is played there.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from contextlib import closing, contextmanager, suppress
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

from helpcenter.records import record
from helpcenter.transcript.provider import FetchError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from http.client import HTTPResponse

    from helpcenter.transcript.provider import Download

LIFE = 20.0  # seconds
_SILENCE = 5  # seconds without a byte
_REDIRECTS_MAX = 3
_CHUNK = 65_536
_LOOPBACK = "127.0.0.1"
_MOVED = {301, 302, 303, 307, 308}
_LATER = {401, 403, 408, 425, 429}  # a key is wrong or a file not there yet, which somebody may mend


@record
class SafeDownloads:
    """Fetches files.

    `look_up` returns the IPv4 addresses of a host, `dial` connects to one of them and a port within a number
    of seconds, `trust` says whose certificates are good. `life`: seconds for one file with all its redirects.
    """

    look_up: Callable[[str], Sequence[str]]
    dial: Callable[[tuple[str, int], float], socket.socket] = socket.create_connection
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context
    life: float = LIFE

    def get(self, download: Download, size_max: int) -> bytes:
        """Return the file, which has at most `size_max` bytes.

        Raises:
            FetchError: no answer in time, or one that may change: 401, 403, 429, 5xx.
            UnreadableError: it is not to be had: an address that is not allowed, another answer than 200,
                `too_large`.
        """
        end, url, headers = time.monotonic() + self.life, download.url, download.headers
        for _ in range(_REDIRECTS_MAX + 1):
            try:
                connection = self._connection(url, download.hosts)
                with closing(connection), _cut_off(connection, end - time.monotonic()):
                    answer = _ask(connection, url, headers)
                    if answer.status not in _MOVED:
                        return self._content(answer, size_max, end)
                    following = urljoin(url, answer.headers.get("location", ""))
            except (OSError, HTTPException) as error:
                raise FetchError(type(error).__name__) from error
            except ValueError as error:  # what follows is no address
                raise UnreadableError("invalid_address") from error
            if urlsplit(following).netloc != urlsplit(url).netloc:
                headers = {}
            url = following
        raise UnreadableError("too_many_redirects")

    def _connection(self, url: str, hosts: Sequence[str]) -> _Plain | _Pinned:
        """Return a connection to a host that is allowed, at an address that is, not made yet.

        Raises:
            UnreadableError: one of them is not.
            FetchError, ValueError: nobody knows the host; it is no address.
        """
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
        if parts.username is not None or not _is_allowed(host, port, parts.scheme, hosts):
            raise UnreadableError("host_not_allowed")
        if parts.scheme == "http" and host == _LOOPBACK and f"{host}:{port}" in hosts:
            return _Plain(host, port, timeout=_SILENCE)
        if parts.scheme != "https":
            raise UnreadableError("not_https")
        address = self._public_address(host)
        return _Pinned(host, port or 443, partial(self._secured, host, (address, port or 443)))

    def _secured(self, host: str, address: tuple[str, int]) -> ssl.SSLSocket:
        plain = self.dial(address, _SILENCE)
        return self.trust().wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)

    def _public_address(self, host: str) -> str:
        found = self.look_up(host)
        if not found:
            raise FetchError("unknown_host")
        for address in map(ipaddress.IPv4Address, found):
            if not address.is_global or address.is_multicast or address.is_reserved:
                raise UnreadableError("address_not_public")
        return found[0]

    def _content(self, answer: HTTPResponse, size_max: int, end: float) -> bytes:
        if answer.status in _LATER or answer.status >= 500:
            raise FetchError(f"http_{answer.status}")
        if answer.status != 200:
            raise UnreadableError(f"http_{answer.status}")
        if (answer.length or 0) > size_max:
            raise UnreadableError("too_large")
        content = bytearray()
        while part := answer.read1(_CHUNK):
            content += part
            if len(content) > size_max:
                raise UnreadableError("too_large")
        if time.monotonic() > end:
            raise FetchError("too_slow")
        if answer.length:
            raise FetchError("cut_short")
        return bytes(content)


class _Plain(HTTPConnection):
    """A connection within this machine. `dialled` stays when the connection lets go of it."""

    dialled: socket.socket | None = None

    def connect(self) -> None:
        """Connect."""
        super().connect()
        self.dialled = self.sock


class _Pinned(HTTPSConnection):
    """A connection to one address, whose certificate must be the host's; `dialled` as above."""

    dialled: socket.socket | None = None

    def __init__(self, host: str, port: int, secured: Callable[[], ssl.SSLSocket]) -> None:
        super().__init__(host, port, timeout=_SILENCE)
        self._secured = secured

    def connect(self) -> None:
        """Connect to the address that was checked, not to what the name means now."""
        secured = self._secured()
        self.sock = self.dialled = secured  # from now on it can be cut off
        secured.do_handshake()


@contextmanager
def _cut_off(connection: _Plain | _Pinned, seconds: float) -> Iterator[None]:
    """End the connection after a time, however its server dribbles: a timeout counts from byte to byte."""

    def shut() -> None:
        with suppress(OSError):
            if connection.dialled is not None:
                socket.socket.shutdown(connection.dialled, socket.SHUT_RDWR)

    timer = Timer(max(seconds, 0), shut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def ipv4_addresses(host: str) -> list[str]:
    """Return the IPv4 addresses of a host, none where nobody knows it."""
    try:
        found = socket.getaddrinfo(host, None, socket.AF_INET, socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def _is_allowed(host: str, port: int | None, scheme: str, hosts: Sequence[str]) -> bool:
    usual = port in (None, 443) and scheme == "https"
    for allowed in hosts:
        if allowed.startswith("*."):
            if usual and host.endswith(allowed[1:]) and len(host) > len(allowed) - 1:
                return True
        elif allowed == f"{host}:{port or 443}" or (usual and allowed == host):
            return True
    return False


def _ask(connection: HTTPConnection, url: str, headers: Mapping[str, str]) -> HTTPResponse:
    parts = urlsplit(url)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
    connection.request(
        "GET",
        path + query,
        headers={"accept-encoding": "identity", "user-agent": "help-center", **headers},
    )
    return connection.getresponse()
