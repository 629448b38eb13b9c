"""Years of retention, lived through month by month: nothing outlives what `center.yml` allows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from helpcenter.aws.erasure import DynamoHolds
from helpcenter.aws.purge import DynamoExpired
from helpcenter.center.calendar import Calendar
from helpcenter.inquiry.erasure import EraseAtEnd, Hold
from helpcenter.inquiry.retention import PurgeExpired
from helpcenter.mail.job import TRANSCRIPT, new_job
from helpcenter.transcript.parts import Part
from tests.aws.conftest import TABLE
from tests.fakes.examples import ACCEPTED_AT, make_case, make_jobs, make_transcript
from tests.unit.inquiry.sample import FACTS

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from tests.aws.conftest import Stores

MONTH = timedelta(days=30)
KEPT = {
    **{f"{days:05}TESTCAS": days for days in {topic.retention_days for topic in FACTS.choices.values()}},
    "CHATTESTCAS": FACTS.transcript_retention_days,
}
HELD = f"{min(topic.retention_days for topic in FACTS.choices.values()):05}TESTCAS"
HOLD = Hold(HELD, "분쟁", ACCEPTED_AT + timedelta(days=1096), ACCEPTED_AT)


def owners(client: DynamoDBClient) -> set[str]:
    """Return the cases of which anything at all is stored, holds and their copies apart."""
    keys = (item["pk"]["S"] for item in client.scan(TableName=TABLE)["Items"])
    return {key.removeprefix("CASE#") for key in keys if key.startswith("CASE#")}


def held(client: DynamoDBClient) -> set[str]:
    """Return what is kept under a hold."""
    keys = (item["pk"]["S"] for item in client.scan(TableName=TABLE)["Items"])
    return {key for key in keys if key.startswith("HELD#")}


def test_nothing_outlives_its_time(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """Each period of the shipped center, and a legal hold, over four years of nightly purges."""
    stores = dynamo_stores
    for case_id, days in KEPT.items():
        erase_at = ACCEPTED_AT + timedelta(days=days)
        if case_id.startswith("CHAT"):
            part = Part(replace(make_transcript(case_id), erase_at=erase_at))
            name = f"{TRANSCRIPT}#{part.transcript.part_name}"
            stores.transcripts.save(part, new_job(case_id, name, ACCEPTED_AT))
        else:
            stores.cases.add(replace(make_case(case_id), erase_at=erase_at), make_jobs(case_id))
    DynamoHolds(dynamodb, TABLE).place(HOLD)
    erase = EraseAtEnd(stores.eraser, stores.holds)
    purge = PurgeExpired(DynamoExpired(dynamodb, TABLE), erase, Calendar(FACTS), stores.clock)
    for month in range(50):
        stores.clock.at = now = ACCEPTED_AT + month * MONTH
        purge()
        left = {case_id for case_id, days in KEPT.items() if now < ACCEPTED_AT + timedelta(days=days)}
        assert owners(dynamodb) == left, now
        assert bool(held(dynamodb)) == (HELD not in left and now < HOLD.until), now
    assert owners(dynamodb) == held(dynamodb) == set()
