"""The SDK's clients, with timeouts that fit inside a function's.

`AWS_ENDPOINT_URL` and the region's variables are read by the SDK itself.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpcenter.starting import without_collecting

with without_collecting():
    from botocore.config import Config
    from botocore.session import get_session

if TYPE_CHECKING:
    from botocore.session import Session
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sesv2 import SESV2Client

_ENDPOINTS = Path(__file__).parents[1] / "data" / "sdk"  # without it the SDK finds its own, ten times larger
# Seconds. At worst three tries of 1 + 2 and two pauses below 3 in all: an answer or an error within 12.
# What is wrong with a request the table says itself, and tests find with the SDK's own check left on; to look
# through each item before it leaves would be a third of what answering an inquiry takes (decisions/0036).
_DATABASE = Config(
    parameter_validation=False,
    connect_timeout=1,
    read_timeout=2,
    retries={"mode": "standard", "total_max_attempts": 3},
    tcp_keepalive=True,
)
# One try only: repeating a call whose answer was lost would send the mail twice. The outbox tries again.
_MAIL = Config(
    connect_timeout=2,
    read_timeout=10,
    retries={"mode": "standard", "total_max_attempts": 1},
    tcp_keepalive=True,
)


# A transcript's file and the attributes of its contact; who asks has a minute.
_FILES = Config(
    connect_timeout=2,
    read_timeout=10,
    retries={"mode": "standard", "total_max_attempts": 2},
    tcp_keepalive=True,
)


def dynamodb_client(region: str | None = None) -> DynamoDBClient:
    """Return a client for the table; it repeats what failed, twice, and every write bears being repeated."""
    client: DynamoDBClient = _client(_lean_session(), "dynamodb", region, _DATABASE)
    return client


def ses_client(region: str | None = None) -> SESV2Client:
    """Return a client for mail, which never repeats a call by itself."""
    client: SESV2Client = _client(_lean_session(), "sesv2", region, _MAIL)
    return client


def s3_client(region: str | None = None) -> S3Client:
    """Return a client for the files of Amazon Connect."""
    client: S3Client = _client(_session(), "s3", region, _FILES)
    return client


def connect_client(region: str | None = None) -> Any:  # noqa: ANN401 - its stubs are not installed
    """Return a client for what Amazon Connect knows of a contact."""
    return _client(_session(), "connect", region, _FILES)


def bucket_client(region: str | None = None) -> S3Client:
    """Return a client for the center's own files.

    Without "virtual", what it signs would name S3's address in Virginia, which redirects for a new bucket.
    """
    config = _FILES.merge(Config(signature_version="s3v4", s3={"addressing_style": "virtual"}))
    client: S3Client = _client(_session(), "s3", region, config)
    return client


@cache
def _session() -> Session:
    """Return the session that all clients of a process share: to make one is a tenth of a cold start."""
    return get_session()


@cache
def _lean_session() -> Session:
    """Return one that knows the endpoints of table and mail service alone, as publishing/layer wrote them."""
    session = get_session()
    session.set_config_variable("data_path", str(_ENDPOINTS))
    return session


def _client(session: Session, service: str, region: str | None, config: Config) -> Any:  # noqa: ANN401 - run time
    # Else the SDK writes its name anew for each call, twice: a tenth of a call.
    named = config.merge(Config(user_agent=session.user_agent()))
    client = session.create_client(service, region_name=region, config=named)
    client.meta.events.register("after-call-error", _note_call)
    return client


def _note_call(event_name: str, exception: Exception, **_: object) -> None:
    """Note on an error that came instead of an answer what was called; the SDK itself does not say.

    The event is `after-call-error.<service>.<operation>`; botocore's own monitoring lives by it.
    """
    exception.add_note(event_name.rpartition(".")[2])
