"""The center on an AWS in memory, on which everything that writes is cut off."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from helpcenter.attachment.check_upload import CheckUpload
from helpcenter.attachment.erase_files import EraseFiles
from helpcenter.attachment.kind import Kind as FileKind
from helpcenter.attachment.request_upload import Asked, RequestUpload
from helpcenter.aws.attachments import DynamoAttachmentStore
from helpcenter.aws.erasure import DynamoHolds
from helpcenter.aws.file_bucket import VERDICT_TAG
from helpcenter.inquiry.acting import ActOnCase
from helpcenter.inquiry.erasure import EraseCase, Hold
from helpcenter.transcript.fetching import FetchFiles
from helpcenter.transcript.keeping import KeepChat
from helpcenter.transcript.provider import Reach
from helpcenter.transcript.providers import connect_providers
from helpcenter.transcript.receive import ReceiveDelivery
from helpcenter.transcript.work import WorkOffDeliveries
from tests.aws.conftest import TABLE, empty_table
from tests.fakes.examples import ACCEPTED_AT, CASE_ID, make_case, make_jobs
from tests.fakes.web import MemoryWeb
from tests.unit.attachment.files import SIZE_MAX, png
from tests.unit.inquiry.sample import FACTS, GUARD
from tests.unit.transcript.file_room import MemoryHosts
from tests.unit.transcript.relay import SECRET

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client

    from helpcenter.aws.file_bucket import S3Bucket
    from tests.aws.conftest import Stores

LEASE, SETTLE = timedelta(minutes=2), timedelta(minutes=3)
HOLD = Hold(CASE_ID, "분쟁", ACCEPTED_AT + timedelta(days=1096), ACCEPTED_AT)
CASE, JOBS, PICTURE = make_case(), make_jobs(), png()
FILE_URL = "https://files.example/a.png"
_VOLATILE = {"lease", "leased_until", "attempts", "due_at", "sent_at", "message_id", "revision", "fate_at"}
_VOLATILE |= {"asked_at", "done_at", "received_at", "expires_at", "purge_day", "files_revision"}
"""What of an item says how often and when something was tried, not what came of it."""


class Place:
    """The center on an AWS in memory: a table and a bucket, emptied for each run."""

    def __init__(self, stores: Stores, dynamodb: DynamoDBClient, s3: S3Client, bucket: S3Bucket) -> None:
        self.stores, self.dynamodb, self.s3, self.bucket = stores, dynamodb, s3, bucket
        self.clock = stores.clock
        self.files = DynamoAttachmentStore(dynamodb, TABLE, self.clock)
        self.holds = DynamoHolds(dynamodb, TABLE)
        self.erase = EraseCase(stores.eraser, self.holds, EraseFiles(bucket), self.clock)
        self.act = ActOnCase(stores.histories, self.clock)
        self.keep = KeepChat(FACTS, stores.transcripts, stores.cases, b"case", SETTLE, GUARD, self.clock)
        self.hosts = MemoryHosts({FILE_URL: PICTURE})
        settings = {"generic": {"secret": SECRET.decode(), "file_hosts": "files.example"}}
        providers = connect_providers(settings, _reach())
        self.receive = ReceiveDelivery(FACTS, providers, self.keep, stores.deliveries, SETTLE, self.clock)
        self.work = WorkOffDeliveries(
            FACTS, providers, self.keep, stores.deliveries, SETTLE, LEASE, self.clock
        )
        self.check = CheckUpload(self.files, bucket, SIZE_MAX, scanned=True, tell=lambda _: None)
        self.fetch = FetchFiles(
            providers,
            stores.file_jobs,
            stores.transcripts,
            self.files,
            bucket,
            self.hosts,
            self.hosts,
            SIZE_MAX,
            LEASE,
            self.clock,
        )
        self.chat = ""
        self.uploads: list[str] = []
        self.allow = RequestUpload(self.files, bucket, GUARD, b"secret", 5, self.clock)

    def empty(self) -> None:
        """Delete everything, and set the clock back."""
        self.clock.at = ACCEPTED_AT
        self.uploads.clear()
        empty_table(self.dynamodb)
        for found in self.s3.list_objects_v2(Bucket=self.bucket.name).get("Contents", ()):
            self.s3.delete_object(Bucket=self.bucket.name, Key=found["Key"])

    def stored(self) -> dict[str, Any]:
        """Return what is in table and bucket, but for what says how often something was tried.

        Of all mails of an hour one too many may be counted, never one too few: the cap holds.
        """
        items = {
            f"{item['pk']['S']} {item['sk']['S']}": {
                name: value for name, value in item.items() if name not in _VOLATILE
            }
            for item in self.dynamodb.scan(TableName=TABLE)["Items"]
        }
        counts = {
            name: sorted(item) for name, item in items.items() if name.startswith(("PURGES", "ACKS#all"))
        }
        found = self.s3.list_objects_v2(Bucket=self.bucket.name).get("Contents", ())
        return {**items, **dict.fromkeys(counts, "counted"), **{one["Key"]: one["ETag"] for one in found}}

    def case(self) -> None:
        """Store the case with its mails."""
        self.stores.cases.add(CASE, JOBS)

    def ask(self) -> str:
        """Ask for an upload of a picture; return its key."""
        attachment, _ = self.allow(CASE_ID, Asked("key-1", "화면.png", FileKind.PNG, len(PICTURE)))
        return attachment.upload_key

    def upload(self) -> str:
        """Ask, and put the picture, scanned, into quarantine; return its key."""
        key = self.ask()
        self.s3.put_object(
            Bucket=self.bucket.name,
            Key=key,
            Body=PICTURE,
            Tagging=f"{VERDICT_TAG}=NO_THREATS_FOUND",
        )
        self.uploads.append(key)
        return key


def _reach() -> Reach:
    web = MemoryWeb()
    return Reach(web, web, web)
