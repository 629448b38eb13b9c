"""A small site in two versions, and what visitors of the bucket get of it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from publishing.release.files import Build, read_build

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mypy_boto3_s3 import S3Client

    from tests.fakes.key_values import KeyValueStore

BUCKET = "site-of-the-center"
NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
CACHING = [["/assets/*", "public, max-age=31536000, immutable"], ["*", "public, max-age=60, must-revalidate"]]
_ASSET = re.compile(r"assets/[^\"]+")


def built(folder: Path, text: str, module: str, policy: str = "default-src 'none'", own: str = "") -> Build:
    """Lay a built site into a folder; `module` names the version of its code, `own` a policy of one page."""
    digest = f"{module:0>12}"
    page = f'<script type="module" src="/assets/{digest}/box.mjs"></script><p>{text}'
    files = {
        "index.html": page,
        "contact/index.html": page,
        "en/index.html": page,
        "en/contact/index.html": page,
        "facts.ko.json": "{}",
        "sitemap.xml.gz": "packed",
        f"assets/{digest}/box.mjs": module,
    }
    for name, content in files.items():
        file = folder / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    named = {"Content-Security-Policy": policy}
    pages = {"/contact/": {"Content-Security-Policy": own}} if own else {}
    headers = folder / "headers.json"
    headers.write_text(json.dumps({"every": named, "caching": CACHING, "pages": pages}), encoding="utf-8")
    return read_build(folder / "site", headers, ["ko", "en"])


@dataclass(frozen=True)
class View:
    """What visitors see: every page, every asset that a page loads, every setting."""

    pages: Mapping[str, str]
    assets: Mapping[str, str]
    settings: Mapping[str, str]


def view_of(build: Build) -> View:
    """Return what visitors should see of a build."""
    texts = {file.path: file.source.read_text(encoding="utf-8") for file in build.files}
    assets = {file.path: texts.pop(file.path) for file in build.files if file.is_asset}
    return View(texts, assets, build.settings)


def seen(s3: S3Client, store: KeyValueStore) -> View | None:
    """Return what visitors see now, as the edge would take it from the bucket; None before a first release.

    Raises:
        KeyError: a page loads what is not there.
    """
    settings = dict(store.values)
    if "release" not in settings:
        return None
    folder = f"releases/{settings.pop('release')}/"
    files = {
        each["Key"]: s3.get_object(Bucket=BUCKET, Key=each["Key"])["Body"].read().decode()
        for each in s3.list_objects_v2(Bucket=BUCKET).get("Contents", [])
    }
    pages = {key.removeprefix(folder): text for key, text in files.items() if key.startswith(folder)}
    loaded = {asset for text in pages.values() for asset in _ASSET.findall(text)}
    return View(pages, {asset: files[asset] for asset in loaded}, settings)
