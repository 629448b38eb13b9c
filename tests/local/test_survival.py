"""Kill -9 between any two requests: what was answered with 201 is there, every owed mail arrives, once."""

from __future__ import annotations

import uuid
from collections import Counter
from typing import TYPE_CHECKING
from urllib.error import URLError

import pytest

from tests.local.running import RunningCenter, eventually
from tests.local.test_inquiry_journey import INQUIRY

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("center")


def test_a_killed_center_forgets_nothing(tmp_path: Path) -> None:
    """Killed right after its answer, twice, it knows every case and delivers every mail exactly as owed."""
    center, accepted = RunningCenter(tmp_path / "data"), dict[str, str]()
    try:
        for _ in range(2):
            center.start()
            for _ in range(5):
                key = uuid.uuid4().hex
                accepted[key] = center.submit(INQUIRY, key).json["case_id"]
            center.kill()
        center.start()
        assert {key: center.submit(INQUIRY, key).json["case_id"] for key in accepted} == accepted
        eventually(lambda: len(center.mails()) >= 2 * len(accepted))
        subjects = Counter((mail["to"], mail["subject"]) for mail in center.mails())
        # A mail that was under way at a kill may be there twice: SES had it, and nobody could note it.
        assert len(subjects) == 2 * len(accepted)
        assert sum(subjects.values()) - len(subjects) <= 2
    finally:
        center.kill()


def test_a_kill_leaves_nothing_running(tmp_path: Path) -> None:
    """After a kill -9 nobody answers at the port, and the same port can be taken at once."""
    center = RunningCenter(tmp_path / "data").start()
    center.kill()
    with pytest.raises(URLError):
        center.send("/")
    center.start()
    assert center.send("/").status == 200
    assert center.stop() == 0
