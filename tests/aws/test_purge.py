"""What has expired goes each night, is counted, and leaves what a hold keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from helpcenter.aws.erasure import DynamoHolds
from helpcenter.aws.purge import DynamoExpired
from helpcenter.aws.table import erased_by
from helpcenter.center.calendar import Calendar
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.inquiry.life import Kind
from helpcenter.inquiry.retention import PurgeExpired
from tests.aws.conftest import TABLE
from tests.aws.erasing import HOLD, OTHER, busy_case, erase_at_end, erase_case, items
from tests.aws.faults import lost_before
from tests.fakes.examples import CASE_ID, make_case, make_jobs
from tests.unit.inquiry.sample import FACTS

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from tests.aws.conftest import Stores


def purge(stores: Stores, client: DynamoDBClient) -> dict[str, int]:
    """Erase what has expired by the clock."""
    expired = DynamoExpired(client, TABLE)
    return dict(PurgeExpired(expired, erase_at_end(stores), Calendar(FACTS), stores.clock)())


def test_what_has_expired_is_purged_and_counted_by_day(
    dynamodb: DynamoDBClient, dynamo_stores: Stores
) -> None:
    """A case goes with all its items at the end of its retention, nobody is told, and the count stays."""
    busy_case(dynamo_stores)
    assert purge(dynamo_stores, dynamodb) == {}
    dynamo_stores.clock.at = make_case().erase_at + timedelta(seconds=1)
    assert purge(dynamo_stores, dynamodb) == {"case": 2, "history": 1, "mail": 5}
    left = items(dynamodb)
    assert {item["pk"]["S"] for item in left} == {"PURGES"}
    [of_the_day] = [item for item in left if item["sk"]["S"] == date(2027, 11, 23).isoformat()]
    assert {kind: of_the_day[kind]["N"] for kind in ("case", "history", "mail")} == {
        "case": "2",
        "history": "1",
        "mail": "5",
    }


def test_that_something_happened_is_left_to_the_databases_own_expiry(
    dynamodb: DynamoDBClient, dynamo_stores: Stores
) -> None:
    """Nothing that anybody wrote is in it; whoever has a case erased has all of it erased."""
    for case_id in (CASE_ID, OTHER):
        dynamo_stores.cases.add(make_case(case_id), ())
        history = dynamo_stores.histories.read(case_id)
        assert history
        assert dynamo_stores.histories.append(history.then(Kind.CLOSED, dynamo_stores.clock()), ())
    assert erase_case(dynamo_stores)(OTHER).items == {"case": 1, "history": 1}
    dynamo_stores.clock.at = at = make_case().erase_at
    assert purge(dynamo_stores, dynamodb) == {"case": 1}
    [left] = [item for item in items(dynamodb) if item["pk"]["S"] != "PURGES"]
    assert left["sk"]["S"] == "HISTORY#0001"
    assert int(left["expires_at"]["N"]) <= at.timestamp()


def test_a_purge_on_the_same_day_adds_to_its_count(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """Whatever runs again counts what it erased, and nothing twice."""
    dynamo_stores.clock.at = make_case().erase_at
    dynamo_stores.cases.add(make_case(), make_jobs())
    purge(dynamo_stores, dynamodb)
    dynamo_stores.cases.add(make_case(OTHER), ())
    purge(dynamo_stores, dynamodb)
    purge(dynamo_stores, dynamodb)
    [count] = items(dynamodb)
    assert (count["case"]["N"], count["mail"]["N"]) == ("2", "2")


def test_the_purge_sets_held_cases_apart(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """At the end of retention the copy is made anew, and is kept until the hold ends."""
    busy_case(dynamo_stores)
    DynamoHolds(dynamodb, TABLE).place(HOLD)
    dynamo_stores.clock.at = make_case().erase_at
    purge(dynamo_stores, dynamodb)
    held = [item["sk"]["S"] for item in items(dynamodb) if item["pk"]["S"] == f"HELD#{CASE_ID}"]
    assert held == ["CASE", "HISTORY#0001"]
    dynamo_stores.clock.at = HOLD.until
    purge(dynamo_stores, dynamodb)
    assert {item["pk"]["S"] for item in items(dynamodb)} == {"PURGES"}


@pytest.mark.parametrize("whole", [False, True])
def test_the_copy_of_a_hold_has_the_files_of_its_case(
    dynamodb: DynamoDBClient,
    dynamo_stores: Stores,
    whole: bool,  # noqa: FBT001 - a case
) -> None:
    """In whatever order the database names what has expired: a file goes with its case, not before it."""
    busy_case(dynamo_stores)
    at = make_case().erase_at
    for name in "ABC":  # before and after the case
        note = {"pk": {"S": f"CASE#{CASE_ID}"}, "sk": {"S": f"{name}TTACHMENT#1"}, **erased_by(at)}
        dynamodb.put_item(TableName=TABLE, Item=note)
    DynamoHolds(dynamodb, TABLE).place(HOLD)
    dynamo_stores.clock.at = at
    expired = DynamoExpired(dynamodb, TABLE, whole=whole)
    PurgeExpired(expired, erase_at_end(dynamo_stores), Calendar(FACTS), dynamo_stores.clock)()
    held = [item["sk"]["S"] for item in items(dynamodb) if item["pk"]["S"] == f"HELD#{CASE_ID}"]
    assert held == ["ATTACHMENT#1", "BTTACHMENT#1", "CASE", "CTTACHMENT#1", "HISTORY#0001"]


def test_the_purge_reads_what_has_expired_and_not_all_that_is_kept(
    dynamodb: DynamoDBClient, dynamo_stores: Stores
) -> None:
    """It finds neither what expires later nor counts, which TTL takes; an operator's finds those too.

    What goes with its case is not found by itself.
    """
    at = make_case().erase_at
    dynamo_stores.cases.add(make_case(), make_jobs())
    dynamo_stores.cases.add(replace(make_case(OTHER), erase_at=at + timedelta(minutes=1)), ())
    DynamoExpired(dynamodb, TABLE).note(date(2020, 1, 1), {}, at)
    assert [case_id for case_id, _ in DynamoExpired(dynamodb, TABLE).find(at)] == [CASE_ID]
    everything = [key["pk"]["S"] for _, key in DynamoExpired(dynamodb, TABLE, whole=True).find(at)]
    assert everything.count(f"CASE#{CASE_ID}") == 1
    assert "PURGES" in everything


def test_a_purge_that_failed_for_weeks_finds_everything(
    dynamodb: DynamoDBClient, dynamo_stores: Stores
) -> None:
    """Beyond them TTL has long deleted it."""
    dynamo_stores.cases.add(make_case(), make_jobs())
    for days in (0, 1, 39):
        later = make_case().erase_at + timedelta(days=days)
        assert [case_id for case_id, _ in DynamoExpired(dynamodb, TABLE).find(later)] == [CASE_ID]


def test_a_purge_cut_off_goes_on_the_next_time(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """Out of time or without its database: what is left is found again."""
    busy_case(dynamo_stores)
    dynamo_stores.clock.at = make_case().erase_at
    expired = DynamoExpired(dynamodb, TABLE)
    run = PurgeExpired(expired, erase_at_end(dynamo_stores), Calendar(FACTS), dynamo_stores.clock)
    assert dict(run(until=dynamo_stores.clock())) == {}
    for operation in ("Query", "DeleteItem"):
        with lost_before(dynamodb, operation), pytest.raises(StoreUnavailableError):
            run()
    run()
    assert {item["pk"]["S"] for item in items(dynamodb)} == {"PURGES"}
