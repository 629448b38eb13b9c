"""What a release consists of, written down once all of it is there."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MANIFESTS, RELEASES = "manifests/", "releases/"
ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-z]{1,40}")
"""The form of a release's ID: when it was made, in UTC, and of which commit."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A whole release.

    `pages`: path -> ETag of what is stored below `releases/<id>/`. `assets`: the paths of the shared files it
    loads. `settings`: the keys that are turned with it. `digest`: see Build.
    """

    id: str
    digest: str
    pages: Mapping[str, str]
    assets: tuple[str, ...]
    settings: Mapping[str, str]

    @property
    def folder(self) -> str:
        """Where its own files are in the bucket, with a slash at the end."""
        return f"{RELEASES}{self.id}/"

    @property
    def key(self) -> str:
        """Where the manifest is in the bucket."""
        return f"{MANIFESTS}{self.id}.json"

    @property
    def made_at(self) -> datetime:
        """When the release was made."""
        return made_at(self.id)

    @property
    def commit(self) -> str:
        """The beginning of the commit it was built from."""
        return self.id.partition("-")[2]

    def as_json(self) -> bytes:
        """Return it as it is stored."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def manifest_from_json(content: bytes) -> Manifest:
    """Read what `as_json` gave."""
    data = json.loads(content)
    return Manifest(**{**data, "assets": tuple(data["assets"])})


def release_id(now: datetime, commit: str) -> str:
    """Return the ID of a release made `now`, an aware instant, of `commit`; IDs sort by time."""
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{commit[:12] or 'x'}"


def made_at(release: str) -> datetime:
    """Return when a release was made, by its ID."""
    return datetime.strptime(release.partition("-")[0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
