"""The site once more, built by what could take MkDocs' place: is the way out open? See decisions/0027."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
from typing import TYPE_CHECKING

from publishing.changes.commits import NotBuiltError
from publishing.changes.pages import read_pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUILDER = "properdocs"


def make_environment(folder: Path) -> Path:
    """Return the interpreter of a new environment with the builder, and for the rest with our own packages.

    Raises:
        NotBuiltError: the builder can't be installed.
    """
    venv.create(folder, with_pip=True, clear=True)
    python = folder / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", BUILDER]
    said = subprocess.run(install, capture_output=True, text=True, check=False)  # noqa: S603 - our own pip
    if said.returncode:
        raise NotBuiltError(said.stderr[-2000:])
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    packages = folder / "lib" / version / "site-packages"
    (packages / "ours.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def differences(ours: Path, other: Path) -> Iterator[tuple[str, str]]:
    """Yield (what is different, address) of two built sites: files, titles and texts of pages."""
    files = [{file.relative_to(site).as_posix() for file in site.rglob("*.*")} for site in (ours, other)]
    shared = ({file for file in each if not file.startswith("assets/")} for each in files)
    had, has = shared
    yield from (("missing", file) for file in sorted(had - has))
    yield from (("more", file) for file in sorted(has - had))
    before, after = read_pages(ours), read_pages(other)
    for address in sorted(set(before) & set(after)):
        if before[address].title != after[address].title:
            yield "title", address
        elif before[address].text != after[address].text:
            yield "text", address
