"""The stores of the simulation answer as those that they stand for: the tests of both, once more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.aws.conftest import Stores, memory_stores_of
from tests.aws.test_outbox import *  # noqa: F403 - every expectation of an outbox
from tests.simulation.storage import IndexedOutbox, IndexedTable


@pytest.fixture
def stores() -> Stores:
    """Return the stores in memory, with the outbox that has an index."""
    table = IndexedTable()
    return replace(memory_stores_of(table), outbox=IndexedOutbox(table))
