"""Publish, roll back, list, prune.

What is published goes in this order, so that being cut off anywhere changes nothing for visitors: assets,
pages, a look whether all of it is there, the manifest, the switch.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from publishing.release.files import ASSETS, ReleaseError
from publishing.release.manifest import ID, MANIFESTS, RELEASES, Manifest, made_at, manifest_from_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from publishing.release.files import Build, SiteFile
    from publishing.release.places import Position, Shelf, Switch

KEPT = 20
REST = timedelta(days=7)
"""What is younger is never pruned: it may be about to be published."""
ASSET_REST = timedelta(days=90)
"""For how long an asset stays that no kept release loads: pages answered by functions may still load it."""
FRESH = timedelta(days=30)
"""An asset written earlier than that is written anew by who needs it, so that pruning can't take it away."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """The place where releases are kept, and what decides which one is seen.

    `at_once` is how many files go up at the same time, `kept` how many releases one can roll back to.
    """

    shelf: Shelf
    switch: Switch
    at_once: int = 8
    kept: int = KEPT

    def upload(self, build: Build, release: str, now: datetime) -> Manifest:
        """Store a build as `release`, whole; visitors see nothing of it yet.

        Raises:
            ReleaseError: not all of it arrived.
        """
        there = self.shelf.below(ASSETS)
        assets = [file for file in build.files if file.is_asset]
        pages = [file for file in build.files if not file.is_asset]
        missing = [file for file in assets if file.path not in there or now - there[file.path].at > FRESH]
        folder = f"{RELEASES}{release}/"
        self._put_all(missing, "")
        pages_put = self._put_all(pages, folder)
        manifest = Manifest(
            release, build.digest, pages_put, tuple(file.path for file in assets), dict(build.settings)
        )
        self._make_sure(manifest)
        self.shelf.put(manifest.key, manifest.as_json(), "application/json", "no-store")
        return manifest

    def turn_to(self, manifest: Manifest, position: Position) -> None:
        """Let visitors see a release that is whole.

        Raises:
            TurnedMeanwhileError: somebody else published or rolled back since `position` was read.
        """
        self.switch.turn(position, {**manifest.settings, "release": manifest.id})

    def roll_back(self, release: str | None) -> Manifest:
        """Let visitors see an earlier release again: the one named, or the one before what they see now.

        Raises:
            ReleaseError: there is none, or it is no longer whole.
            TurnedMeanwhileError: somebody else published or rolled back at the same time.
        """
        position = self.switch.read()
        manifest = self.manifest(release or self._before(position.release))
        self._make_sure(manifest)
        self.turn_to(manifest, position)
        return manifest

    def live(self, position: Position) -> Manifest | None:
        """Return the release that visitors see; None when none was published, or its manifest is gone."""
        found = self.shelf.get(f"{MANIFESTS}{position.release}.json") if position.release else None
        return manifest_from_json(found) if found else None

    def manifest(self, release: str) -> Manifest:
        """Return a whole release by its ID.

        Raises:
            ReleaseError: there is none of this ID.
        """
        found = self.shelf.get(f"{MANIFESTS}{release}.json") if ID.fullmatch(release) else None
        if found is None:
            raise ReleaseError("no_such_release", release=release)
        return manifest_from_json(found)

    def releases(self) -> list[str]:
        """Return the IDs of all whole releases, the newest first."""
        names = (key.removeprefix(MANIFESTS).removesuffix(".json") for key in self.shelf.below(MANIFESTS))
        return sorted((name for name in names if ID.fullmatch(name)), reverse=True)

    def prune(self, now: datetime) -> int:
        """Remove what nobody can see or roll back to; return how many files went."""
        seen = self.switch.read().release
        whole = self.releases()
        kept = {*whole[: self.kept], *(each for each in whole if now - made_at(each) < REST)} | {seen}
        loaded = {path for each in whole if each in kept for path in self.manifest(each).assets}
        manifests = [f"{MANIFESTS}{each}.json" for each in whole if each not in kept]
        pages = [
            key
            for key, stored in self.shelf.below(RELEASES).items()
            if key.split("/")[1] not in kept and now - stored.at > REST
        ]
        assets = [
            key
            for key, stored in self.shelf.below(ASSETS).items()
            if key not in loaded and now - stored.at > ASSET_REST
        ]
        for gone in (manifests, pages, assets):  # nobody can roll back to what is half gone
            self.shelf.delete(gone)
        return len(manifests) + len(pages) + len(assets)

    def _before(self, release: str | None) -> str:
        earlier = [each for each in self.releases() if release and each < release]
        if not earlier:
            raise ReleaseError("nothing_before", release=release or "-")
        return earlier[0]

    def _put_all(self, files: Iterable[SiteFile], folder: str) -> dict[str, str]:
        def put(file: SiteFile) -> tuple[str, str]:
            content = file.source.read_bytes()
            return file.path, self.shelf.put(
                folder + file.path, content, file.content_type, file.cache_control
            )

        with ThreadPoolExecutor(self.at_once) as threads:
            return dict(threads.map(put, files))

    def _make_sure(self, manifest: Manifest) -> None:
        pages, assets = self.shelf.below(manifest.folder), self.shelf.below(ASSETS)
        missing = [
            path
            for path, etag in manifest.pages.items()
            if (stored := pages.get(manifest.folder + path)) is None or stored.etag != etag
        ] + [path for path in manifest.assets if path not in assets]
        if missing:
            raise ReleaseError("not_whole", release=manifest.id, file=missing[0], count=len(missing))
