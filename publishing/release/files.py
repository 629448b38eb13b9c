"""The files of a built site, as they are stored and as browsers are told of them."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

ASSETS = "assets/"
POLICY = "Content-Security-Policy"
LONGEST_VALUE = 1024
"""Bytes of a value in a key value store:
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html"""

_HASHED = re.compile(r"assets/(?:[0-9a-f]{12}/|(?:[^/]+/)*[^/]+\.[0-9a-f]{8,}\.)")
_TYPES = {
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "ico": "image/x-icon",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "mjs": "text/javascript; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "wasm": "application/wasm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xml": "application/xml",
}
_LEFT_OUT = {"gz"}  # the host compresses by itself


class ReleaseError(Exception):
    """Something can't be published or turned to. The text is a code of the catalogue, `values` fill it."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.values = values


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of the site.

    `path` is relative to it, `digest` the SHA-256 of its bytes in hex, `cache_control` for how long browsers
    may keep it.
    """

    path: str
    source: Path
    digest: str
    cache_control: str

    @property
    def is_asset(self) -> bool:
        """Whether its name is made of what is in it, so that all releases may share it."""
        return self.path.startswith(ASSETS)

    @property
    def content_type(self) -> str:
        """The media type."""
        return _TYPES[_extension(self.path)]


@dataclass(frozen=True, slots=True)
class Build:
    """A built site. `settings` are the keys that are turned together with the release, such as the policy."""

    files: tuple[SiteFile, ...]
    settings: Mapping[str, str]

    @property
    def digest(self) -> str:
        """What names the whole: the same for two builds between which visitors can't tell."""
        parts = [f"{file.path}\n{file.digest}\n" for file in self.files]
        parts += [f"{key}\n{value}\n" for key, value in sorted(self.settings.items())]
        return hashlib.sha256("".join(parts).encode()).hexdigest()


def read_build(site: Path, headers: Path, languages: Iterable[str]) -> Build:
    """Read a built site, the `headers.json` beside it, and the languages it is in, that of the root first.

    Raises:
        ReleaseError: it holds what can't be published: nothing at all, a file of an unknown kind, an asset
            whose name could come to hold something else, or a policy that is too long for its place.
        OSError: it can't be read.
    """
    paths = sorted(
        path for path in site.rglob("*") if path.is_file() and _extension(path.name) not in _LEFT_OUT
    )
    if not (site / "index.html").is_file():
        raise ReleaseError("nothing_built", folder=site)
    rules = json.loads(headers.read_text(encoding="utf-8"))
    files = tuple(_read(site, path, rules["caching"]) for path in paths)
    settings = {
        "csp": rules["every"][POLICY],
        "languages": " ".join(languages),
        **{f"csp:{path}": named[POLICY] for path, named in rules["pages"].items() if POLICY in named},
    }
    for key, value in settings.items():
        if len(value.encode()) > LONGEST_VALUE:
            raise ReleaseError("setting_too_long", key=key, size=len(value.encode()), most=LONGEST_VALUE)
    return Build(files, settings)


def _read(site: Path, path: Path, caching: Sequence[tuple[str, str]]) -> SiteFile:
    name = path.relative_to(site).as_posix()
    if _extension(name) not in _TYPES:
        raise ReleaseError("unknown_kind", file=path)
    if name.startswith(ASSETS) and not _HASHED.match(name):
        raise ReleaseError("asset_without_digest", file=path)
    kept = next(value for pattern, value in caching if fnmatchcase(f"/{name}", pattern))
    return SiteFile(name, path, hashlib.sha256(path.read_bytes()).hexdigest(), kept)


def _extension(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[2].lower()
