"""Fetching from addresses that somebody else chose: what is reached, and what never is."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from helpcenter.downloads import SafeDownloads
from helpcenter.transcript.provider import Download, FetchError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Answer = Callable[["Handler"], None]

PUBLIC = "93.184.215.14"
NAME = "files.example"


class Handler(BaseHTTPRequestHandler):
    """Answers as a test wants; notes what was asked."""

    asked: list[tuple[str, str | None]]
    answer: Answer

    def do_GET(self) -> None:
        """Answer."""
        self.asked.append((self.path, self.headers.get("x-key")))
        type(self).answer(self)

    def reply(self, status: int, body: bytes = b"", length: int | None = None, **headers: str) -> None:
        """Send a status, headers and a body; `length` may lie."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """A server that says nothing of those who hang up."""

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


class House:
    """A server on this machine that passes for the world: every address leads to it."""

    def __init__(self, answer: Answer, certificate: Path | None = None) -> None:
        self.handler = type("Own", (Handler,), {"asked": [], "answer": staticmethod(answer)})
        self.server = Server(("127.0.0.1", 0), self.handler)
        self.port, self.dialled = self.server.server_port, list[tuple[str, int]]()
        self.certificate = certificate
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def asked(self) -> list[tuple[str, str | None]]:
        """What the server was asked: path and key."""
        return self.handler.asked  # type: ignore[attr-defined, no-any-return]  # set above

    def downloads(self, *addresses: str, life: float = 5) -> SafeDownloads:
        """Return what fetches; each name has these addresses."""

        def dial(address: tuple[str, int], seconds: float) -> socket.socket:
            self.dialled.append(address)
            return socket.create_connection(("127.0.0.1", self.port), seconds)

        def trust() -> ssl.SSLContext:
            return ssl.create_default_context(cafile=self.certificate)

        return SafeDownloads(lambda _: addresses or (PUBLIC,), dial, trust, life)

    def get(self, path: str = "/a.png", size_max: int = 1000, **more: float) -> bytes:
        """Fetch over plain HTTP, as on a developer's machine."""
        host = f"127.0.0.1:{self.port}"
        return self.downloads(**more).get(Download(f"http://{host}{path}", (host,)), size_max)


@pytest.fixture
def serve() -> Iterator[Callable[..., House]]:
    """Start servers; end them afterwards."""
    houses: list[House] = []

    def start(answer: Answer, certificate: Path | None = None) -> House:
        houses.append(House(answer, certificate))
        return houses[-1]

    yield start
    for house in houses:
        house.server.shutdown()
        house.server.server_close()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and its own certificate, for NAME alone."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = serialization.NoEncryption()
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    path = tmp_path_factory.mktemp("tls") / "own.pem"
    path.write_bytes(private + made.public_bytes(pem))
    return path


def test_a_file_comes_from_the_address_that_was_checked(
    serve: Callable[..., House], certificate: Path
) -> None:
    """The name is looked up once; the certificate is the name's; address and query arrive as they were."""
    house = serve(lambda asked: asked.reply(200, b"content"), certificate)
    url = f"https://{NAME}/파일 1.png?token=a%2Fb&c=d"
    assert house.downloads().get(Download(url, (NAME,)), 1000) == b"content"
    assert house.dialled == [(PUBLIC, 443)]
    assert house.asked == [("/%ED%8C%8C%EC%9D%BC%201.png?token=a%2Fb&c=d", None)]


def test_somebody_elses_certificate_is_none(serve: Callable[..., House], certificate: Path) -> None:
    """Who sits at the address must be who the name says."""
    house = serve(lambda asked: asked.reply(200, b"content"), certificate)
    with pytest.raises(FetchError, match="SSLCertVerificationError"):
        house.downloads().get(Download("https://other.example/", ("other.example",)), 1000)
    assert house.asked == []


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "0.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("169.254.170.2", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1"),
        "255.255.255.255",
    ],
)
def test_a_name_that_means_our_own_house_is_refused(serve: Callable[..., House], address: str) -> None:
    """Loopback, private, link-local (the keys of the machine), shared, multicast; one of many is one."""
    house = serve(lambda asked: asked.reply(200))
    for addresses in ((address,), (PUBLIC, address)):
        with pytest.raises(UnreadableError, match="address_not_public"):
            house.downloads(*addresses).get(Download(f"https://{NAME}/", (NAME,)), 1000)
    assert house.dialled == []


@pytest.mark.parametrize(
    "url",
    [
        *("http://files.example/", "ftp://files.example/", "file:///etc/passwd", "gopher://files.example/"),
        *("https://files.example:8443/", "https://files.example:22/", "https://user@files.example/"),
        *("https://files.example@evil.example/", "https://evil.example/", "https://evilfiles.example/"),
        *(
            "https://files.example.evil.example/",
            "https://[::1]/",
            "https://127.0.0.1/",
            "https://2130706433/",
        ),
        *("https://169.254.169.254/latest/meta-data/", "https://sub.files.example/", "//files.example/"),
        *(
            "https://evil.example\\@files.example/",
            "https:///files.example",
            "",
            "data:,x",
            "//[",
            "https://[x]/",
        ),
        *("https://wild.example/", "https://.wild.example/", "https://a.wild.example.evil.example/"),
        *("http://a.wild.example/", "https://a.wild.example:444/", "https://files.example:99999/"),
    ],
)
def test_only_allowed_hosts_are_asked(serve: Callable[..., House], url: str) -> None:
    """Nothing is looked up for another scheme, port, host, or what only looks like an allowed one."""
    house = serve(lambda asked: asked.reply(200))
    with pytest.raises(UnreadableError):
        house.downloads().get(Download(url, (NAME, "*.wild.example")), 1000)
    assert house.dialled == []


