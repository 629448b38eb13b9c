"""What lies in the table: who else reads it (the index, TTL, an operator) can rely on this."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from helpcenter.aws.table import DUE_SHARDS, due_shard, open_shard
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.mail.job import ACKNOWLEDGEMENT
from helpcenter.mail.record import Fate, MailEvent
from helpcenter.transcript.parts import Part
from tests.aws.conftest import PAGE_SIZE, TABLE
from tests.fakes.examples import (
    ACCEPTED_AT,
    CASE_ID,
    make_burst,
    make_case,
    make_jobs,
    make_transcript,
    make_transcript_job,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

    from helpcenter.mail.job import MailJob
    from tests.aws.conftest import Stores

TRANSCRIPT = make_transcript_job().mail
KEY = {"pk": {"S": f"CASE#{CASE_ID}"}, "sk": {"S": "CASE"}}
JOB_KEY = {"pk": {"S": f"CASE#{CASE_ID}"}, "sk": {"S": f"MAIL#{ACKNOWLEDGEMENT}"}}


def everything(client: DynamoDBClient) -> dict[str, dict[str, AttributeValueTypeDef]]:
    """Return all items of the one case, by sort key."""
    return {item["sk"]["S"]: item for item in client.scan(TableName=TABLE)["Items"]}


def claimed(stores: Stores, mail: str = ACKNOWLEDGEMENT) -> MailJob:
    """Claim a mail of the case."""
    job = stores.outbox.claim(CASE_ID, mail, ACCEPTED_AT, ACCEPTED_AT + timedelta(minutes=2))
    assert job
    return job


def test_a_case_lies_together_with_its_transcript_and_jobs(
    dynamodb: DynamoDBClient, dynamo_stores: Stores
) -> None:
    """All items share the case's partition, so that one query finds what belongs to it."""
    dynamo_stores.cases.add(make_case(), make_jobs())
    dynamo_stores.transcripts.save(Part(make_transcript()), make_transcript_job())
    items = everything(dynamodb)
    assert set(items) == {
        "CASE",
        f"TRANSCRIPT#{make_transcript().part_name}",
        "MAIL#acknowledgement",
        "MAIL#department_notice",
        f"MAIL#{TRANSCRIPT}",
    }
    assert {item["pk"]["S"] for item in items.values()} == {f"CASE#{CASE_ID}"}


