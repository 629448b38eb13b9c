"""What the SDK knows of endpoints, without the services that functions do not call on their way to an answer.

botocore reads where all of some 400 services answer in each region, a megabyte, before it makes its first
client. `helpcenter.aws.clients` names the folder written here as its `data_path`
(https://botocore.amazonaws.com/v1/documentation/api/latest/reference/loaders.html), where it looks first.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from botocore.loaders import create_loader

if TYPE_CHECKING:
    from pathlib import Path

SERVICES = ("dynamodb", "email")
"""By the names that their endpoints begin with: the table's, and the mail service's."""


def write_endpoints(folder: Path) -> None:
    """Write `endpoints.json` into a new folder: every partition and region, of services only these."""
    endpoints = create_loader().load_data("endpoints")
    partitions = [
        {
            **partition,
            "services": {
                name: partition["services"][name] for name in SERVICES if name in partition["services"]
            },
        }
        for partition in endpoints["partitions"]
    ]
    folder.mkdir()
    told = json.dumps({**endpoints, "partitions": partitions}, separators=(",", ":"))
    (folder / "endpoints.json").write_text(told, encoding="utf-8")
