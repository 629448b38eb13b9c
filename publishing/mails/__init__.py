"""The mails that functions fill in: texts as they are written, MJML compiled to HTML for mail programs.

MJML (https://documentation.mjml.io) is made of components; what it becomes are the nested tables and the
comments for Outlook that nobody should write. It is compiled here, when the layer is built: functions read
plain files and know nothing of it.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from mjml import mjml2html

if TYPE_CHECKING:
    from mjml import IncludeLoader

SOURCES = Path(__file__).parents[2] / "src" / "helpcenter" / "mail" / "templates"
_LEFT_OVER = re.compile(r"</?mj-?[a-z-]*")


class MailSourceError(Exception):
    """A mail is not MJML that can be compiled; the text says which file and why."""


def compile_mails(out: Path, sources: Path = SOURCES) -> None:
    """Write every mail of `sources` to `out`, anew: `<mail>/<language>/subject.txt`, `body.txt`, `body.html`.

    A `body.mjml` may include what lies in `sources/parts/`; a `body.html` is taken as it is.

    Raises:
        MailSourceError: a `body.mjml` names a component that there is not, or a part that there is not.
    """
    shutil.rmtree(out, ignore_errors=True)
    for folder in sorted(path.parent for path in sources.glob("*/*/subject.txt")):
        target = out / folder.relative_to(sources)
        target.mkdir(parents=True)
        for path in sorted(folder.iterdir()):
            if path.suffix == ".mjml":
                page = _compiled(path, sources / "parts")
                (target / path.with_suffix(".html").name).write_text(page, encoding="utf-8")
            else:
                shutil.copyfile(path, target / path.name)


def _compiled(path: Path, parts: Path) -> str:
    try:
        # No fonts: MJML would have the mail load those from elsewhere, which tells that it was opened.
        page = mjml2html(path.read_text(encoding="utf-8"), fonts={}, include_loader=_loader(parts))
    except (OSError, ValueError) as error:
        raise MailSourceError(f"{path}: {error}") from error
    if found := _LEFT_OVER.search(page):  # a component that is misspelt passes through as it is
        raise MailSourceError(f"{path}: {found[0]}")
    return page


def _loader(parts: Path) -> IncludeLoader:
    def load(path: str) -> str:
        return (parts / path).read_text(encoding="utf-8")

    return load
