"""A reader's verdict, from the article to the count, on a running center."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from botocore.exceptions import ClientError

from local.aws import Account
from tests.local.openapi_calls import FORM, example, verdict
from tests.local.test_roles import client_of

if TYPE_CHECKING:
    from typing import Any

    from tests.local.running import RunningCenter

pytestmark = pytest.mark.xdist_group("center")

PAGE = "topics/mail/external-mail-app/"


def counts_of(center: RunningCenter) -> dict[str, dict[str, Any]]:
    """Return the items of answers about the page, by language."""
    endpoint = (center.data / "endpoint").read_text(encoding="ascii").strip()
    client = Account(int(endpoint.rpartition(":")[2])).client("dynamodb")
    (table,) = client.list_tables()["TableNames"]
    items = client.scan(TableName=table)["Items"]
    found = [item for item in items if item["sk"]["S"].endswith(f"#{PAGE}")]
    return {item["sk"]["S"].partition("#")[0]: item for item in found}


def test_answers_are_counted_with_and_without_scripts(center: RunningCenter) -> None:
    """What a script sends and what a plain form sends end in the same count, objections in none."""
    answer = {**example("answer_ko"), "page": PAGE}
    assert verdict(answer).send(center).json == {"counted": True}
    page = center.send("/api/answers", urlencode(answer).encode(), {"content-type": FORM})
    assert page.status == 200
    assert f'href="/{PAGE}"' in page.body
    assert verdict({**answer, "language": "en"}, dnt="1").send(center).json == {"counted": False}
    counts = counts_of(center)
    assert set(counts) == {"ko"}
    assert set(counts["ko"]) == {"pk", "sk", "helpful", "expires_at"}
    assert counts["ko"]["helpful"] == {"N": "2"}


def test_who_counts_answers_cannot_read_or_make_cases(center: RunningCenter) -> None:
    """AWS itself refuses: the role of count_answer updates, and does nothing else."""
    client = client_of(center, "CountAnswer", "dynamodb")
    key = {"pk": {"S": "CASE#1"}, "sk": {"S": "CASE"}}
    for operation, asked in (("get_item", {"Key": key}), ("put_item", {"Item": key})):
        with pytest.raises(ClientError) as caught:
            getattr(client, operation)(TableName="any", **asked)
        assert caught.value.response["Error"]["Code"] == "AccessDeniedException"
