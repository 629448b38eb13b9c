"""Many threads at once on one idempotency key: a double click, a retry, two tabs, all of them at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.mail.delivery import Outcome
from helpcenter.mail.job import ACKNOWLEDGEMENT, DEPARTMENT_NOTICE
from tests.aws.house import House, size

if TYPE_CHECKING:
    from tests.aws.conftest import Stores

THREADS = 50


@pytest.mark.parametrize("key", [f"key-{number}" for number in range(size(2, 200))])
def test_fifty_threads_on_one_key_are_one_case(stores: Stores, key: str) -> None:
    """All get the same case; as many deliver its mails, and each leaves once."""
    house, start = House(stores), Barrier(THREADS)

    def submit(_: int) -> str:
        start.wait()
        while True:
            try:
                return house.submit(key).case_id
            except StoreUnavailableError:  # the browser tries again with the same key
                continue

    with ThreadPoolExecutor(THREADS) as pool:
        [case_id] = set(pool.map(submit, range(THREADS)))
    jobs = [(case_id, ACKNOWLEDGEMENT), (case_id, DEPARTMENT_NOTICE)]

    def deliver(_: int) -> list[Outcome]:
        start.wait()
        return [delivery.outcome for delivery in house.deliver.these(jobs)]

    with ThreadPoolExecutor(THREADS) as pool:
        outcomes = [outcome for found in pool.map(deliver, range(THREADS)) for outcome in found]
    assert outcomes.count(Outcome.SENT) == 2
    assert house.sent() == dict.fromkeys(jobs, 1)
