from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from helpcenter.api.reply_page import ReplyPages, ReplyShellError, load_reply_pages

if TYPE_CHECKING:
    from pathlib import Path

PAGES = ReplyPages({"ko": "<title>%%title%% - 온마루</title><main>%%content%%</main>"})


def test_a_reply_is_the_shell_with_title_and_content() -> None:
    """The title is text, the content is markup."""
    response = PAGES.response(422, "ko", "<제목> & 끝", "<p>내용</p>", {"retry-after": "5"})
    assert response.status == 422
    assert response.body == "<title>&lt;제목&gt; &amp; 끝 - 온마루</title><main><p>내용</p></main>"
    assert response.headers == {
        "content-type": "text/html; charset=utf-8",
        "content-language": "ko",
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
        "retry-after": "5",
    }


def test_a_reply_has_the_headers_of_the_site(tmp_path: Path) -> None:
    """A function's page runs under the policy of the site's pages, but tells no one where it was."""
    (tmp_path / "reply.ko.html").write_text("%%title%%%%content%%", encoding="utf-8")
    every = {"Content-Security-Policy": "default-src 'none'", "Referrer-Policy": "same-origin"}
    (tmp_path / "headers.json").write_text(json.dumps({"every": every}), encoding="utf-8")
    headers = load_reply_pages(tmp_path).response(200, "ko", "1", "2").headers
    assert headers["content-security-policy"] == "default-src 'none'"
    assert headers["referrer-policy"] == "no-referrer"


def test_what_is_filled_in_is_not_filled_again() -> None:
    """A message may hold the shell's own marks, backslashes and all."""
    body = PAGES.response(200, "ko", "%%content%%", r"%%title%% \1 \g<0>").body
    assert body == r"<title>%%content%% - 온마루</title><main>%%title%% \1 \g<0></main>"


def test_shells_are_read_by_language(tmp_path: Path) -> None:
    """The site build leaves one file a language."""
    (tmp_path / "reply.ko.html").write_text("%%title%%가%%content%%", encoding="utf-8")
    (tmp_path / "reply.en.html").write_text("%%title%%a%%content%%", encoding="utf-8")
    (tmp_path / "other.html").write_text("", encoding="utf-8")
    (tmp_path / "headers.json").write_text('{"every": {}}', encoding="utf-8")
    pages = load_reply_pages(tmp_path)
    assert pages.response(200, "ko", "1", "2").body == "1가2"
    assert pages.response(200, "en", "1", "2").body == "1a2"


@pytest.mark.parametrize("shell", ["", "%%title%%", "%%title%%%%content%%%%content%%"])
def test_a_shell_that_cannot_be_filled_is_refused_at_the_start(tmp_path: Path, shell: str) -> None:
    """A broken build is noticed before the first customer is."""
    (tmp_path / "reply.ko.html").write_text(shell, encoding="utf-8")
    with pytest.raises(ReplyShellError):
        load_reply_pages(tmp_path)
