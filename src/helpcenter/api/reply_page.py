"""Pages that a function answers with: the site's own reply shell, filled."""

from __future__ import annotations

import dataclasses
import html
import json
import re
from typing import TYPE_CHECKING

from helpcenter.api.response import Response
from helpcenter.records import field, record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from helpcenter.api.problem import ProblemError

_PLACE = re.compile("%%(title|content)%%")


class ReplyShellError(ValueError):
    """A shell does not have exactly one place for the title and one for the content."""


@record
class ReplyPages:
    """The shells, by language: HTML with one `%%title%%` and one `%%content%%`.

    `site_headers`: what the site sends with every page, names in lower case.
    """

    shells: Mapping[str, str]
    site_headers: Mapping[str, str] = field(default_factory=dict)

    def response(
        self,
        status: int,
        language: str,
        title: str,
        content: str,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Return the page. `title` is text, `content` is HTML; neither is looked into for further places.

        No cache keeps it and no link from it tells where it was: the address of a receipt is a secret.
        """
        filling = {"title": html.escape(title), "content": content}
        return Response(
            status,
            _PLACE.sub(lambda place: filling[place[1]], self.shells[language]),
            {
                **self.site_headers,
                "content-type": "text/html; charset=utf-8",
                "content-language": language,
                "cache-control": "no-store",
                "referrer-policy": "no-referrer",
                **(headers or {}),
            },
        )

    def problem(self, problem: ProblemError, language: str, title: str, content: str) -> Response:
        """Return the page of a problem, as above."""
        page = self.response(problem.status, language, title, content, problem.headers)
        return dataclasses.replace(page, failure=problem.failure)


def load_reply_pages(folder: Path) -> ReplyPages:
    """Read the shells `reply.<language>.html` and the headers that the site build left in `folder`.

    Raises:
        OSError: a shell or `headers.json` can't be read.
        ReplyShellError: a shell is not one.
    """
    shells = {}
    for path in sorted(folder.glob("reply.*.html")):
        shell = path.read_text(encoding="utf-8")
        if sorted(_PLACE.findall(shell)) != ["content", "title"]:
            raise ReplyShellError(path.name)
        shells[path.name.split(".")[1]] = shell
    headers = json.loads((folder / "headers.json").read_text(encoding="utf-8"))["every"]
    return ReplyPages(shells, {name.lower(): value for name, value in headers.items()})
