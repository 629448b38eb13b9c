"""The service worker's list: the pages that stay readable without a network, and what they load."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_SOURCE = "offline/service-worker.js"
_LOADED = re.compile(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"')


def write_service_worker(site: Path, components: str, root: str, pages: Sequence[str]) -> None:
    """Write `service-worker.js` into the site's root, from the theme's, which does not stay in the site.

    `components` is the folder of our modules in the site, like `assets/0123456789ab`.
    `root` is the path of the site on its host, like `/`. `pages` are relative to it, like `en/emergency/`.
    """
    kept = {root + page: _loaded_by(site, root, page) for page in pages}
    digest = hashlib.sha256()
    for path in sorted({*kept, *(path for loaded in kept.values() for path in loaded)}):
        file = site / path.removeprefix(root)
        digest.update((file / "index.html" if file.is_dir() else file).read_bytes())
    source = site / components / _SOURCE
    code = source.read_text(encoding="utf-8")
    code = code.replace('"@kept@"', json.dumps(kept)).replace("@version@", digest.hexdigest()[:12])
    (site / "service-worker.js").write_text(code, encoding="utf-8")
    source.unlink()


def _loaded_by(site: Path, root: str, page: str) -> list[str]:
    html = (site / page / "index.html").read_text(encoding="utf-8")
    return [urljoin(root + page, href) for href in _LOADED.findall(html)]
