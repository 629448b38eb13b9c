"""Letters in DynamoDB, each beside its job."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from helpcenter.aws.table import erased_by, is_expired, letter_key, moment_text, new_job_item
from helpcenter.aws.transaction import get, put_if
from helpcenter.inquiry.letters import Letter
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

    from helpcenter.aws.table import Item


@record
class DynamoLetters:
    """The LetterStore on the table. Needs dynamodb:PutItem to post, GetItem to read."""

    client: DynamoDBClient
    table: str
    now: Callable[[], datetime]

    def post(self, letter: Letter) -> bool:
        """Keep a letter with its job, once; see LetterStore."""
        return put_if(self.client, letter_writes(self.table, letter))

    def get(self, owner: str, mail: str) -> Letter | None:
        """Return a letter that is not forgotten yet; see LetterStore."""
        item = get(self.client, self.table, letter_key(owner, mail))
        return None if item is None or is_expired(item, self.now()) else _from_item(owner, mail, item)


def letter_writes(table: str, letter: Letter) -> list[TransactWriteItemTypeDef]:
    """Return what stores a letter with its job in a transaction."""
    job = {**new_job_item(letter.job, letter.erase_at), **erased_by(letter.erase_at)}
    items = (_to_item(letter), job)
    condition = "attribute_not_exists(pk)"
    return [{"Put": {"TableName": table, "Item": item, "ConditionExpression": condition}} for item in items]


def _to_item(letter: Letter) -> Item:
    return {
        **letter_key(letter.owner, letter.mail),
        "to": {"S": letter.to},
        "language": {"S": letter.language},
        "written_at": {"S": moment_text(letter.written_at)},
        "lines": {"L": [{"S": line} for line in letter.lines]},
        **erased_by(letter.erase_at),
    }


def _from_item(owner: str, mail: str, item: Item) -> Letter:
    lines = tuple(line["S"] for line in item["lines"]["L"])
    written_at = datetime.fromisoformat(item["written_at"]["S"])
    return Letter(owner, mail, item["to"]["S"], item["language"]["S"], written_at, lines)
