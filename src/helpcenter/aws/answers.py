"""Counts of answers in DynamoDB."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.aws.table import answers_key, expiry
from helpcenter.aws.unavailable import store_unavailable
from helpcenter.records import record

if TYPE_CHECKING:
    from datetime import date, datetime

    from mypy_boto3_dynamodb import DynamoDBClient

    from helpcenter.feedback.answer import Answer


@record
class DynamoAnswerCounts:
    """The AnswerCounts on the table. Needs dynamodb:UpdateItem on the items of answers, and no more."""

    client: DynamoDBClient
    table: str

    def add(self, answer: Answer, day: date, erase_at: datetime) -> None:
        """Count in one write, however many do at the same time; see AnswerCounts.

        The SDK repeats a call whose answer was lost, so that one reader may be counted twice. Telling
        repetitions apart would take an identifier of each, and nobody decides by one answer.

        Raises:
            StoreUnavailableError: the database did not answer.
        """
        with store_unavailable():
            self.client.update_item(
                TableName=self.table,
                Key=answers_key(day, answer.language, answer.page),
                UpdateExpression="SET expires_at = :expiry ADD #verdict :one",
                ExpressionAttributeNames={"#verdict": answer.verdict},
                ExpressionAttributeValues={":expiry": expiry(erase_at), ":one": {"N": "1"}},
            )
