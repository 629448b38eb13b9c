"""Work on many pages, shared among copies of this process: a build ends in one process."""

from __future__ import annotations

import os
import pickle
import sys
import threading
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from publishing.speed.copies import can_copy, copy
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
    copies = [(share, copy(partial(_told, work, share))) for share in others]
    try:
        results = [work(first)]
        for share, other in copies:
            told = other.told()
            results.append(pickle.loads(told) if told else work(share))  # noqa: S301 our own copy's; or it failed, and why is said here
        return results
    finally:
        for _, other in copies:
            other.end()


def _told(work: Callable[[Sequence[T]], R], share: Sequence[T]) -> bytes:
    return pickle.dumps(work(share))


@contextmanager
def _put(config: MkDocsConfig) -> Iterator[None]:
    del config
    if not can_copy():
        raise UnfitError(sys.platform)
    _processors.append(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1)
    try:
        yield
    finally:
        _processors.clear()


SHARES = Part("shares", {}, _put)
