"""What notes what became of mails that left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.aws.clients import dynamodb_client
from helpcenter.aws.fates import DynamoFates
from helpcenter.aws.suppressions import DynamoSuppressions
from helpcenter.bootstrap.center import now
from helpcenter.mail.recipients import Recipients
from helpcenter.mail.record import RecordDelivery
from helpcenter.settings import DeliveryRecordSettings, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping


def record_delivery(environment: Mapping[str, str]) -> RecordDelivery:
    """Return what notes what became of mails that left."""
    settings = read_settings(DeliveryRecordSettings, environment)
    client, table = dynamodb_client(), settings.table_name
    return RecordDelivery(
        DynamoFates(client, table),
        DynamoSuppressions(client, table, Recipients(settings.case_secret)),
        now,
    )
