"""Faults and crashes at every call to AWS between an inquiry and its mails.

Every call is throttled, lost on its way, lost on its way back, and the process ends before and after it; then
pairs of those. Whatever happens, after the customer has tried again and time has passed there is one case
with both of its mails sent. A mail leaves twice only where SES took it and nobody could note it.
"""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace
from itertools import combinations, product
from typing import TYPE_CHECKING

import pytest

from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.mail.gate import AckCaps
from helpcenter.mail.job import ACKNOWLEDGEMENT, DEPARTMENT_NOTICE
from soak.sizes import counted, is_full, share, size
from tests.aws.conftest import TABLE, empty_table
from tests.aws.house import FAULTS, Crash, House

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from tests.aws.conftest import Stores

SEED = 20261122
MAILS = (ACKNOWLEDGEMENT, DEPARTMENT_NOTICE)


@pytest.fixture
def house(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> House:
    """Return the house on DynamoDB, its caps out of the way, its calls counted."""
    gate = replace(dynamo_stores.gate, caps=AckCaps(10**6, 10**6, 10**6))  # type: ignore[type-var]
    house = House(replace(dynamo_stores, gate=gate))
    house.calls.watch(dynamodb)
    return house


def go_through(house: House, key: str, plan: dict[int, str]) -> list[str]:
    """Submit and deliver with a plan of faults, then recover; return the calls made until the recovery.

    The stream wakes delivery once for each job, as on AWS; where a process ends, the next begins. The table
    is empty in the end.
    """
    house.calls.begin(plan)
    email = f"{key}@example.com"
    case_id = ""
    with suppress(Crash, StoreUnavailableError):
        case_id = house.submit(key, email).case_id
    for mail in MAILS if case_id else ():
        with suppress(Crash, StoreUnavailableError):
            list(house.deliver.these([(case_id, mail)]))
    names = house.calls.names
    house.calls.begin()
    again = house.submit(key, email).case_id
    assert case_id in {"", again}
    house.settle()
    times, windows = [house.sent()[again, mail] for mail in MAILS], len(_windows(plan, names))
    elsewhere = max(0, sum(times) - 2 - windows)
    counted(
        fault_runs=1,
        crash_runs=int(any(fault.startswith("crash") for fault in plan.values())),
        lost=times.count(0),
        double_cases=len({case for case, _ in house.sent()} - {again}),
        doubled_in_window=sum(times) - 2 - elsewhere,
        doubled_elsewhere=elsewhere,
    )
    assert min(times) >= 1, (plan, names, times)
    assert not elsewhere, (plan, names, times)
    house.ses.sent.clear()
    assert _stored(house) == ["ACKS", "CASE", *sorted(f"MAIL#{mail}" for mail in MAILS)]
    empty_table(house.stores.cases.client)  # type: ignore[attr-defined] # DynamoDB's
    return names


def _stored(house: House) -> list[str]:
    """Return what kinds of items there are but the counters of all acknowledgements, sorted."""
    items = house.stores.cases.client.scan(TableName=TABLE)["Items"]  # type: ignore[attr-defined] # DynamoDB's
    return sorted(item["sk"]["S"] for item in items if item["pk"] != {"S": "ACKS#all"})


def _windows(plan: dict[int, str], names: list[str]) -> list[int]:
    """Return the faults after which nobody knows that SES has a mail: on its answer, or on the note of it."""
    return [
        number
        for number, fault in plan.items()
        if number < len(names)
        and (
            (names[number] == "SendEmail" and fault in {"lost_after", "crash_after"})
            or (number and names[number - 1] == "SendEmail" and not fault.endswith("_after"))
        )
    ]


def test_one_fault_at_each_call(house: House) -> None:
    """Each call by itself, with each kind of fault: nothing is lost, or doubled but in the window of SES."""
    calls = go_through(house, "no-fault", {})
    assert calls[0] == "TransactWriteItems"
    assert calls.count("SendEmail") == 2
    for number, fault in product(range(len(calls)), FAULTS):
        go_through(house, f"k{number}-{fault.replace('_', '-')}", {number: fault})


def test_pairs_of_faults(house: House) -> None:
    """Two faults in one run, and three; at full size all pairs, and threes up to the figure."""
    calls = len(go_through(house, "no-fault", {}))
    pairs, threes = plans_of(2, calls + 4), plans_of(3, calls + 4)
    random.Random(SEED).shuffle(pairs)  # noqa: S311 - a sample, not a secret
    random.Random(SEED).shuffle(threes)  # noqa: S311 - as above
    all_plans = (pairs + threes)[: 10**4] if is_full() else pairs
    for number, plan in enumerate(share(all_plans)[: size("fault_runs")]):
        go_through(house, f"pair{number}", plan)


def plans_of(many: int, calls: int) -> list[dict[int, str]]:
    """Return every plan of so many faults at so many calls."""
    return [
        dict(zip(places, faults, strict=True))
        for places in combinations(range(calls), many)
        for faults in product(FAULTS, repeat=many)
    ]


def test_an_inquiry_is_one_round_trip(house: House) -> None:
    """However many mails are capped and counted later, taking an inquiry is one call."""
    house.calls.begin()
    house.submit("one")
    assert house.calls.names == ["TransactWriteItems"]
