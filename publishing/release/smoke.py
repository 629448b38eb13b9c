"""Whether visitors get what was published: some pages and a module, asked for as a browser asks."""

from __future__ import annotations

import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from publishing.release.manifest import Manifest
    from publishing.release.places import Shelf

TRIES, PAUSE = 24, 5.0
"""A switch reaches all edges of CloudFront within seconds; after two minutes something is wrong."""
_PAGES = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What a visitor was answered; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes


def ask(url: str) -> Answer:
    """Ask for an address, as someone does who has not been there; nobody there is status 0."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "identity"})  # noqa: S310 - the site's
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - as above
            headers = {name.lower(): value for name, value in answer.headers.items()}
            return Answer(answer.status, headers, answer.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, {}, b"")
    except OSError:
        return Answer(0, {}, b"")


@dataclass(frozen=True, slots=True)
class Smoke:
    """Asks at `url`, the site's address, until `sleep`, given seconds, was called too often."""

    shelf: Shelf
    url: str
    sleep: Callable[[float], None]
    ask: Callable[[str], Answer] = ask

    def wrong(self, manifest: Manifest) -> tuple[str, str] | None:
        """Return the first address that does not answer as published, and what is wrong there, as a code."""
        found = None
        for turn in range(TRIES):
            if turn:
                self.sleep(PAUSE)
            found = next(self._wrong(manifest), None)
            if found is None:
                return None
        return found

    def _wrong(self, manifest: Manifest) -> Iterator[tuple[str, str]]:
        pages = [path for path in manifest.pages if path.endswith("/index.html")][:_PAGES]
        for path in [*pages, *manifest.assets[:1]]:
            stored = path if path in manifest.assets else manifest.folder + path
            url = urljoin(self.url, quote(path.removesuffix("index.html")))
            answer = self.ask(url)
            if answer.status != 200:
                yield url, f"status:{answer.status}"
            elif answer.content != self.shelf.get(stored):
                yield url, "other_content"
            elif path in manifest.pages and not self._is_guarded(answer, manifest, path):
                yield url, "other_policy"

    @staticmethod
    def _is_guarded(answer: Answer, manifest: Manifest, path: str) -> bool:
        own = manifest.settings.get(f"csp:/{path.removesuffix('index.html')}")
        return answer.headers.get("content-security-policy") == (own or manifest.settings["csp"])
