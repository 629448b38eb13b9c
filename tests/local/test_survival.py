"""Kill -9 between any two requests: what was answered with 201 is there, every owed mail arrives, once."""

from __future__ import annotations

import uuid
from collections import Counter
from contextlib import suppress
from http.client import HTTPException
from threading import Timer
from typing import TYPE_CHECKING
from urllib.error import URLError

import pytest

from soak.sizes import counted, size
from tests.local.running import RunningCenter, eventually
from tests.local.test_inquiry_journey import INQUIRY

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("center")


def test_a_killed_center_forgets_nothing(tmp_path: Path) -> None:
    """Killed amid submits, again and again, it knows every case and delivers every mail exactly as owed.

    A submit without an answer is sent again with its key, as the browser does.
    """
    center, keys, accepted = RunningCenter(tmp_path / "data"), list[str](), dict[str, str]()
    kills, submits = size("kills"), size("killed_submits")
    try:
        for number in range(kills):
            fresh = [uuid.uuid4().hex for _ in range(submits // kills)]
            keys += fresh
            accepted |= submit_until_killed(center.start(), fresh, delay=number % 10 / 200)
            counted(kills=1, submits=len(fresh))
        center.start()
        again = {key: submit(center, key) for key in keys}
        owed = 2 * len(keys)
        eventually(lambda: len(list((center.data / "mail" / "new").iterdir())) >= owed)
        eventually(lambda: len(delivered(center)) >= owed)  # some that came may have come twice
        mails = delivered(center)
        twice = mails.total() - len(mails)
        counted(
            lost=sum(again[key] != case_id for key, case_id in accepted.items()),
            double_cases=len(keys) - len(set(again.values())),
            mails_owed=owed,
            mails_missing=owed - len(mails),
            mails_twice=twice,
        )
        assert accepted.items() <= again.items()
        assert len(set(again.values())) == len(keys)
        # A mail that was under way at a kill may be there twice: SES had it, and nobody could note it.
        assert len(mails) == owed
        assert twice <= kills
    finally:
        center.kill()


def submit_until_killed(center: RunningCenter, keys: list[str], delay: float) -> dict[str, str]:
    """Submit one after the other, kill the center `delay` seconds into the last; return what was accepted."""
    accepted = {key: submit(center, key) for key in keys[:-1]}
    killing = Timer(delay, center.kill)
    killing.start()
    with suppress(OSError, HTTPException):
        accepted[keys[-1]] = submit(center, keys[-1])
    killing.join()
    return accepted


def submit(center: RunningCenter, key: str) -> str:
    """Submit an inquiry from an address of its own, for mails to one address have a cap; return its case."""
    case_id: str = center.submit({**INQUIRY, "email": f"{key}@example.com"}, key).json["case_id"]
    return case_id


def delivered(center: RunningCenter) -> Counter[tuple[str, str]]:
    """Return how many times each mail came, told apart by whom it is for and what it says of which case."""
    return Counter((mail["to"], mail["subject"]) for mail in center.mails())


def test_a_kill_leaves_nothing_running(tmp_path: Path) -> None:
    """After a kill -9 nobody answers at the port, and the same port can be taken at once."""
    center = RunningCenter(tmp_path / "data").start()
    center.kill()
    with pytest.raises(URLError):
        center.send("/")
    center.start()
    assert center.send("/").status == 200
    assert center.stop() == 0
