"""What the site is made from, and which of it changed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDERS = ("docs", "theme", "translations", "publishing", "src/helpcenter")
FILES = ("center.yml", "mkdocs.yml")
_ICONS = ".icons"  # where Material looks for a theme's own
_LEFT_BEHIND = {"__pycache__", "node_modules"}

_State = tuple[int, int, int]  # inode, size, nanoseconds since 1970 of the last change


class Sources:
    """The sources of the project in `root`, as they were when somebody looked last."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._seen = dict(self._states())

    def changed(self) -> set[str]:
        """Return the files that are not as they were at the last look: changed, new or gone.

        They are named relative to the project, like `docs/ko/contact.md`.
        """
        now = dict(self._states())
        found = {name for name in now.keys() | self._seen.keys() if now.get(name) != self._seen.get(name)}
        self._seen = now
        return found

    def _states(self) -> Iterator[tuple[str, _State]]:
        for folder in FOLDERS:
            yield from self._below(str(self._root / folder), folder)
        for name in FILES:
            if (self._root / name).is_file():
                yield name, _state((self._root / name).stat())

    def _below(self, folder: str, name: str) -> Iterator[tuple[str, _State]]:
        try:
            entries = list(os.scandir(folder))
        except FileNotFoundError:
            return
        for entry in entries:
            if is_source(entry.name):
                if entry.is_dir():
                    yield from self._below(entry.path, f"{name}/{entry.name}")
                else:
                    try:
                        yield f"{name}/{entry.name}", _state(entry.stat())
                    except FileNotFoundError:  # gone meanwhile
                        continue


def is_source(name: str) -> bool:
    """Whether a file or folder of this name can be a source: not what editors and Python leave behind."""
    if name.startswith(".") and name != _ICONS:
        return False
    return not name.startswith("#") and not name.endswith("~") and name not in _LEFT_BEHIND


def _state(found: os.stat_result) -> _State:
    return found.st_ino, found.st_size, found.st_mtime_ns
