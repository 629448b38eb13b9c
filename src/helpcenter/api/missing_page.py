"""The site's own page for what is not there, in the language of the address."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from helpcenter.api.response import Response
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from helpcenter.api.request import Request

_KEEP_SECONDS = 60  # as long as headers.json lets browsers keep a page


@record
class MissingEndpoint:
    """Answers 404 with a page.

    `pages`: first folder of an address -> HTML; "" is the page of the language that has no folder.
    `site_headers`: what the site sends with every page, names in lower case.
    """

    pages: Mapping[str, str]
    site_headers: Mapping[str, str]

    def __call__(self, request: Request) -> Response:
        """Answer for `/releases/<release>/<address>`."""
        folder = [*request.path.split("/"), "", "", "", ""][3]
        return Response(
            404,
            self.pages.get(folder, self.pages[""]),
            {
                **self.site_headers,
                "content-type": "text/html; charset=utf-8",
                "cache-control": f"public, max-age={_KEEP_SECONDS}",
            },
        )


def load_missing_pages(folder: Path) -> MissingEndpoint:
    """Read `missing.html`, `missing.<language>.html` and `headers.json`, which the layer holds.

    Raises:
        OSError: one can't be read.
    """
    pages = {
        path.name.removeprefix("missing").removesuffix(".html").strip("."): path.read_text(encoding="utf-8")
        for path in [folder / "missing.html", *sorted(folder.glob("missing.*.html"))]
    }
    headers = json.loads((folder / "headers.json").read_text(encoding="utf-8"))["every"]
    return MissingEndpoint(pages, {name.lower(): value for name, value in headers.items()})
