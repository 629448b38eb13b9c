"""What tells departments each working morning what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.aws.case_lists import DynamoCaseLists
from helpcenter.aws.clients import dynamodb_client
from helpcenter.aws.letters import DynamoLetters
from helpcenter.bootstrap.center import DATA, now
from helpcenter.center.calendar import Calendar
from helpcenter.center.facts import load_facts
from helpcenter.inquiry.promise_watch import WatchPromises
from helpcenter.settings import ScheduleSettings, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping


def watch_promises(environment: Mapping[str, str]) -> WatchPromises:
    """Return what tells departments each working morning what is due."""
    settings, facts = read_settings(ScheduleSettings, environment), load_facts(DATA / "facts.json")
    client, table = dynamodb_client(), settings.table_name
    return WatchPromises(
        facts,
        Calendar(facts),
        DynamoCaseLists(client, table, now),
        DynamoLetters(client, table, now),
        now,
    )
