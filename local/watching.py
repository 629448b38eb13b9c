"""Being told that somebody saved a source, by what the system itself tells (inotify and its like)."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager, suppress
from pathlib import PurePath
from typing import TYPE_CHECKING

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from publishing.live.sources import FILES, FOLDERS, is_source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from watchdog.events import FileSystemEvent

QUIET = 0.05  # seconds without another change after which somebody is done: editors write in several steps
# Nothing is asked for about reading: a build reads thousands of files, and the system's queue would overflow.
_WRITING = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]


class Changes:
    """Changes of the sources, as they come."""

    def __init__(self) -> None:
        self._seen = asyncio.Event()

    async def next(self) -> None:
        """Return when something changed since the last time, and nothing more does."""
        await self._seen.wait()
        while self._seen.is_set():
            self._seen.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._seen.wait(), QUIET)

    def note(self) -> None:
        """Note a change."""
        self._seen.set()


class _Handler(FileSystemEventHandler):
    """Hands on from its own thread what may be a change of a source."""

    def __init__(self, root: Path, changes: Changes) -> None:
        self._root, self._changes, self._loop = root, changes, asyncio.get_running_loop()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Look at one event."""
        paths = [PurePath(str(path)) for path in (event.src_path, event.dest_path) if path]
        if any(self._is_source(path) for path in paths):
            with suppress(RuntimeError):  # nobody listens any more
                self._loop.call_soon_threadsafe(self._changes.note)

    def _is_source(self, path: PurePath) -> bool:
        if not path.is_relative_to(self._root):
            return False
        parts = path.relative_to(self._root).parts
        return len(parts) > 0 and all(map(is_source, parts)) and (len(parts) > 1 or parts[0] in FILES)


@contextmanager
def watch(root: Path) -> Iterator[Changes]:
    """Watch the sources of the project in `root`, in a running event loop."""
    changes, observer = Changes(), Observer()
    root = root.resolve()
    handler = _Handler(root, changes)
    for folder in FOLDERS:
        if (root / folder).is_dir():
            observer.schedule(handler, str(root / folder), recursive=True, event_filter=_WRITING)
    observer.schedule(
        handler, str(root), event_filter=_WRITING
    )  # the files there; an editor may put another in their place
    observer.start()
    try:
        yield changes
    finally:
        observer.stop()
        observer.join()
