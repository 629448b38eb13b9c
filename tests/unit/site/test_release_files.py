"""What can be published, and how browsers are told of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from publishing.release.files import ReleaseError, read_build
from publishing.site.headers import headers_json

if TYPE_CHECKING:
    from pathlib import Path

    from publishing.release.files import Build


def build_of(folder: Path, *names: str, policy: str = "default-src 'none'") -> Build:
    """Read a site of these files."""
    for name in names:
        file = folder / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, encoding="utf-8")
    headers = json.loads(headers_json(["'sha256-x'"]))
    headers["every"]["Content-Security-Policy"] = policy
    (folder / "headers.json").write_text(json.dumps(headers), encoding="utf-8")
    return read_build(folder / "site", folder / "headers.json", ["ko", "en"])


def test_what_is_named_by_its_content_is_kept_for_a_year(tmp_path: Path) -> None:
    """Everything else is asked for anew after a minute, wherever it lies."""
    hashed = ["assets/0123456789ab/box/box.mjs", "assets/stylesheets/site.0123abcd.css"]
    build = build_of(tmp_path, "index.html", "facts.ko.json", "cards/ko/index.png", *hashed)
    kept = {file.path for file in build.files if "immutable" in file.cache_control}
    assert kept == set(hashed) == {file.path for file in build.files if file.is_asset}


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["contact/index.html"], "nothing_built"),
        (["index.html", "paper.docx"], "unknown_kind"),
        (["index.html", "assets/images/favicon.png"], "asset_without_digest"),
    ],
)
def test_what_could_mislead_browsers_is_refused(tmp_path: Path, names: list[str], code: str) -> None:
    """Before anything is stored: nothing built, a kind nobody knows, an asset that could change in place."""
    with pytest.raises(ReleaseError, match=code):
        build_of(tmp_path, *names)


def test_a_policy_must_fit_into_its_place(tmp_path: Path) -> None:
    """A kilobyte; a longer one is told with its size, not cut."""
    with pytest.raises(ReleaseError, match="setting_too_long") as refused:
        build_of(tmp_path, "index.html", policy="x" * 1025)
    assert refused.value.values["size"] == 1025
