"""What changes for visitors, as a comment in GitLab's merge request."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from publishing.changes.gitlab import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOKEN = "a-token"
NOTES = "/api/v4/projects/7/merge_requests/3/notes"


@dataclass(slots=True)
class GitLab:
    """The notes of one merge request, as GitLab serves them: in pages, to who has the token."""

    address: str = ""
    notes: list[str] = field(default_factory=list)


@pytest.fixture
def gitlab() -> Iterator[GitLab]:
    """A GitLab on this machine that knows one merge request."""
    known = GitLab()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = parse_qs(urlsplit(self.path).query)
            first = (int(asked["page"][0]) - 1) * int(asked["per_page"][0])
            notes = [{"id": number, "body": body} for number, body in enumerate(known.notes)]
            self._answer(200, notes[first : first + int(asked["per_page"][0])])

        def do_POST(self) -> None:
            known.notes.append(self._body())
            self._answer(201, {})

        def do_PUT(self) -> None:
            known.notes[int(self.path.rpartition("/")[2])] = self._body()
            self._answer(200, {})

        def _body(self) -> str:
            return str(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"])

        def _answer(self, status: int, content: object) -> None:
            allowed = self.headers["PRIVATE-TOKEN"] == TOKEN and self.path.startswith(NOTES)
            self.send_response(status if allowed else 403)
            self.end_headers()
            self.wfile.write(json.dumps(content).encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    known.address = f"http://127.0.0.1:{server.server_port}/api/v4"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield known
    server.shutdown()
    server.server_close()


def environment(gitlab: GitLab, **more: str) -> dict[str, str]:
    """Return what GitLab tells a job, and the token."""
    told = {
        "CI_API_V4_URL": gitlab.address,
        "CI_PROJECT_ID": "7",
        "CI_MERGE_REQUEST_IID": "3",
        "LC_ALL": "en",
    }
    return {**told, "CHANGES_TOKEN": TOKEN, **more}


def test_one_comment_says_what_changes_now(gitlab: GitLab, tmp_path: Path) -> None:
    """The next pipeline writes it anew where it stands, also behind a long discussion."""
    file = tmp_path / "changes.md"
    gitlab.notes = ["a remark"] * 130
    for text in ("## First\n", "## Second\n"):
        file.write_text(text, encoding="utf-8")
        assert run([str(file)], environment(gitlab)) == 0
        assert len(gitlab.notes) == 131
        assert gitlab.notes[-1].endswith(text)
    assert gitlab.notes[:-1] == ["a remark"] * 130


@pytest.mark.parametrize("missing", ["CHANGES_TOKEN", "CI_MERGE_REQUEST_IID"])
def test_who_wishes_no_comment_gets_none(
    gitlab: GitLab, tmp_path: Path, capsys: pytest.CaptureFixture[str], missing: str
) -> None:
    """Nothing fails: it is said where it stands instead."""
    assert run([str(tmp_path / "changes.md")], environment(gitlab, **{missing: ""})) == 0
    assert gitlab.notes == []
    assert "artifact" in capsys.readouterr().err


def test_what_gitlab_does_not_take_is_said_without_the_token(
    gitlab: GitLab, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A job's log may be public."""
    file = tmp_path / "changes.md"
    file.write_text("## What\n", encoding="utf-8")
    assert run([str(file)], environment(gitlab, CHANGES_TOKEN="another-token")) == 1
    said = capsys.readouterr().err
    assert "403" in said
    assert "another-token" not in said


def test_nothing_is_said_of_nothing(gitlab: GitLab, tmp_path: Path) -> None:
    """Where the comparison failed there is no file: an empty comment would read as no change."""
    (tmp_path / "changes.md").touch()
    assert run([str(tmp_path / "changes.md")], environment(gitlab)) == 2
    assert gitlab.notes == []
