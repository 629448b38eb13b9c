"""Pages that had another address."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from mkdocs.exceptions import PluginError

from publishing.changes.pages import read_page
from publishing.site.moved import on_page_content
from tests.site.building import run_build

if TYPE_CHECKING:
    from pathlib import Path


def test_an_old_address_leads_to_the_page_in_its_language(project: Path, tmp_path: Path) -> None:
    """Without a script, relative to wherever the site is; search engines are told the page's own address."""
    for language in ("ko", "en"):
        page = project / "docs" / language / "hours.md"
        text = page.read_text(encoding="utf-8").replace("---\n", "---\nmoved_from: [old/times/]\n", 1)
        page.write_text(text, encoding="utf-8")
    result = run_build(project, tmp_path / "out")
    assert result.returncode == 0, result.stderr
    for home in ("", "en/"):
        html = (tmp_path / "out" / "site" / home / "old" / "times" / "index.html").read_text(encoding="utf-8")
        assert read_page(html).leads_elsewhere
        assert '<meta http-equiv="refresh" content="0; url=../../hours/">' in html
        assert f'<link rel="canonical" href="https://help.onmaru.example/{home}hours/">' in html


@pytest.mark.parametrize("old", ["/old/", "old", "../old/", "https://else.example/", "old/page/?a", ""])
def test_an_address_that_is_none_is_told_with_its_line(old: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Below the language's home, with a slash at the end."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    file = SimpleNamespace(src_uri="ko/hours.md", content_string=f"---\nmoved_from: ['{old}']\n---\n")
    page = SimpleNamespace(meta={"moved_from": [old]}, file=file)
    config = SimpleNamespace(theme={"moved": {}}, docs_dir="docs")
    with pytest.raises(PluginError, match=r"^docs/ko/hours\.md:2: 'moved_from'"):
        on_page_content("", page, config, None)  # type: ignore[arg-type]  # all that it reads
