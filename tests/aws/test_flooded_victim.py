"""The form as a weapon: one mailbox flooded with acknowledgements by somebody who types its address."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from helpcenter.mail.delivery import Outcome
from helpcenter.mail.job import ACKNOWLEDGEMENT, DEPARTMENT_NOTICE
from soak.sizes import counted, size
from tests.aws.house import House

if TYPE_CHECKING:
    from tests.aws.conftest import Stores

POSTS = {"memory_stores": size("posts"), "dynamo_stores": size("posts_on_dynamodb")}
SPELLINGS = ("victim@example.com", "Victim@example.com", "victim+{}@example.com")


@pytest.mark.parametrize("kind", POSTS)
def test_a_victim_gets_ten_mails_a_day_at_most(request: pytest.FixtureRequest, kind: str) -> None:
    """In bursts over a day and a half, spelt differently: every inquiry is stored, its department told."""
    stores: Stores = request.getfixturevalue(kind)
    house, posts = House(stores), POSTS[kind]
    outcomes, left_at = list[Outcome](), list[datetime]()
    for number in range(posts):
        case = house.submit(f"key-{number}", SPELLINGS[number % 3].format(number))
        assert stores.cases.get(case.case_id) == case
        [ack, notice] = house.deliver.these(
            [(case.case_id, ACKNOWLEDGEMENT), (case.case_id, DEPARTMENT_NOTICE)]
        )
        outcomes.append(ack.outcome)
        left_at += [house.clock()] if ack.outcome is Outcome.SENT else []
        assert notice.outcome is Outcome.SENT
        house.clock.go_on(
            timedelta(hours=3, minutes=3) if number % (posts // 12) == 0 else timedelta(seconds=2)
        )
    assert len(house.ses.sent) == posts + len(left_at)
    most = {
        window: max(sum(at <= one < at + window for one in left_at) for at in left_at)
        for window in (timedelta(hours=1), timedelta(days=1))
    }
    counted(posts=posts, stored=posts)
    counted(most_an_hour=str(most[timedelta(hours=1)]), most_a_day=str(most[timedelta(days=1)]))
    assert most == {timedelta(hours=1): 3, timedelta(days=1): 10}
    assert set(outcomes) == {Outcome.SENT, Outcome.SUPPRESSED}
    assert list(stores.outbox.due(house.clock() + timedelta(days=30))) == []
