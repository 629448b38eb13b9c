"""What lies in the table of gaps, and the report of a week of use."""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from helpcenter.api.request import JSON_TYPE, Request
from helpcenter.aws.answers import DynamoAnswerCounts
from helpcenter.aws.gaps import DynamoGapCounts, DynamoGaps
from helpcenter.feedback.answer import Answer
from helpcenter.gaps.endpoint import GapEndpoint
from helpcenter.gaps.gap import Count
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.messages import load_messages
from operations import gaps
from operations.place import Place
from operations.terminal import Terminal
from tests.aws.conftest import TABLE
from tests.fakes.clock import Clock
from tests.unit.inquiry.sample import CALENDAR, FACTS, GUARD, MESSAGES, ROOT

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

DAY, ERASE_AT = date(2026, 11, 23), datetime(2029, 2, 1, tzinfo=UTC)
TWICE, CANCEL = "topics/payment/charged-twice/", "topics/video/membership-change-or-cancel/"


def test_counts_of_a_day_add_up_and_can_be_read(dynamodb: DynamoDBClient) -> None:
    """One item for each day, language, what and subject holds a number, and nothing about anybody."""
    counts = DynamoGapCounts(dynamodb, TABLE)
    for number in (5, 1):
        counts.add(Count("terms", DAY, "ko", "위약금", number, CANCEL), ERASE_AT)
    counts.add(Count("found", DAY, "ko", "", 1), ERASE_AT)
    counts.add(Count("found", DAY + timedelta(days=1), "ko", "", 1), ERASE_AT)
    DynamoAnswerCounts(dynamodb, TABLE).add(Answer(TWICE, "en", "unhelpful"), DAY, ERASE_AT)
    assert set(DynamoGaps(dynamodb, TABLE).of_day(DAY)) == {
        Count("terms", DAY, "ko", "위약금", 6, CANCEL),
        Count("found", DAY, "ko", "", 1),
        Count("unhelpful", DAY, "en", TWICE, 1),
    }
    names = {name for item in dynamodb.scan(TableName=TABLE)["Items"] for name in item}
    assert names == {"pk", "sk", "number", "nearest", "unhelpful", "expires_at"}


def test_hours_are_noted_once_each_and_forgotten_together(dynamodb: DynamoDBClient) -> None:
    """What comes back is what was known before; the first search decides when it is forgotten."""
    counts = DynamoGapCounts(dynamodb, TABLE)
    assert not counts.hours_of("digest", "2026-11-23T10", ERASE_AT)
    assert set(counts.hours_of("digest", "2026-11-23T10", ERASE_AT + timedelta(9))) == {"2026-11-23T10"}
    [item] = dynamodb.scan(TableName=TABLE)["Items"]
    assert item["expires_at"] == {"N": str(int(ERASE_AT.timestamp()))}


def test_terms_that_are_known_well_take_no_more_room(dynamodb: DynamoDBClient) -> None:
    """The hours of a month of searches end at two days' worth, and are still told."""
    counts = DynamoGapCounts(dynamodb, TABLE)
    start = datetime(2026, 11, 1, tzinfo=UTC)
    for number in range(60):
        hour = (start + timedelta(hours=number)).isoformat()[:13]
        known = counts.hours_of("digest", hour, ERASE_AT)
    assert len(set(known)) == 49


@pytest.mark.parametrize("language", ["ko", "en"])
def test_an_outage_of_the_database_is_told(dynamodb: DynamoDBClient, language: str) -> None:
    """The caller learns that nobody knows whether it was counted."""
    counts = DynamoGapCounts(dynamodb, "no-such-table")
    with pytest.raises(StoreUnavailableError):
        counts.add(Count("found", DAY, language, "", 1), ERASE_AT)
    with pytest.raises(StoreUnavailableError):
        counts.hours_of("digest", "2026-11-23T10", ERASE_AT)
    with pytest.raises(StoreUnavailableError):
        list(DynamoGaps(dynamodb, "no-such-table").of_day(DAY))


@dataclass
class Week:
    """A center in use for the seven days that end now."""

    client: DynamoDBClient
    chance: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311 - the same each time
    clock: Clock = field(default_factory=lambda: Clock(datetime.now(UTC)))
    end: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __post_init__(self) -> None:
        """Wire the endpoint."""
        pages = {language: {TWICE, CANCEL} for language in FACTS.languages}
        counts = DynamoGapCounts(self.client, TABLE)
        self.endpoint = GapEndpoint(
            FACTS, CALENDAR, MESSAGES, pages, GUARD, counts, b"key", self.clock, lambda _: None
        )

    def happen(self, times: int, **body: str) -> None:
        """Let something happen at so many moments of the last six days."""
        for _ in range(times):
            self.clock.at = self.end - timedelta(hours=self.chance.randrange(6 * 24))
            sent = json.dumps({"language": "ko", **body}).encode()
            answer = self.endpoint(Request("POST", "/api/gaps", {"content-type": JSON_TYPE}, sent))
            assert answer.status == 200

    def verdicts(self, page: str, *, helpful: int, unhelpful: int) -> None:
        """Let readers say whether an article helped."""
        counts, day = DynamoAnswerCounts(self.client, TABLE), (self.end - timedelta(days=2)).date()
        for verdict in ["helpful"] * helpful + ["unhelpful"] * unhelpful:
            counts.add(Answer(page, "ko", verdict), day, ERASE_AT)


def test_a_week_of_use_becomes_a_report(
    dynamodb: DynamoDBClient, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Writers read first what most people missed; what one person searched stands nowhere."""
    monkeypatch.chdir(ROOT)
    week = Week(dynamodb)
    week.happen(40, what="found")
    week.happen(30, what="missed", terms="위약금 얼마예요", page=CANCEL)
    week.happen(12, what="missed", terms="기프트 카드")
    week.happen(1, what="missed", terms="우리 아들 홍길동")
    week.happen(15, what="missed", terms="hong@example.com 로그인")
    week.happen(6, what="asked", page=TWICE)
    week.happen(4, what="solved", page=CANCEL)
    week.verdicts(TWICE, helpful=3, unhelpful=14)
    catalogues = load_messages(ROOT / "operations" / "messages")
    options = argparse.Namespace(days=8)
    assert gaps.report(Place(dynamodb, TABLE, str), Terminal(catalogues["en"], {}), options) == 0
    told = capsys.readouterr().out
    tasks = [line for line in told.splitlines() if line[:1].isdigit()]
    assert len(tasks) == 3
    assert "`위약금 얼마예요`" in tasks[0]
    assert "docs/ko/topics/video/membership-change-or-cancel.md" in tasks[0]
    assert tasks[1].startswith("2. **20")
    assert "`docs/ko/topics/payment/charged-twice.md`" in tasks[1]
    assert "14 of 17" in tasks[1]
    assert "`기프트 카드`" in tasks[2]
    assert "Searches in `ko`: 98, of which 58 led nowhere (59 %)" in told
    stored = json.dumps(dynamodb.scan(TableName=TABLE)["Items"], default=sorted, ensure_ascii=False)
    for private in ("홍길동", "hong"):
        assert private not in told
        assert private not in stored
