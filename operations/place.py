"""Where the center runs that an operator means: its table, and a client that reaches it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpcenter.aws.clients import dynamodb_client
from helpcenter.aws.deliveries import DynamoDeliveries
from helpcenter.aws.gaps import DynamoGaps
from helpcenter.aws.leases import DynamoLeases
from local.aws import Account

if TYPE_CHECKING:
    from pathlib import Path

    from mypy_boto3_dynamodb import DynamoDBClient


class PlaceError(Exception):
    """There is no center to operate. The text is a code of the catalogue."""


@dataclass(frozen=True, slots=True)
class Place:
    """A table and the client that reaches it."""

    client: DynamoDBClient
    table: str

    def deliveries(self) -> DynamoDeliveries:
        """Return the deliveries of chat providers."""
        leases = DynamoLeases(self.client, self.table, lambda: secrets.token_hex(16))
        return DynamoDeliveries(self.client, self.table, leases)

    def gaps(self) -> DynamoGaps:
        """Return what was counted of readers."""
        return DynamoGaps(self.client, self.table)


def aws_place(table: str) -> Place:
    """Return the center on AWS whose table this is; the SDK finds account and region in the environment.

    Raises:
        PlaceError: no table is named.
    """
    if not table:
        raise PlaceError("operations.no_table")
    return Place(dynamodb_client(), table)


def local_place(data: Path) -> Place:
    """Return the center that `make run` runs on the data in a folder.

    Raises:
        PlaceError: none runs there.
    """
    try:
        endpoint = (data / "endpoint").read_text(encoding="ascii").strip()
    except OSError as error:
        raise PlaceError("operations.not_running") from error
    client = Account(int(endpoint.rpartition(":")[2])).client("dynamodb")
    return Place(client, client.list_tables()["TableNames"][0])
