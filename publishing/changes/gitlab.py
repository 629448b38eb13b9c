"""`python -m publishing.changes.gitlab FILE`: say what changes in the merge request that GitLab tests.

Where nobody has set CHANGES_TOKEN, that is no mistake: it stands in the job's artifact alone.
https://docs.gitlab.com/api/notes/#merge-requests
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from helpcenter.messages import load_messages
from publishing import operator_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from helpcenter.messages import Messages

_MARK = "<!-- what changes for visitors -->"
"""Begins our comment, unseen, so that the next pipeline writes it anew instead of a second one."""
_PATIENCE = 20.0  # seconds for one call
_PAGE = 100  # notes; GitLab's most


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Write a file as a comment; GitLab's own variables in `environment` say where.

    Returns:
        The exit code: 0 written, or not wished for; 1 GitLab did not take it; 2 there is nothing to write.
    """
    catalogues = load_messages(Path(__file__).parent / "messages")
    messages = catalogues[operator_language(environment, catalogues)]
    file = _parser(messages).parse_args(arguments).file
    token, number = (environment.get(name) for name in ("CHANGES_TOKEN", "CI_MERGE_REQUEST_IID"))
    if not token or not number:
        sys.stderr.write(f"{messages.text('comment.nowhere')}\n")
        return 0
    if not file.is_file() or not file.stat().st_size:
        sys.stderr.write(f"{messages.text('comment.nothing', file=file)}\n")
        return 2
    project = f"{environment['CI_API_V4_URL']}/projects/{environment['CI_PROJECT_ID']}"
    try:
        _comment(f"{project}/merge_requests/{number}/notes", token, file.read_text(encoding="utf-8"))
    except (URLError, ValueError) as error:  # the token is in no address, so in no reason
        sys.stderr.write(f"{messages.text('comment.refused', reason=error)}\n")
        return 1
    return 0


def _comment(notes: str, token: str, text: str) -> None:
    body = {"body": f"{_MARK}\n\n{text}"}
    for note in _notes(notes, token):
        if str(note["body"]).startswith(_MARK):
            _call("PUT", f"{notes}/{note['id']}", token, body)
            return
    _call("POST", notes, token, body)


def _notes(notes: str, token: str) -> Iterator[Mapping[str, Any]]:
    page = 1
    while found := _call("GET", f"{notes}?sort=asc&per_page={_PAGE}&page={page}", token):
        yield from found
        page += 1


def _call(method: str, address: str, token: str, body: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401 - JSON
    if not address.startswith(("https://", "http://")):
        raise ValueError(address)
    data = None if body is None else json.dumps(body).encode()
    headers = {"PRIVATE-TOKEN": token, "Content-Type": "application/json"}
    request = Request(address, data, headers, method=method)  # noqa: S310 - held to HTTP above
    with urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310 - as above
        return json.load(answer)


def _parser(messages: Messages) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m publishing.changes.gitlab", description=messages.text("comment.help")
    )
    parser.add_argument("file", type=Path, metavar="FILE", help=messages.text("comment.help.file"))
    return parser


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], os.environ))
