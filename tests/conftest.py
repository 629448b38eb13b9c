"""What several kinds of tests share: one running local center."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.local.running import RunningCenter

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def center(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCenter]:
    """The center, running as `make run` starts it."""
    running = RunningCenter(tmp_path_factory.mktemp("local")).start()
    yield running
    assert running.stop() == 0
