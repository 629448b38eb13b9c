"""The reply shell: a page of the site that a function fills in and serves from any address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATE = "reply.html"

# The theme's own templates write these: attributes, the paths in its JSON configuration, its script's scope.
_ADDRESS = re.compile(
    r'(?P<before>\b(?:href|src|action)="|"(?:base|search)": ?"|new URL\(")(?P<url>[^"]*)(?=")'
)


def with_absolute_paths(html: str, page_url: str, site_path: str) -> str:
    """Return the page with each relative address made an absolute path.

    Args:
        html: the page as built.
        page_url: where it was built for, relative to the site, like `en/reply/`.
        site_path: the path of the site's own address, with a slash at both ends.
    """

    def absolute(found: re.Match[str]) -> str:
        url = found["url"]
        return found["before"] + (url if url.startswith("#") else urljoin(site_path + page_url, url))

    return _ADDRESS.sub(absolute, html)


def take_out_shell(site_dir: Path, page_url: str, site_path: str, target: Path) -> None:
    """Move the built reply page out of the site to `target`, its addresses made absolute.

    Raises:
        OSError: the page was not built, or a file cannot be written.
    """
    built = site_dir / page_url / "index.html"
    html = with_absolute_paths(built.read_text(encoding="utf-8"), page_url, site_path)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(html, encoding="utf-8")
    built.unlink()
    built.parent.rmdir()
