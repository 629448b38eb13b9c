"""The center whose calls are counted: its deployed functions, and the AWS in memory behind them."""

from __future__ import annotations

import importlib.util
import json
import time
from typing import TYPE_CHECKING, Any, Final

import boto3

from costs.declared import traced_functions
from costs.meter import Meter, item_bytes

if TYPE_CHECKING:
    import io
    from pathlib import Path

TABLE, BUCKET, SECRET = "table", "attachments", "counted-secret"
REGION: Final = "ap-northeast-2"
_PLATFORM_LOG_BYTES = 900  # platform.start, platform.report and, with tracing, its segment, as JSON
ENVIRONMENT = {
    "AWS_DEFAULT_REGION": REGION,
    "AWS_ACCESS_KEY_ID": "x",
    "AWS_SECRET_ACCESS_KEY": "x",
    "AWS_EC2_METADATA_DISABLED": "true",
    "POWERTOOLS_SERVICE_NAME": "help-center",
    "POWERTOOLS_METRICS_NAMESPACE": "HelpCenter",
    "TABLE_NAME": TABLE,
    "SITE_URL": "https://help.onmaru.example/",
    "CASE_SECRET": SECRET,
    "LINK_KEYS": SECRET,
    "GAP_SECRET": SECRET,
    "GENERIC_SECRETS": SECRET,
    "CHAT_PROVIDERS": "{}",
    "SETTLE_SECONDS": "1",
    "ATTACHMENT_BUCKET": BUCKET,
    "MAIL_SENDER": "no-reply@onmaru.example",
    "MAILBOXES": '{"default": "desk@onmaru.example"}',
    "MAILS_PER_SECOND": "1000",
    "LEASE_SECONDS": "120",
    "ACKS_AN_HOUR": "1000",
    "ACKS_A_DAY": "1000",
    "ALL_ACKS_AN_HOUR": "1000000",
}


class Context:
    """What Lambda tells a function beside the event."""

    function_name = "counted"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:ap-northeast-2:000000000000:function:counted"
    aws_request_id = "00000000-0000-4000-8000-000000000000"

    def get_remaining_time_in_millis(self) -> int:
        """Return a time that is never up."""
        return 60_000


class Center:
    """The functions and what stands behind them."""

    def __init__(self, functions: Path, printed: io.StringIO) -> None:
        self.printed = printed
        self.meter, self.functions = Meter(), functions
        self.traced = traced_functions(functions.parent / "template.yaml")
        self.metrics: set[str] = set()
        self._handlers: dict[str, Any] = {}
        self.client = boto3.client("dynamodb")
        self.s3 = boto3.client("s3")

    def create(self) -> None:
        """Make the table with its indexes, the bucket, and the identity that sends."""
        names = ("pk", "sk", "due_shard", "due_at", "address", "accepted_at", "purge_day")
        indexes = (
            ("due", "due_shard", "due_at"),
            ("address", "address", "accepted_at"),
            ("expiry", "purge_day"),
        )
        self.client.create_table(
            TableName=TABLE,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in names],
            KeySchema=_keys("pk", "sk"),
            GlobalSecondaryIndexes=[
                {
                    "IndexName": name,
                    "KeySchema": _keys(*keys),
                    "Projection": {"ProjectionType": "ALL" if name == "expiry" else "KEYS_ONLY"},
                }
                for name, *keys in indexes
            ],
        )
        self.s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
        boto3.client("sesv2").create_email_identity(EmailIdentity="onmaru.example")

    def call(self, name: str, event: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever it returns
        """Invoke a function; count the invocation, what it calls and what it logs."""
        handler = self._handlers.get(name) or self._load(name)
        self.printed.seek(0)
        self.printed.truncate()
        with self.meter.counting():
            answer = handler(event, Context())
        units = self.meter.units
        units["lambda_invocations"] += 1
        units["traces"] += int(name in self.traced)
        units["log_bytes"] += _PLATFORM_LOG_BYTES + len(self.printed.getvalue().encode())
        for line in self.printed.getvalue().splitlines():
            for directive in json.loads(line).get("_aws", {}).get("CloudWatchMetrics", ()):
                self.metrics |= {metric["Name"] for metric in directive["Metrics"]}
        return answer

    def http(self, name: str, method: str, path: str, body: object = None, **headers: str) -> dict[str, Any]:
        """Call a function as the HTTP API does.

        Raises:
            AssertionError: it answered with an error.
        """
        event = {
            "version": "2.0",
            "rawPath": path,
            "headers": {"content-type": "application/json", "accept-language": "ko", **headers},
            "requestContext": {"http": {"method": method, "path": path}},
            "body": body if isinstance(body, str) else json.dumps(body, ensure_ascii=False) if body else "",
            "isBase64Encoded": False,
        }
        self.meter.units["api_requests"] += 1
        answer: dict[str, Any] = self.call(name, event)
        if answer["statusCode"] >= 400:
            raise AssertionError(name, answer)
        return answer

    def deliver_what_is_owed(self) -> None:
        """Tell of each new mail job by the stream, and of each mail's delivery by SES."""
        for key in self._jobs():
            event = {"Records": [{"eventName": "INSERT", "dynamodb": {"Keys": key}}]}
            self.call("deliver_mail", event)
            tags = {"case_id": [key["pk"]["S"].removeprefix("CASE#")]}
            tags["mail"] = [key["sk"]["S"].removeprefix("MAIL#").replace("#", "__")]
            self.call("record_delivery", {"detail": {"eventType": "Delivery", "mail": {"tags": tags}}})

    def stored_bytes(self, *, for_a_month: bool) -> int:
        """Return what the table holds of cases, with the 100 bytes that DynamoDB adds to each item.

        Either what goes after a month, as that a mail was sent, or what is kept as long as its case.
        """
        of_cases = (item for item in self.items() if item["pk"]["S"].startswith("CASE#"))
        return sum(item_bytes(item) + 100 for item in of_cases if is_for_a_month(item) == for_a_month)

    def items(self) -> list[dict[str, Any]]:
        """Return all that the table holds."""
        found: list[dict[str, Any]] = self.client.scan(TableName=TABLE)["Items"]
        return found

    def _jobs(self) -> list[dict[str, Any]]:
        keys = [{"pk": item["pk"], "sk": item["sk"]} for item in self.items() if "due_shard" in item]
        return [key for key in keys if key["sk"]["S"].startswith("MAIL#")]

    def _load(self, name: str) -> Any:  # noqa: ANN401 - a handler
        file = self.functions / name / "handler.py"
        spec = importlib.util.spec_from_file_location(f"{name}_handler", file)
        if spec is None or spec.loader is None:
            raise FileNotFoundError(file)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        self._handlers[name] = module.handler
        return module.handler


def is_for_a_month(item: dict[str, Any]) -> bool:
    """Tell whether an item goes after a month, not with its case."""
    return int(item["expires_at"]["N"]) < time.time() + 31 * 24 * 3600


def _keys(*names: str) -> list[Any]:
    kinds = ("HASH", "RANGE")
    return [{"AttributeName": n, "KeyType": kind} for n, kind in zip(names, kinds, strict=False)]
