"""Many threads at once on one idempotency key: a double click, a retry, two tabs, all of them at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.mail.delivery import Outcome
from helpcenter.mail.job import ACKNOWLEDGEMENT, DEPARTMENT_NOTICE
from soak.sizes import counted, size
from tests.aws.house import House

if TYPE_CHECKING:
    from tests.aws.conftest import Stores

THREADS = 50


@pytest.mark.parametrize("key", [f"key-{number}" for number in range(size("keys"))])
def test_fifty_threads_on_one_key_are_one_case(stores: Stores, key: str) -> None:
    """All get the same case and deliver its mails at once, while others still submit: each leaves once."""
    house, start = House(stores), Barrier(THREADS)

    def submit_and_deliver(_: int) -> tuple[str, list[Outcome]]:
        start.wait()
        case_id = submitted(house, key)
        jobs = [(case_id, ACKNOWLEDGEMENT), (case_id, DEPARTMENT_NOTICE)]
        return case_id, [delivery.outcome for delivery in house.deliver.these(jobs)]

    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(submit_and_deliver, range(THREADS)))
    cases = {case_id for case_id, _ in answers}
    counted(keys=1, cases_too_many=len(cases) - 1, mails_too_many=house.sent().total() - 2)
    [case_id] = cases
    assert [outcome for _, found in answers for outcome in found].count(Outcome.SENT) == 2
    assert house.sent() == {(case_id, ACKNOWLEDGEMENT): 1, (case_id, DEPARTMENT_NOTICE): 1}


def submitted(house: House, key: str) -> str:
    """Submit until there is an answer, as the browser does with one key; return the case."""
    while True:
        try:
            return house.submit(key).case_id
        except StoreUnavailableError:
            continue
