"""What several kinds of tests share: one running local center."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from soak.sizes import is_full
from tests.local.running import RunningCenter

if TYPE_CHECKING:
    from collections.abc import Iterator


# How long an example takes is the machine's affair, which may have other work. What `make test` tries is the
# same each time, so that it fails where something changed; `make soak` goes on looking elsewhere.
settings.register_profile(
    "center", deadline=None, derandomize=not is_full(), suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("center")


@pytest.fixture(scope="session")
def center(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCenter]:
    """The center, running as `make run` starts it."""
    running = RunningCenter(tmp_path_factory.mktemp("local")).start()
    yield running
    assert running.stop() == 0
