"""Fetching from addresses that somebody else chose: what is reached, and what never is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpcenter.downloads import SafeDownloads
from helpcenter.transcript.provider import Download, FetchError, UnreadableError
from tests.unit.downloads.house import NAME, PUBLIC

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.unit.downloads.house import Handler, House


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


def test_a_name_that_nobody_knows_may_be_known_later() -> None:
    """A resolver that is away is no verdict."""
    with pytest.raises(FetchError, match="unknown_host"):
        SafeDownloads(lambda _: ()).get(Download(f"https://{NAME}/", (NAME,)), 1000)
