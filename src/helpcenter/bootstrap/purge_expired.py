"""What erases each night whatever may be kept no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.aws.clients import dynamodb_client
from helpcenter.aws.erasure import DynamoEraser, DynamoHolds
from helpcenter.aws.purge import DynamoExpired
from helpcenter.bootstrap.center import DATA, now
from helpcenter.center.calendar import Calendar
from helpcenter.center.facts import load_facts
from helpcenter.inquiry.erasure import EraseAtEnd
from helpcenter.inquiry.retention import PurgeExpired
from helpcenter.settings import ScheduleSettings, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def purge_expired(environment: Mapping[str, str], data: Path = DATA) -> PurgeExpired:
    """Return what erases each night whatever may be kept no longer."""
    settings, facts = read_settings(ScheduleSettings, environment), load_facts(data / "facts.json")
    client, table = dynamodb_client(), settings.table_name
    erase = EraseAtEnd(DynamoEraser(client, table), DynamoHolds(client, table))
    return PurgeExpired(DynamoExpired(client, table), erase, Calendar(facts), now)
