"""Lists that lead to pages: `- [title](page.md): what is there`, as index pages have them."""

from __future__ import annotations

import re

_ENTRY = re.compile(
    r'<li>\s*(?P<link><a href="[^"]*">[^<]*</a>):\s+(?P<words>(?:(?!</?li>).)*?)\s*</li>', re.DOTALL
)
_SHOWN = r'<li class="entry">\g<link><span class="entry__words">\g<words></span></li>'


def with_entries(html: str) -> str:
    """Return an index page whose list items are a title, and beneath it what is there.

    The colon between them is for whoever reads the Markdown.
    """
    return _ENTRY.sub(_SHOWN, html)
