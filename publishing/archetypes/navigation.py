"""The navigation in `mkdocs.yml`, changed as a person would: a line more, and no other touched."""

from __future__ import annotations

import re


def with_entry(source: str, page: str) -> str:
    """Return `mkdocs.yml` with a page named after the last of its folder; as it was where none is.

    `page` is a path below each language's folder, like `topics/mail/late.md`.
    """
    folder = page.rpartition("/")[0]
    entry = re.compile(rf"^( +- ){re.escape(folder)}/[^/\s]+\.md[ \t]*$\n?", re.MULTILINE)
    entries = list(entry.finditer(source, source.index("\nnav:")))
    if not entries:
        return source
    last = entries[-1]
    line = f"{last[1]}{page}\n"
    return source[: last.end()] + line + source[last.end() :]
