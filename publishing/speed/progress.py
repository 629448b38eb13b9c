"""How far a build is, on a terminal: pages read and written of the language that this process builds."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from mkdocs.commands import build as mkdocs_build
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from publishing import operator_messages
from publishing.speed.parts import Part, UnfitError, replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


class Bar:
    """A bar that appears with the first page and goes with the last; in a copy of this process it never does.

    It begins no sooner, for it brings a thread, and a process with threads is not copied.
    """

    def __init__(self, console: Console, words: str) -> None:
        self._progress = Progress(
            TextColumn(words), BarColumn(), MofNCompleteColumn(), console=console, transient=True
        )
        self._process = os.getpid()
        self._total = self._done = 0

    def advance(self, total: int) -> None:
        """Note one step of `total`."""
        if os.getpid() != self._process:
            return
        if not self._total:
            self._total = total
            self._progress.add_task("", total=total)
            self._progress.start()
        self._done += 1
        self._progress.advance(self._progress.task_ids[0])
        if self._done >= self._total:
            self.end()

    def end(self) -> None:
        """Take it away."""
        if self._total and os.getpid() == self._process:
            self._progress.stop()


@contextmanager
def _put(config: MkDocsConfig) -> Iterator[None]:
    del config
    console = Console(stderr=True)
    if not console.is_terminal or "--quiet" in sys.argv or "-q" in sys.argv:
        raise UnfitError("no terminal")
    bar = Bar(console, operator_messages(os.environ).text("build.pages"))
    pages = 0
    read, write = mkdocs_build._populate_page, mkdocs_build._build_page  # noqa: SLF001 what each page goes through

    def populate(page: Any, config: Any, files: Files, dirty: bool = False) -> None:  # noqa: ANN401, FBT001, FBT002 theirs
        nonlocal pages
        pages = pages or len(files.documentation_pages())
        read(page, config, files, dirty)
        bar.advance(2 * pages)

    def build(*arguments: Any, **more: Any) -> None:  # noqa: ANN401 theirs
        write(*arguments, **more)
        bar.advance(2 * pages)

    stages: tuple[tuple[str, Callable[..., None]], ...] = (
        ("_populate_page", populate),
        ("_build_page", build),
    )
    with replaced(mkdocs_build, *stages[0]), replaced(mkdocs_build, *stages[1]):
        try:
            yield
        finally:
            bar.end()


PROGRESS = Part("progress", {"mkdocs": "1.6.1"}, _put)
