"""The list of what stays readable without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from publishing.site.offline import write_service_worker
from tests.site.building import ROOT

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "assets/0123abcd"
SOURCE = "offline/service-worker.js"
PAGE = '<link rel="icon" href="../icon.svg"><link rel="stylesheet" href="../all.css"><p>{}</p>'


def written(folder: Path, text: str = "one", style: str = "a{}") -> str:
    """Return the service worker of a site with one page to keep."""
    for place in ("emergency", "assets/0123abcd/offline"):
        (folder / place).mkdir(parents=True, exist_ok=True)
    (folder / "emergency" / "index.html").write_text(PAGE.format(text), encoding="utf-8")
    (folder / "all.css").write_text(style, encoding="utf-8")
    (folder / "icon.svg").write_text("<svg/>", encoding="utf-8")
    source = (ROOT / "theme" / "components" / SOURCE).read_text(encoding="utf-8")
    (folder / FOLDER / SOURCE).write_text(source, encoding="utf-8")
    write_service_worker(folder, FOLDER, "/", ["emergency/"])
    return (folder / "service-worker.js").read_text(encoding="utf-8")


def test_it_names_the_page_and_what_the_page_loads_to_look_as_it_does(tmp_path: Path) -> None:
    """Nothing is left to be filled in, and the theme's own file is no part of the site."""
    code = written(tmp_path)
    assert '{"/emergency/": ["/icon.svg", "/all.css"]}' in code
    assert "@version@" not in code
    assert not (tmp_path / FOLDER / SOURCE).exists()


@pytest.mark.parametrize("change", [{"text": "two"}, {"style": "b{}"}])
def test_another_page_is_another_version(tmp_path: Path, change: dict[str, str]) -> None:
    """A browser fetches what it keeps again when any of it changed, and only then."""
    assert written(tmp_path) == written(tmp_path)
    assert written(tmp_path, **change) != written(tmp_path)
