"""The bucket and the key value store on AWS, and the stack that says where they are.

The key value store of CloudFront is changed all or nothing, and only at the version that was read:
https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_kvs_UpdateKeys.html
Its requests are signed with SigV4A, which boto3 does with the package awscrt alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from publishing.release.files import ReleaseError
from publishing.release.places import Position, Stored, TurnedMeanwhileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mypy_boto3_s3 import S3Client

_CONFIG = Config(retries={"mode": "standard", "total_max_attempts": 5}, max_pool_connections=16)
_MISSING = {"404", "NoSuchKey", "NotFound"}
_OWN = ("release", "csp", "languages")


class KeyValueClient(Protocol):
    """What is used of the SDK's client `cloudfront-keyvaluestore`."""

    def describe_key_value_store(self, **arguments: Any) -> Mapping[str, Any]:  # noqa: ANN401 - the SDK's
        """Return the version of the store as `ETag`."""

    def list_keys(self, **arguments: Any) -> Mapping[str, Any]:  # noqa: ANN401
        """Return some keys with their values."""

    def update_keys(self, **arguments: Any) -> Mapping[str, Any]:  # noqa: ANN401
        """Change keys, all or nothing."""


@dataclass(frozen=True, slots=True)
class S3Shelf:
    """The Shelf on S3.

    It needs s3:ListBucket, and s3:GetObject, s3:PutObject and s3:DeleteObject below `assets/`, `releases/`
    and `manifests/`. The SDK sends a checksum with each file, which S3 holds it to.
    """

    client: S3Client
    bucket: str

    def put(self, key: str, content: bytes, content_type: str, cache_control: str) -> str:
        """Store a file; see Shelf."""
        stored = self.client.put_object(
            Bucket=self.bucket, Key=key, Body=content, ContentType=content_type, CacheControl=cache_control
        )
        return stored["ETag"]

    def get(self, key: str) -> bytes | None:
        """Return a file; see Shelf."""
        try:
            return self.client.get_object(Bucket=self.bucket, Key=key)["Body"].read()
        except ClientError as error:
            if error.response["Error"]["Code"] in _MISSING:
                return None
            raise

    def below(self, prefix: str) -> dict[str, Stored]:
        """Return what is there; see Shelf."""
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix)
        return {
            each["Key"]: Stored(each["ETag"], each["LastModified"])
            for page in pages
            for each in page.get("Contents", [])
        }

    def delete(self, keys: Iterable[str]) -> None:
        """Remove files, a thousand with each call, as many as S3 takes."""
        left = list(keys)
        while left:
            some, left = left[:1000], left[1000:]
            self.client.delete_objects(
                Bucket=self.bucket, Delete={"Objects": [{"Key": key} for key in some], "Quiet": True}
            )


@dataclass(frozen=True, slots=True)
class KeyValueSwitch:
    """The Switch in a key value store of CloudFront, `arn`.

    It needs DescribeKeyValueStore, ListKeys and UpdateKeys.
    Keys: `release`, `csp`, `languages`, and `csp:<path>` for pages with a policy of their own.
    """

    client: KeyValueClient
    arn: str

    def read(self) -> Position:
        """Return what it says; see Switch. The version is read first: what changes meanwhile is noticed."""
        version = self.client.describe_key_value_store(KvsARN=self.arn)["ETag"]
        settings: dict[str, str] = {}
        more: dict[str, str] = {}
        while True:
            found = self.client.list_keys(KvsARN=self.arn, MaxResults=50, **more)
            settings.update({item["Key"]: item["Value"] for item in found.get("Items", [])})
            if not found.get("NextToken"):
                return Position(version, settings)
            more = {"NextToken": found["NextToken"]}

    def turn(self, position: Position, settings: Mapping[str, str]) -> None:
        """Change it; see Switch. Of the keys that are not ours none is touched."""
        stale = [key for key in position.settings if _is_ours(key) and key not in settings]
        try:
            self.client.update_keys(
                KvsARN=self.arn,
                IfMatch=position.version,
                Puts=[{"Key": key, "Value": value} for key, value in settings.items()],
                Deletes=[{"Key": key} for key in stale],
            )
        except ClientError as error:
            if error.response["Error"]["Code"] not in {"ConflictException", "ValidationException"}:
                raise
            if not self._says(settings):  # else it was our own: done, but the first answer was lost
                raise TurnedMeanwhileError from error

    def _says(self, settings: Mapping[str, str]) -> bool:
        said = self.read().settings
        return {key: value for key, value in said.items() if _is_ours(key)} == dict(settings)


def _is_ours(key: str) -> bool:
    return key in _OWN or key.startswith("csp:")


@dataclass(frozen=True, slots=True)
class SitePlace:
    """Where the stack has the site: names and addresses of what `template.yaml` made."""

    bucket: str
    store_arn: str
    url: str
    upload_origin: str


def find_place(stack: str) -> SitePlace:
    """Return what the stack says in its outputs; it needs cloudformation:DescribeStacks.

    Raises:
        ReleaseError: there is no such stack, or it has no site.
    """
    client = boto3.client("cloudformation", config=_CONFIG)
    try:
        found = client.describe_stacks(StackName=stack)["Stacks"][0]
    except ClientError as error:
        if error.response["Error"]["Code"] == "ValidationError":
            raise ReleaseError("no_such_stack", stack=stack) from error
        raise
    told = {each["OutputKey"]: each["OutputValue"] for each in found.get("Outputs", [])}
    told |= {each["ParameterKey"]: each.get("ParameterValue", "") for each in found.get("Parameters", [])}
    try:
        return SitePlace(
            told["SiteBucketName"], told["ReleaseStoreArn"], told["SiteUrl"], told.get("UploadOrigin", "")
        )
    except KeyError as error:
        raise ReleaseError("no_site_in_stack", stack=stack, output=error.args[0]) from error


def shelf_at(place: SitePlace) -> S3Shelf:
    """Return the bucket of the site."""
    return S3Shelf(boto3.client("s3", config=_CONFIG), place.bucket)


def switch_at(place: SitePlace) -> KeyValueSwitch:
    """Return what decides which release visitors see."""
    client: KeyValueClient = boto3.Session().client("cloudfront-keyvaluestore", config=_CONFIG)
    return KeyValueSwitch(client, place.store_arn)
