"""The embedded AWS: MiniStack in this process, on a loopback port of its own."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials

if TYPE_CHECKING:
    from pathlib import Path

    from local.asgi import App

REGION = "ap-northeast-2"
_KEY = "local"


def embed_aws(port: int, log: Path, scratch: Path) -> App:
    """Return the embedded AWS as an ASGI application that believes to be at `port`.

    It reads its settings from the environment when it is imported, and hands the environment on to the
    functions: the operator's own AWS settings are taken out of it first. Its log goes to the file `log`, what
    it unpacks to the folder `scratch`, which is emptied: a kill leaves a lot lying about.
    """
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    tempfile.tempdir = str(scratch)
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.pop("PYTHONPATH", None)
    os.environ |= {
        "AUTH": "true",  # roles are enforced, as on AWS
        "AWS_ACCESS_KEY_ID": _KEY,
        "AWS_SECRET_ACCESS_KEY": _KEY,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_DEFAULT_REGION": REGION,
        "BIND_HOST": "127.0.0.1",
        "DOCKER_HOST": "unix:///nonexistent",  # functions run as processes; nobody's containers are touched
        "GATEWAY_PORT": str(port),
        "IOT_MTLS_ENABLED": "0",
        "LAMBDA_WARM_TTL_SECONDS": "86400",
        "MINISTACK_HOST": "127.0.0.1",
        "MINISTACK_REGION": REGION,
        "SFTP_ENABLED": "0",
        "TMPDIR": str(scratch),
    }
    logging.basicConfig(
        filename=log, level=logging.INFO, format="%(asctime)s %(name)s %(message)s", force=True
    )
    logging.getLogger("ses-v2").setLevel(logging.WARNING)  # it would log whom a mail goes to
    # Only now: see above.
    from ministack.app import app  # noqa: PLC0415

    application: App = app
    return application


@dataclass(frozen=True, slots=True)
class Account:
    """The account of the embedded AWS at `port`."""

    port: int

    @property
    def endpoint(self) -> str:
        """Where it answers; AWS_ENDPOINT_URL for whoever wants to look into it."""
        return f"http://127.0.0.1:{self.port}"

    def client(self, service: str, attempts: int = 1) -> Any:  # noqa: ANN401 - boto3 makes clients at run time
        """Return a boto3 client with the rights of the owner, which tries a call `attempts` times."""
        return boto3.Session().client(
            service,  # type: ignore[call-overload]  # any service
            region_name=REGION,
            endpoint_url=self.endpoint,
            aws_access_key_id=_KEY,
            aws_secret_access_key=_KEY,
            config=Config(retries={"total_max_attempts": attempts}, read_timeout=90),
        )

    def sign(self, service: str, headers: dict[str, str], body: bytes) -> dict[str, str]:
        """Return the headers of a signed POST to `/` (AWS Signature Version 4)."""
        request = AWSRequest("POST", f"{self.endpoint}/", headers=headers, data=body)
        SigV4Auth(Credentials(_KEY, _KEY), service, REGION).add_auth(request)
        return {**dict(request.headers.items()), "host": f"127.0.0.1:{self.port}"}
