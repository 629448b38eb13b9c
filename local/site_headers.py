"""The site's headers, as `publishing/site/headers.py` lays them down, on what this machine serves."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from local.asgi import App, Event, Receive, Scope, Send


@dataclass(frozen=True, slots=True)
class HeaderRules:
    """`every`: the headers of all answers. `caching`: path patterns with Cache-Control; first fit counts.

    `pages`: paths with headers of their own.
    """

    every: Mapping[str, str]
    caching: Sequence[tuple[str, str]]
    pages: Mapping[str, Mapping[str, str]]

    def headers_for(self, path: str) -> dict[str, str]:
        """Return the headers of what is at `path`, which begins with a slash."""
        cache = next(value for pattern, value in self.caching if fnmatchcase(path, pattern))
        return {**self.every, "Cache-Control": cache, **self.pages.get(path.removesuffix("index.html"), {})}


def read_header_rules(file: Path) -> HeaderRules:
    """Read `headers.json`.

    Raises:
        OSError: it can't be read.
    """
    rules = json.loads(file.read_text(encoding="utf-8"))
    caching = [(pattern, value) for pattern, value in rules["caching"]]
    return HeaderRules(rules["every"], caching, rules["pages"])


class SiteHeaders:
    """Adds the headers to what `app` answers; `rules` gives those that count now."""

    def __init__(self, app: App, rules: Callable[[], HeaderRules]) -> None:
        self._app = app
        self._rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        rules = self._rules()

        async def send_with_headers(event: Event) -> None:
            if event["type"] == "http.response.start":
                headers = MutableHeaders(raw=event["headers"])
                headers.update(rules.headers_for(scope["path"]))
                event = {**event, "headers": headers.raw}
            await send(event)

        await self._app(scope, receive, send_with_headers)
