"""What an operator sees of mails: what waits, what was given up, what was held back, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from helpcenter.aws.cases import DynamoCaseStore
from helpcenter.aws.outbox import DynamoOutbox
from helpcenter.inquiry.case_id import group_case_id
from helpcenter.mail.gate import OVER_CAP
from helpcenter.mail.job import ACKNOWLEDGEMENT, DEPARTMENT_NOTICE, ESCALATION, new_job
from operations import __main__ as program
from operations.place import Place
from tests.aws.conftest import TABLE
from tests.fakes.examples import CASE_ID, make_case

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

NOW = datetime.now(UTC)
LATER = NOW + timedelta(hours=1)
GROUPED = group_case_id(CASE_ID)


@pytest.fixture
def client(dynamodb: DynamoDBClient, monkeypatch: pytest.MonkeyPatch) -> DynamoDBClient:
    """A center with one case: its acknowledgement held back, its notice dead, a further mail owed."""
    monkeypatch.setattr(program, "aws_place", lambda table: Place(dynamodb, table))
    jobs = [new_job(CASE_ID, mail, NOW) for mail in (ACKNOWLEDGEMENT, DEPARTMENT_NOTICE)]
    owed = new_job(CASE_ID, ESCALATION, LATER)
    case = replace(make_case(), erase_at=NOW + timedelta(days=365))  # commands go by the machine's clock
    DynamoCaseStore(dynamodb, TABLE, lambda: NOW).add(case, [*jobs, owed])
    outbox = DynamoOutbox(dynamodb, TABLE, lambda: "lease")
    ack, notice = (outbox.claim(CASE_ID, job.mail, NOW, LATER) for job in jobs)
    assert ack
    assert notice
    outbox.suppress(ack, OVER_CAP, NOW)
    outbox.bury(notice, "MessageRejected", NOW)
    return dynamodb


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, ...]]:
    """Return (mail, state, attempts, reason) of each line of `mails list`."""
    assert program.run(["--table", TABLE, "mails", "list", *arguments], {"LANG": "en_US.UTF-8"}) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert {line[0] for line in lines} <= {GROUPED}
    assert all(datetime.fromisoformat(line[3]).tzinfo for line in lines)
    return [(line[1], line[2], line[4], line[5]) for line in lines]


HELD_BACK = (ACKNOWLEDGEMENT, "suppressed", "1", OVER_CAP)
DIED = (DEPARTMENT_NOTICE, "dead", "1", "MessageRejected")
OWED = (ESCALATION, "due", "0", "")


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ((), [OWED, DIED, HELD_BACK]),
        (("--state", "suppressed"), [HELD_BACK]),
        (("--state", "dead", "--state", "due"), [DIED, OWED]),
        (("--case", GROUPED.lower()), [HELD_BACK, DIED, OWED]),
        (("--case", GROUPED, "--state", "suppressed"), [HELD_BACK]),
        (("--case", "0000-0000-000"), []),
    ],
)
def test_what_has_not_left_is_listed_with_its_reason(
    client: DynamoDBClient,  # noqa: ARG001 - is there
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    found: list[tuple[str, ...]],
) -> None:
    """Whatever is owed, dead or held back, alone or together, or of one case."""
    assert listed(capsys, *arguments) == found


def test_a_mail_that_left_is_in_the_list_of_its_case_alone(
    client: DynamoDBClient, capsys: pytest.CaptureFixture[str]
) -> None:
    """With when it left."""
    outbox = DynamoOutbox(client, TABLE, lambda: "lease")
    job = outbox.claim(CASE_ID, ESCALATION, LATER, LATER + timedelta(minutes=2))
    assert job
    outbox.sent(job, "message", LATER)
    assert listed(capsys) == [DIED, HELD_BACK]
    assert (ESCALATION, "sent", "1", "") in listed(capsys, "--case", CASE_ID)


def test_what_was_held_back_is_neither_due_nor_dead(client: DynamoDBClient) -> None:
    """Seen, but never sent later."""
    outbox = DynamoOutbox(client, TABLE, lambda: "lease")
    ever = NOW + timedelta(days=3)
    assert list(outbox.due(ever)) == [(CASE_ID, ESCALATION)]
    assert list(outbox.dead(ever)) == [(CASE_ID, DEPARTMENT_NOTICE)]
    assert not outbox.revive(CASE_ID, ACKNOWLEDGEMENT, ever)


def test_a_number_that_is_none_is_said_so(client: DynamoDBClient) -> None:  # noqa: ARG001 - is there
    """Without looking."""
    assert program.run(["--table", TABLE, "mails", "list", "--case", "no case"], {}) == 2
