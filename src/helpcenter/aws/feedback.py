"""Feedback in DynamoDB."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from helpcenter.aws.table import erased_by, feedback_key, moment_text
from helpcenter.aws.transaction import get, put_if
from helpcenter.records import record
from helpcenter.transcript.feedback import Feedback

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from helpcenter.transcript.transcript import Transcript


@record
class DynamoFeedbackStore:
    """The FeedbackStore on the table. Needs dynamodb:PutItem and dynamodb:GetItem, and no more."""

    client: DynamoDBClient
    table: str

    def give(self, transcript: Transcript, feedback: Feedback) -> bool:
        """Keep the feedback on a part, once; see FeedbackStore."""
        item = {
            **feedback_key(transcript.case_id, transcript.part_name),
            "rating": {"N": str(feedback.rating)},
            "words": {"S": feedback.words},
            "given_at": {"S": moment_text(feedback.given_at)},
            **erased_by(transcript.erase_at),
        }
        condition = "attribute_not_exists(pk)"
        put = {"TableName": self.table, "Item": item, "ConditionExpression": condition}
        return put_if(self.client, [{"Put": put}])  # type: ignore[typeddict-item]

    def given(self, transcript: Transcript) -> Feedback | None:
        """Return the feedback on a part, or None."""
        item = get(self.client, self.table, feedback_key(transcript.case_id, transcript.part_name))
        if item is None:
            return None
        at = datetime.fromisoformat(item["given_at"]["S"])
        return Feedback(int(item["rating"]["N"]), item["words"]["S"], at)
