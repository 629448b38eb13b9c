"""Work on many pages, shared among copies of this process: a build ends in one process."""

from __future__ import annotations

import os
import pickle
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn, TypeVar

from publishing.speed.parts import Part, UnfitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mkdocs.config.defaults import MkDocsConfig

T = TypeVar("T")
R = TypeVar("R")
_FEW = 200  # below which a copy of the process costs more than it saves
_processors: list[int] = []  # while the part is in place: how many there are


def shared_out(items: Sequence[T], work: Callable[[Sequence[T]], R]) -> list[R]:
    """Return what `work` returns for shares of `items`, in their order; without the part there is one share.

    `work` may be done twice on a share, and what it changes beside files is lost.
    """
    count = _processors[0] if _processors else 1
    if len(items) < _FEW or count == 1 or threading.active_count() > 1:
        return [work(items)]
    size = -(-len(items) // count)
    first, *others = [items[at : at + size] for at in range(0, len(items), size)]
    copies = [(share, *_begin(share, work)) for share in others]
    results = [work(first)]
    for share, pid, pipe in copies:
        with os.fdopen(pipe, "rb") as reading:
            told = reading.read()
        os.waitpid(pid, 0)
        results.append(pickle.loads(told) if told else work(share))  # noqa: S301 our own copy's; or it failed, and why is said here
    return results


def _begin(share: Sequence[T], work: Callable[[Sequence[T]], R]) -> tuple[int, int]:
    """Have a copy of this process do a share; return its ID and the end of the pipe that it tells through."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if not pid:
        os.close(reading)
        _do(share, work, writing)
    os.close(writing)
    return pid, reading


def _do(share: Sequence[T], work: Callable[[Sequence[T]], R], pipe: int) -> NoReturn:
    try:
        with os.fdopen(pipe, "wb") as telling:
            telling.write(pickle.dumps(work(share)))
    finally:
        os._exit(0)


@contextmanager
def _put(config: MkDocsConfig) -> Iterator[None]:
    del config
    if not hasattr(os, "fork") or sys.platform == "darwin":  # where copies of a process are not safe
        raise UnfitError(sys.platform)
    _processors.append(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1)
    try:
        yield
    finally:
        _processors.clear()


SHARES = Part("shares", {}, _put)
