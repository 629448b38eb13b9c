"""Fewer collections of garbage: a build makes millions of objects, keeps most and leaves few cycles."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

from publishing.speed.parts import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig

_YOUNG = 200_000
"""Objects made before the young are looked at; Python's own is 700. What waits takes some megabytes."""


@contextmanager
def _put(config: MkDocsConfig) -> Iterator[None]:
    del config
    before = gc.get_threshold()
    gc.freeze()  # what is imported stays anyway
    gc.set_threshold(_YOUNG, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


MEMORY = Part("memory", {}, _put)
