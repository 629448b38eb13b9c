"""One release leaves its work to another: what is under way in the table, as a file of its items.

This file runs in the checkout of either release, copied there as a test: it uses only what both of them have.
HANDOVER in the environment tells it what to do, as JSON: `items` (a file, or nothing), `work` (leave or
settle), `cases` (by name, of who left) and `to` (a file for the items and for what was seen).
"""

from __future__ import annotations

import json
import os
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from helpcenter.inquiry.life import Kind
from helpcenter.mail.job import ACKNOWLEDGEMENT, DEPARTMENT_NOTICE, TRANSCRIPT, new_job
from helpcenter.transcript.parts import Part
from tests.aws.conftest import TABLE
from tests.aws.house import LEASE, Crash, House
from tests.fakes.examples import ACCEPTED_AT, make_transcript

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from tests.aws.conftest import Stores

TASK = json.loads(os.environ.get("HANDOVER", "{}"))
_STATES = ("sent", "delayed", "paused", "leased", "cut_off", "dead", "owed")
_CHAT = "CHATTESTCAS"


def leave(house: House) -> dict[str, Any]:
    """Take inquiries and a chat, and stop amid their mails; return the IDs of cases by how far they are."""
    stores, cases = house.stores, dict[str, str]()
    for name in _STATES:
        if name == "paused":
            stores.switch.pause(stores.clock())
        cases[name] = case_id = house.submit(f"key-of-{name}", f"{name}@example.com").case_id
        if name in {"sent", "paused"}:
            house.sweep()
            stores.switch.resume()
        elif name == "delayed":
            house.calls.begin(dict.fromkeys(range(1000), "throttled"))
            house.sweep()
            house.calls.begin()
        elif name == "leased":
            for mail in (ACKNOWLEDGEMENT, DEPARTMENT_NOTICE):
                stores.outbox.claim(case_id, mail, stores.clock(), stores.clock() + LEASE)
        elif name == "cut_off":
            house.calls.begin({0: "crash_after"})
            with pytest.raises(Crash):
                list(house.deliver.these([(case_id, ACKNOWLEDGEMENT)]))
            house.calls.begin()
        elif name == "dead":
            job = stores.outbox.claim(case_id, ACKNOWLEDGEMENT, stores.clock(), stores.clock() + LEASE)
            assert job
            stores.outbox.bury(job, "MessageRejected", stores.clock())
    history = stores.histories.read(cases["sent"])
    assert history
    assert stores.histories.append(history.then(Kind.CLOSED, stores.clock()), ())
    chat = make_transcript(_CHAT)
    assert stores.transcripts.save(Part(chat), new_job(_CHAT, f"{TRANSCRIPT}#{chat.part_name}", ACCEPTED_AT))
    return cases


def seen(house: House, cases: dict[str, str]) -> dict[str, Any]:
    """Return what this release reads of cases, histories and the chat."""
    stores = house.stores
    found = {}
    for name, case_id in cases.items():
        case, history = stores.cases.get(case_id), stores.histories.read(case_id)
        assert case, name
        assert history, name
        found[name] = [case.inquiry.message, case.inquiry.email, [event.kind for event in history.events]]
    said = [message.text for part in stores.transcripts.parts(_CHAT) for message in part.transcript.messages]
    dead = [case_id for case_id, _ in stores.outbox.dead(stores.clock() + timedelta(days=1))]
    return {"cases": found, "said": said, "dead": dead}


def settle(house: House) -> None:
    """Let time pass until nothing of an inquiry is owed any more."""
    for _ in range(4):  # a lease ends after two minutes, a first delay after half a one
        house.clock.go_on(timedelta(minutes=10))
        list(house.deliver.these([job for job in house.stores.outbox.due(house.clock()) if job[0] != _CHAT]))


def items_of(client: DynamoDBClient) -> list[dict[str, Any]]:
    """Return what is in the table; bytes as they are."""
    pages = client.get_paginator("scan").paginate(TableName=TABLE)
    return [dict(item) for page in pages for item in page["Items"]]


@pytest.mark.skipif(not TASK, reason="a step of the tests of upgrades")
def test_step(dynamo_stores: Stores, dynamodb: DynamoDBClient) -> None:
    """Go on with what is there, as this release does, and leave what was asked for."""
    step(dynamo_stores, dynamodb, TASK)


def step(stores: Stores, client: DynamoDBClient, task: dict[str, Any]) -> dict[str, Any]:
    """Put the items of a file into the table, work, and write items and what was seen into another file."""
    house, items = House(stores), list[Any]()
    if task["items"]:
        items = json.loads(Path(task["items"]).read_text(encoding="utf-8"))["items"]
    for item in items:
        client.put_item(TableName=TABLE, Item=_whole(item))
    cases = task["cases"]
    if task["work"] == "leave":
        cases = leave(house)
    else:
        settle(house)
    names = {case_id: name for name, case_id in cases.items()}
    sent = {f"{names[case_id]} {mail}": times for (case_id, mail), times in house.sent().items()}
    told = {"cases": cases, "sent": sent, "seen": seen(house, cases), "items": items_of(client)}
    text = json.dumps(told, default=_told, ensure_ascii=False, indent=1, sort_keys=True)
    Path(task["to"]).write_text(text + "\n", encoding="utf-8")
    whole: dict[str, Any] = json.loads(text)
    return whole


def _told(value: object) -> str:
    return memoryview(value).hex()  # type: ignore[arg-type]  # json asks for bytes alone


def _whole(item: dict[str, Any]) -> dict[str, Any]:
    return {name: {"B": bytes.fromhex(value["B"])} if "B" in value else value for name, value in item.items()}
