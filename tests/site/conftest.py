from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.site.building import BuiltSite, build_site, copy_project

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The site, built once for all tests."""
    return build_site(tmp_path_factory.mktemp("built"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what the site is built from, to break."""
    return copy_project(tmp_path / "project")


@pytest.fixture(scope="session")
def html_files(built: BuiltSite) -> list[Path]:
    """Every HTML file a visitor can get: the site's and the reply shells."""
    return [*built.site.rglob("*.html"), *built.pages.glob("*.html")]
