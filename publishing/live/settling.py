"""Putting what was built where it is served from, so that nobody ever gets a half."""

from __future__ import annotations

import filecmp
import os
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def settle(built: Path, place: Path) -> list[str]:
    """Move every file of the folder `built` that says something new into `place`, and take out what is stale.

    Each is put in place at once, by its name, and a page after all that it loads; what did not change keeps
    its time. Both folders are on one file system. Returns the names of what changed or went.
    """
    names = sorted(_files(built), key=lambda name: (name.endswith(".html"), name))
    changed = [name for name in names if _put(built / name, place / name)]
    stale = sorted(_files(place) - set(names))
    for name in stale:
        (place / name).unlink()
    for folder in sorted((path for path in place.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    return changed + stale


def put(content: bytes, target: Path, beside: Path) -> bool:
    """Put a file's content in place at once, unless it is there already; True: it was put.

    `beside` is a folder on the same file system for the half that nobody sees.
    """
    beside.mkdir(parents=True, exist_ok=True)
    half = beside / "half"
    half.write_bytes(content)
    return _put(half, target)


def _put(file: Path, target: Path) -> bool:
    if target.is_file() and filecmp.cmp(file, target, shallow=False):
        return False
    if target.is_dir():
        shutil.rmtree(target)
    for folder in target.parents:
        if folder.is_file():
            folder.unlink()
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(file, target)  # noqa: PTH105 - as it is called: atomic
    return True


def _files(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