def test_every_item_expires_with_its_case(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """TTL finds the second of erasure on case, transcript and jobs alike."""
    dynamo_stores.cases.add(make_case(), make_jobs())
    dynamo_stores.transcripts.save(Part(make_transcript()), make_transcript_job())
    expected = str(int((ACCEPTED_AT + timedelta(days=365)).timestamp()))
    assert {item["expires_at"]["N"] for item in everything(dynamodb).values()} == {expected}


def test_the_index_holds_what_needs_somebody(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """Owed jobs lie on their shard, dead ones and open cases on their own; sent jobs are not in it."""
    jobs = [*make_jobs(), make_transcript_job()]
    dynamo_stores.cases.add(make_case(), jobs)
    dynamo_stores.outbox.sent(claimed(dynamo_stores), "message-1", ACCEPTED_AT)
    dynamo_stores.outbox.bury(claimed(dynamo_stores, TRANSCRIPT), "no_address", ACCEPTED_AT)
    items = everything(dynamodb).items()
    indexed = {kind: item["due_shard"]["S"] for kind, item in items if {"due_shard", "due_at"} & set(item)}
    assert indexed == {
        "CASE": open_shard(CASE_ID),
        "MAIL#department_notice": due_shard(CASE_ID),
        f"MAIL#{TRANSCRIPT}": "dead",
    }


def test_a_sent_job_says_when_and_as_which_message(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """An operator finds state, moment, SES message ID and the number of attempts."""
    dynamo_stores.cases.add(make_case(), make_jobs())
    dynamo_stores.outbox.sent(claimed(dynamo_stores), "message-1", ACCEPTED_AT)
    item = everything(dynamodb)["MAIL#acknowledgement"]
    assert item["state"] == {"S": "SENT"}
    assert item["sent_at"] == {"S": "2026-11-23T01:30:00.000000+00:00"}
    assert item["message_id"] == {"S": "message-1"}
    assert item["attempts"] == {"N": "1"}


def test_a_dead_job_says_when_and_why(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """An operator finds state, reason and attempts; what was the moment to try is that of its death."""
    dynamo_stores.cases.add(make_case(), make_jobs())
    died_at = ACCEPTED_AT + timedelta(seconds=5)
    dynamo_stores.outbox.bury(claimed(dynamo_stores), "MessageRejected", died_at)
    item = everything(dynamodb)["MAIL#acknowledgement"]
    assert item["state"] == {"S": "DEAD"}
    assert item["due_at"] == {"S": "2026-11-23T01:30:05.000000+00:00"}
    assert item["reason"] == {"S": "MessageRejected"}
    assert item["attempts"] == {"N": "1"}
    assert "lease" not in item


def test_unknown_attributes_are_ignored(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """What a later version or an operator adds to an item does not stop this one from reading it."""
    dynamo_stores.cases.add(make_case(), make_jobs())
    for key in (KEY, JOB_KEY):
        dynamodb.update_item(
            TableName=TABLE,
            Key=key,
            UpdateExpression="SET poison = :poison",
            ExpressionAttributeValues={":poison": {"M": {"deep": {"L": [{"NULL": True}]}}}},
        )
    dynamodb.update_item(
        TableName=TABLE,
        Key=KEY,
        UpdateExpression="SET inquiry.poison = :poison",
        ExpressionAttributeValues={":poison": {"N": "1"}},
    )
    assert dynamo_stores.cases.get(CASE_ID) == make_case()
    assert dynamo_stores.cases.add(make_case(), make_jobs()) == make_case()
    assert claimed(dynamo_stores).attempts == 1


def test_a_job_left_behind_by_its_case_keeps_the_case_out(
    dynamodb: DynamoDBClient, dynamo_stores: Stores
) -> None:
    """When TTL has deleted a case but not yet its jobs, nothing half stored comes of trying."""
    dynamo_stores.cases.add(make_case(), make_jobs())
    dynamodb.delete_item(TableName=TABLE, Key=KEY)
    with pytest.raises(StoreUnavailableError):
        dynamo_stores.cases.add(make_case(), make_jobs())
    assert dynamo_stores.cases.get(CASE_ID) is None


def test_a_case_is_read_as_it_is_now(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """A receipt opened right after the answer finds its case: the read is consistent."""
    asked: list[object] = []
    dynamodb.meta.events.register(
        "provide-client-params.dynamodb.GetItem", lambda params, **_: asked.append(params["ConsistentRead"])
    )
    dynamo_stores.cases.get(CASE_ID)
    assert asked == [True]


def test_due_jobs_are_read_as_far_as_they_are_asked_for(
    dynamodb: DynamoDBClient, dynamo_stores: Stores
) -> None:
    """The first job costs one page of each shard; each further page comes when its jobs are asked for."""
    dynamo_stores.cases.add(make_case(), make_burst(99))
    queries: list[str] = []
    dynamodb.meta.events.register("before-call.dynamodb.Query", lambda **_: queries.append("page"))
    due = dynamo_stores.outbox.due(ACCEPTED_AT)
    assert queries == []
    next(due)
    assert len(queries) == 2
    assert len(list(due)) == 98
    assert len(queries) >= 99 / PAGE_SIZE


def test_a_burst_spreads_over_the_index(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """Cases fall on both shards, so that no partition of the index takes a burst alone."""
    dynamo_stores.cases.add(make_case(), make_burst(99))
    items = dynamodb.scan(TableName=TABLE)["Items"]
    shards = [item["due_shard"]["S"] for item in items if "due_shard" in item]
    assert set(shards) == {*DUE_SHARDS, open_shard(CASE_ID)}
    assert max(shards.count(shard) for shard in DUE_SHARDS) < len(shards) * 0.7


def test_a_job_on_a_shard_of_a_release_before_is_found_within_the_hour(
    dynamodb: DynamoDBClient, dynamo_stores: Stores
) -> None:
    """Nobody asks for those shards each minute, for nothing new comes there."""
    dynamo_stores.cases.add(make_case(), make_jobs()[:1])
    dynamodb.update_item(
        TableName=TABLE,
        Key=JOB_KEY,
        UpdateExpression="SET due_shard = :before",
        ExpressionAttributeValues={":before": {"S": "7"}},
    )
    sharp = ACCEPTED_AT.replace(minute=0) + timedelta(hours=1)
    assert list(dynamo_stores.outbox.due(sharp - timedelta(minutes=1))) == []
    assert len(list(dynamo_stores.outbox.due(sharp))) == 1


def test_that_a_mail_was_sent_is_kept_for_a_month(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """Then DynamoDB deletes the job by itself; that of a chat stays, lest its mail leaves again."""
    dynamo_stores.cases.add(make_case(), [*make_jobs(), make_transcript_job()])
    month = str(int((ACCEPTED_AT + timedelta(days=30)).timestamp()))
    year = str(int((ACCEPTED_AT + timedelta(days=365)).timestamp()))
    for mail in ("acknowledgement", TRANSCRIPT):
        dynamo_stores.outbox.sent(claimed(dynamo_stores, mail), "message", ACCEPTED_AT)
    found = {kind: item["expires_at"]["N"] for kind, item in everything(dynamodb).items()}
    assert found["MAIL#acknowledgement"] == month
    assert found["MAIL#department_notice"] == found[f"MAIL#{TRANSCRIPT}"] == found["CASE"] == year


def test_a_mail_that_is_owed_again_does_not_expire_with_the_one_that_left(
    dynamodb: DynamoDBClient, dynamo_stores: Stores
) -> None:
    """It died after it was sent; who revives it has a month again."""
    dynamo_stores.cases.add(make_case(), make_jobs())
    dynamo_stores.outbox.sent(claimed(dynamo_stores), "message", ACCEPTED_AT)
    event = MailEvent(CASE_ID, "acknowledgement", Fate.REJECTED)
    assert dynamo_stores.fates.bury(event, ACCEPTED_AT)
    later = ACCEPTED_AT + timedelta(days=29)
    assert dynamo_stores.outbox.revive(CASE_ID, "acknowledgement", later)
    item = everything(dynamodb)["MAIL#acknowledgement"]
    assert item["expires_at"]["N"] == str(int((later + timedelta(days=30)).timestamp()))
