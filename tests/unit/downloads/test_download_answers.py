"""What comes of a fetch: a whole file of a size that was asked for, in time, or a reason."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from helpcenter.transcript.provider import FetchError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.downloads.house import Answer, Handler, House


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