def test_a_star_stands_for_what_is_below(serve: Callable[..., House], certificate: Path) -> None:
    """Names below it are reached, at whatever depth; so is a port that is named."""
    house = serve(lambda asked: asked.reply(200, b"x"), certificate)
    for url, hosts in [
        ("https://a.b.example/", ("*.example",)),
        (f"https://{NAME}:8443/", (f"{NAME}:8443",)),
        (f"https://{NAME.upper()}:443/", (NAME,)),
    ]:
        try:
            house.downloads().get(Download(url, hosts), 1000)
        except FetchError as error:  # the certificate is not that of the first
            assert "SSLCert" in str(error)  # noqa: PT017 - either is reached
    assert house.dialled == [(PUBLIC, 443), (PUBLIC, 8443), (PUBLIC, 443)]


def test_this_machine_is_asked_only_where_it_is_named_with_its_port(serve: Callable[..., House]) -> None:
    """Not the runtime's own door beside it, nor by another of its names."""
    house = serve(lambda asked: asked.reply(200, b"content"))
    assert house.get() == b"content"
    for url in ("http://127.0.0.1:9001/", "http://127.0.0.1/", f"http://localhost:{house.port}/"):
        for hosts in ((f"127.0.0.1:{house.port}",), ("127.0.0.1",)):
            with pytest.raises(UnreadableError):
                house.downloads("127.0.0.1").get(Download(url, hosts), 1000)


@pytest.mark.parametrize(
    "target",
    [
        *(
            "https://evil.example/",
            "http://169.254.169.254/latest/",
            "file:///etc/passwd",
            "//evil.example/x",
        ),
        *("http://127.0.0.1:9001/2018-06-01/runtime/invocation/next", "https://[::1]/", "//["),
    ],
)
def test_a_redirect_leads_nowhere_else(serve: Callable[..., House], target: str) -> None:
    """It is an address like the first."""
    house = serve(lambda asked: asked.reply(302, location=target))
    with pytest.raises(UnreadableError):
        house.get()
    assert len(house.asked) == 1


def test_a_redirect_to_an_allowed_host_is_followed_without_keys(serve: Callable[..., House]) -> None:
    """Keys stay with the host that they were meant for, and go along on the same."""
    there = serve(lambda asked: asked.reply(200, b"content"))

    def move(asked: Handler) -> None:
        asked.reply(302, location="/b" if asked.path == "/a" else f"http://127.0.0.1:{there.port}/c")

    house = serve(move)
    hosts = (f"127.0.0.1:{house.port}", f"127.0.0.1:{there.port}")
    wanted = Download(f"http://{hosts[0]}/a", hosts, {"x-key": "k"})
    assert house.downloads().get(wanted, 1000) == b"content"
    assert house.asked == [("/a", "k"), ("/b", "k")]
    assert there.asked == [("/c", None)]


def test_redirects_end(serve: Callable[..., House]) -> None:
    """After three."""
    house = serve(lambda asked: asked.reply(307, location="/again"))
    with pytest.raises(UnreadableError, match="too_many_redirects"):
        house.get()
    assert len(house.asked) == 4


def _endless(asked: Handler) -> None:
    asked.send_response(200)
    asked.end_headers()
    for _ in range(100_000):
        asked.wfile.write(bytes(1000))


@pytest.mark.parametrize(
    "answer",
    [lambda asked: asked.reply(200, bytes(1001)), lambda asked: asked.reply(200, b"", 10**9), _endless],
)
def test_what_is_too_large_is_not_read(serve: Callable[..., House], answer: Answer) -> None:
    """Whether its length is told, is a lie, or is never told."""
    with pytest.raises(UnreadableError, match="too_large"):
        serve(answer).get()


def _dribble(asked: Handler) -> None:
    asked.send_response(200)
    asked.send_header("content-length", "900")
    asked.end_headers()
    for _ in range(900):
        asked.wfile.write(b"x")
        threading.Event().wait(0.05)


def _dribble_headers(asked: Handler) -> None:
    for _ in range(900):
        asked.wfile.write(b"x")
        asked.wfile.flush()
        threading.Event().wait(0.05)


@pytest.mark.parametrize("answer", [_dribble, _dribble_headers, lambda _: threading.Event().wait(20)])
def test_who_dribbles_is_cut_off(serve: Callable[..., House], answer: Answer) -> None:
    """A timeout counts from byte to byte; the end is an end."""
    house, begun = serve(answer), time.monotonic()
    with pytest.raises(FetchError):
        house.get(life=0.3)
    assert time.monotonic() - begun < 10  # they would go on for longer


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_what_may_change_is_asked_for_again(serve: Callable[..., House], status: int) -> None:
    """Told apart from what will not."""
    with pytest.raises(FetchError, match=f"http_{status}"):
        serve(lambda asked: asked.reply(status)).get()


@pytest.mark.parametrize("status", [204, 206, 304, 400, 404, 410])
def test_any_other_answer_is_the_end_of_it(serve: Callable[..., House], status: int) -> None:
    """There is no file, or not the whole one."""
    with pytest.raises(UnreadableError, match=f"http_{status}"):
        serve(lambda asked: asked.reply(status)).get()


def test_a_file_that_is_cut_short_is_none(serve: Callable[..., House]) -> None:
    """It is asked for again."""
    with pytest.raises(FetchError):
        serve(lambda asked: asked.reply(200, b"half", 900)).get()


def test_a_name_that_nobody_knows_may_be_known_later() -> None:
    """A resolver that is away is no verdict."""
    with pytest.raises(FetchError, match="unknown_host"):
        SafeDownloads(lambda _: ()).get(Download(f"https://{NAME}/", (NAME,)), 1000)
