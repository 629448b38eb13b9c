"""What `make run` says while it works. `NO_COLOR` and pipes get plain lines."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TaskID, TextColumn
from rich.progress import Progress as Bars

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpcenter.center.facts import Facts
    from helpcenter.messages import Messages

_STEPS = 7


@dataclass(slots=True)
class Step:
    """One step under way."""

    messages: Messages
    bars: Bars
    task: TaskID
    words: str

    def say(self, code: str) -> None:
        """Say something else about this step than its name."""
        self.words = self.messages.text(code)

    def count(self, done: int, total: int) -> None:
        """Show how far it is."""
        self.bars.update(self.task, completed=done, total=total)


class Progress:
    """Steps with their time, a moving bar on a terminal."""

    def __init__(self, messages: Messages) -> None:
        self.messages = messages
        self._console = Console(highlight=False)
        self._done = 0

    @contextmanager
    def step(self, code: str) -> Iterator[Step]:
        """Show a step while it runs, and a line for it afterwards."""
        words = self.messages.text(code)
        start = time.monotonic()
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        hidden = not self._console.is_terminal
        with Bars(*columns, console=self._console, transient=True, disable=hidden) as bars:
            step = Step(self.messages, bars, bars.add_task(words, total=None), words)
            yield step
        self._done += 1
        seconds = time.monotonic() - start
        self._console.print(f"[{self._done}/{_STEPS}] {step.words} ({seconds:.1f} s)", markup=False)

    def ready(self, url: str, facts: Facts) -> None:
        """Say that the center is there, and where."""
        text = self.messages.text
        self._console.print(text("local.ready", url=url.rstrip("/")), markup=False)
        for place, language in enumerate(facts.languages):
            form = f"{url}{'' if place == 0 else f'{language}/'}inquiry/"
            name = facts.spoken_languages[language][self.messages.language]
            self._console.print(text("local.form", language=name, url=form), markup=False)
        self._console.print(text("local.mailbox", url=f"{url}_local/mail"), markup=False)

    def tell(self, line: str) -> None:
        """Say something about the site."""
        self._console.print(line, markup=False, soft_wrap=True)  # a file with its line stays one word

    def stopping(self) -> None:
        """Say that it ends."""
        self._console.print(self.messages.text("local.stop"), markup=False)
