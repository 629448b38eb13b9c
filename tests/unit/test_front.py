from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.responses import FileResponse

from local.asgi import request_scope
from local.front import SiteFiles


@pytest.mark.parametrize(
    ("path", "status", "body"),
    [
        ("/nowhere", 404, b"ko"),
        ("/nowhere/at/all/", 404, b"ko"),
        ("/english/", 404, b"ko"),
        ("/en/nowhere", 404, b"en"),
        ("/en/nowhere/at/all/", 404, b"en"),
        ("/../nowhere", 404, b"ko"),
        ("/en/", 200, b"home"),
    ],
)
def test_what_is_missing_is_said_in_the_language_of_its_address(
    tmp_path: Path, path: str, status: int, body: bytes
) -> None:
    """A visitor below /en/ gets the English page for missing addresses, everybody else the default one."""
    (tmp_path / "en").mkdir()
    (tmp_path / "404.html").write_bytes(b"ko")
    (tmp_path / "en" / "404.html").write_bytes(b"en")
    (tmp_path / "en" / "index.html").write_bytes(b"home")
    files = SiteFiles(directory=tmp_path, html=True)
    scope = request_scope("GET", path, {})
    with ThreadPoolExecutor() as threads:  # another test's browser may have a loop running in this thread
        answer = threads.submit(asyncio.run, files.get_response(files.get_path(scope), scope)).result()
    assert isinstance(answer, FileResponse)
    assert (answer.status_code, Path(answer.path).read_bytes()) == (status, body)
