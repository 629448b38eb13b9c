"""The end of retention in DynamoDB: what has expired, whatever it is, and the count of a day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from helpcenter.aws.leases import refused_by
from helpcenter.aws.table import EXPIRY_INDEX, case_of, expiry, kind_of, purge_day, purge_key
from helpcenter.aws.unavailable import store_unavailable
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from mypy_boto3_dynamodb import DynamoDBClient

    from helpcenter.aws.table import Item


_DAYS = 40
"""How far back the index is asked: a purge that failed for a month still finds everything."""


@record
class DynamoExpired:
    """The Expired on the table. Needs dynamodb:DeleteItem and UpdateItem, and Query on its index.

    With `whole` the table is read instead, which finds counts and digests too, and is charged for by all
    that is kept. Needs dynamodb:Scan.
    """

    client: DynamoDBClient
    table: str
    whole: bool = False

    def find(self, now: datetime) -> Iterator[tuple[str, Item]]:
        """Yield what may be kept no longer: the case ID of a case, else nothing, and the key; see Expired.

        What expires with its case comes with it: a hold has the case copied whole.
        """
        for found in [self._of_the_table(now)] if self.whole else self._of_the_index(now):
            keys = [{"pk": item["pk"], "sk": item["sk"]} for item in found]
            cases = {key["pk"]["S"]: case_of(key) for key in keys if kind_of(key) == "case"}
            for key in keys:
                if kind_of(key) == "case":
                    yield cases[key["pk"]["S"]] or "", key
                elif key["pk"]["S"] not in cases:
                    yield "", key

    def _of_the_index(self, now: datetime) -> Iterator[Sequence[Item]]:
        for ago in reversed(range(_DAYS)):
            with store_unavailable():
                pages = self.client.get_paginator("query").paginate(
                    TableName=self.table,
                    IndexName=EXPIRY_INDEX,
                    KeyConditionExpression="purge_day = :day",
                    FilterExpression="expires_at <= :now",
                    ExpressionAttributeValues={
                        ":day": {"S": purge_day(now - timedelta(days=ago))},
                        ":now": expiry(now),
                    },
                )
                yield [item for page in pages for item in page["Items"]]

    def _of_the_table(self, now: datetime) -> Sequence[Item]:
        with store_unavailable():
            pages = self.client.get_paginator("scan").paginate(
                TableName=self.table,
                FilterExpression="expires_at <= :now",
                ProjectionExpression="pk, sk",
                ExpressionAttributeValues={":now": expiry(now)},
            )
            return [item for page in pages for item in page["Items"]]

    def erase(self, key: Item, now: datetime) -> str:
        """Erase one item if it still has expired; return its kind, empty if it is to be kept; see Expired."""
        with store_unavailable():
            try:
                self.client.delete_item(
                    TableName=self.table,
                    Key=key,
                    ConditionExpression="expires_at <= :now",
                    ExpressionAttributeValues={":now": expiry(now)},
                )
            except ClientError as error:
                refused_by(error)
                return ""
        return kind_of(key)

    def note(self, day: date, counts: Mapping[str, int], forget_at: datetime) -> None:
        """Add to the count of a day; see Expired."""
        names = {f"#k{number}": kind for number, kind in enumerate(counts)}
        values = {f":k{number}": {"N": str(count)} for number, count in enumerate(counts.values())}
        added = ", ".join(f"#k{number} :k{number}" for number in range(len(counts)))
        with store_unavailable():
            self.client.update_item(
                TableName=self.table,
                Key=purge_key(day),
                UpdateExpression="SET expires_at = :forget" + (f" ADD {added}" if added else ""),
                **({"ExpressionAttributeNames": names} if names else {}),  # type: ignore[arg-type]
                ExpressionAttributeValues={":forget": expiry(forget_at), **values},
            )
