"""A key value store of CloudFront that is as strict as the real one, behind the SDK's own client.

Requests are made and answers read by botocore, after the service's own model; what that can't say stands in
https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_kvs_UpdateKeys.html
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

import boto3
from botocore import UNSIGNED
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.config import Config

if TYPE_CHECKING:
    from publishing.release.aws import KeyValueClient

ARN = "arn:aws:cloudfront::123456789012:key-value-store/0123abcd"
LONGEST_KEY, LONGEST_VALUE, MOST_AT_ONCE, A_PAGE = 512, 1024, 50, 2


@dataclass
class KeyValueStore:
    """The store: its keys, its version, and what was asked of it, in order."""

    values: dict[str, str] = field(default_factory=dict)
    version: int = 1
    asked: list[str] = field(default_factory=list)

    def client(self) -> KeyValueClient:
        """Return a client of the SDK whose requests end here; it signs nothing, for want of awscrt."""
        client: Any = boto3.Session(region_name="us-east-1").client(
            "cloudfront-keyvaluestore",
            config=Config(signature_version=UNSIGNED, retries={"total_max_attempts": 2}),
        )
        client.meta.events.register_first("before-send.cloudfront-keyvaluestore", self._answer)
        told: KeyValueClient = client
        return told

    def _answer(self, request: Any, event_name: str, **_: object) -> AWSResponse:  # noqa: ANN401 - botocore's
        operation = event_name.rpartition(".")[2]
        self.asked.append(operation)
        address = urlsplit(request.url)
        assert unquote(address.path).split("/keys")[0] == f"/key-value-stores/{ARN}"
        status, body = getattr(self, f"_{operation}")(request, parse_qs(address.query))
        headers = {"ETag": f"V{self.version}", "Content-Type": "application/json"}
        if status != 200:
            headers["x-amzn-ErrorType"] = body.pop("__type")
        return AWSResponse(
            request.url,
            status,
            HTTPHeaders.from_pairs(list(headers.items())),
            _Raw(json.dumps(body).encode()),
        )

    def _DescribeKeyValueStore(self, *_: object) -> tuple[int, dict[str, Any]]:  # noqa: N802 - the operation
        size = sum(len(key) + len(value) for key, value in self.values.items())
        return 200, {"ItemCount": len(self.values), "TotalSizeInBytes": size, "KvsARN": ARN, "Created": 1.0}

    def _ListKeys(self, _: object, query: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:  # noqa: N802
        start = int(query.get("NextToken", ["0"])[0])
        items = [{"Key": key, "Value": value} for key, value in sorted(self.values.items())]
        more = {"NextToken": str(start + A_PAGE)} if len(items) > start + A_PAGE else {}
        return 200, {"Items": items[start : start + A_PAGE], **more}

    def _UpdateKeys(self, request: Any, _: object) -> tuple[int, dict[str, Any]]:  # noqa: ANN401, N802
        wanted = request.headers["If-Match"]
        wanted = wanted.decode() if isinstance(wanted, bytes) else wanted
        if wanted != f"V{self.version}":
            return 409, {"__type": "ConflictException", "Message": "the version is another"}
        body = json.loads(request.body)
        puts = {each["Key"]: each["Value"] for each in body.get("Puts", [])}
        deletes = [each["Key"] for each in body.get("Deletes", [])]
        fits = all(
            len(k.encode()) <= LONGEST_KEY and len(v.encode()) <= LONGEST_VALUE for k, v in puts.items()
        )
        known = set(deletes) <= set(self.values) and not set(deletes) & set(puts)
        if not fits or not known or not 0 < len(puts) + len(deletes) <= MOST_AT_ONCE:
            return 400, {"__type": "ValidationException", "Message": "not as it must be"}
        self.values = {key: value for key, value in {**self.values, **puts}.items() if key not in deletes}
        self.version += 1
        return 200, {"ItemCount": len(self.values), "TotalSizeInBytes": 1}


class _Raw(BytesIO):
    def stream(self, **_: object) -> Any:  # noqa: ANN401 - as urllib3's answers
        """Yield the content."""
        yield self.read()
