"""Counts of gaps in DynamoDB."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from helpcenter.aws.leases import refused_by
from helpcenter.aws.table import expiry, gap_key, gap_of, gaps_of_day, watched_terms_key
from helpcenter.aws.unavailable import store_unavailable
from helpcenter.gaps.gap import Count
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date, datetime

    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

_HOURS_MAX = 49
"""More hours than two days have: nothing more needs to be known of these terms, and the item stays small."""


@record
class DynamoGapCounts:
    """The GapCounts on the table. Needs dynamodb:UpdateItem on the items of gaps and terms, and no more."""

    client: DynamoDBClient
    table: str

    def hours_of(self, digest: str, hour: str, forget_at: datetime) -> Collection[str]:
        """Note an hour in one write; see GapCounts.

        Raises:
            StoreUnavailableError: the database did not answer.
        """
        with store_unavailable():
            try:
                answer = self.client.update_item(
                    TableName=self.table,
                    Key=watched_terms_key(digest),
                    UpdateExpression="SET expires_at = if_not_exists(expires_at, :expiry) ADD #hours :hour",
                    ConditionExpression="attribute_not_exists(#hours) OR size(#hours) < :most",
                    ExpressionAttributeNames={"#hours": "hours"},
                    ExpressionAttributeValues={
                        ":expiry": expiry(forget_at),
                        ":hour": {"SS": [hour]},
                        ":most": {"N": str(_HOURS_MAX)},
                    },
                    ReturnValues="ALL_OLD",
                    ReturnValuesOnConditionCheckFailure="ALL_OLD",
                )
                before = answer.get("Attributes", {})
            except ClientError as error:
                before = dict(refused_by(error))
        return before.get("hours", {}).get("SS", [])

    def add(self, count: Count, erase_at: datetime) -> None:
        """Count in one write, however many do at the same time; see GapCounts.

        The SDK repeats a call whose answer was lost, so that one search may be counted twice. Nobody decides
        by one.

        Raises:
            StoreUnavailableError: the database did not answer.
        """
        setting, values = "", dict[str, "AttributeValueTypeDef"]()
        if count.nearest:
            setting, values = ", nearest = :nearest", {":nearest": {"S": count.nearest}}
        with store_unavailable():
            self.client.update_item(
                TableName=self.table,
                Key=gap_key(count.day, count.language, count.what, count.subject),
                UpdateExpression=f"SET expires_at = :expiry{setting} ADD #number :number",
                ExpressionAttributeNames={"#number": "number"},
                ExpressionAttributeValues={
                    ":expiry": expiry(erase_at),
                    ":number": {"N": str(count.number)},
                    **values,
                },
            )


@record
class DynamoGaps:
    """Reads the counts of gaps, and of answers about articles. Needs dynamodb:Query on them."""

    client: DynamoDBClient
    table: str

    def of_day(self, day: date) -> Iterator[Count]:
        """Yield everything that was counted on a day; what articles are told is `helpful` or `unhelpful`.

        Raises:
            StoreUnavailableError: the database did not answer.
        """
        pages = self.client.get_paginator("query")
        for owner in gaps_of_day(day):
            with store_unavailable():
                found = list(
                    pages.paginate(
                        TableName=self.table,
                        KeyConditionExpression="pk = :owner",
                        ExpressionAttributeValues={":owner": {"S": owner}},
                    )
                )
            for item in (item for page in found for item in page["Items"]):
                language, what, subject = gap_of(item)
                nearest = item.get("nearest", {}).get("S", "")
                for name, attribute in ((what, "number"), ("helpful",) * 2, ("unhelpful",) * 2):
                    if attribute in item:
                        number = int(item[attribute]["N"])
                        yield Count(name, day, language, subject, number, nearest)
