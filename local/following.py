"""Keeping the site up to date with its sources while it is served."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from local.building import BuildError
from local.watching import watch
from publishing.live.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from helpcenter.messages import Messages
    from local.building import Build
    from local.reloading import Reloads


@dataclass(frozen=True, slots=True)
class Following:
    """Has `build` follow its sources, and browsers the site.

    `prepare` makes the facts anew before a whole build; it raises BuildError. `tell` is told, in words, what
    was made and what is to be mended. `has_functions`: functions run with the layer of the start.
    """

    build: Build
    prepare: Callable[[], None]
    reloads: Reloads
    messages: Messages
    tell: Callable[[str], None]
    has_functions: bool = False

    async def run(self, stop: asyncio.Event) -> None:
        """Follow until `stop` is set."""
        with watch(self.build.root) as changes:
            ending = asyncio.create_task(self._end_at(stop))
            functions = await asyncio.to_thread(self.build.for_functions)
            try:
                while not stop.is_set():
                    # At once for the first time: something changed before, or nothing was built yet.
                    await self._catch_up(stop)
                    now = await asyncio.to_thread(self.build.for_functions)
                    if self.has_functions and now != functions:
                        self.tell(self.messages.text("local.functions_behind"))
                    functions = now
                    await _first(changes.next(), stop.wait())
            finally:
                stop.set()
                await ending

    async def _end_at(self, stop: asyncio.Event) -> None:
        await stop.wait()
        await asyncio.to_thread(self.build.builder.close)  # whatever it is doing

    async def _catch_up(self, stop: asyncio.Event) -> None:
        outcome = await self._told(self.build.builder.follow, stop)
        if outcome.outdated and not stop.is_set():
            await self._told(self._whole, stop)

    async def _told(self, make: Callable[[], Outcome], stop: asyncio.Event) -> Outcome:
        """Make what is to be made, and tell whoever looks at it."""
        started = time.perf_counter()
        outcome = await asyncio.to_thread(make)
        if outcome.changed:
            self.build.forget_site()
        if stop.is_set():
            return outcome
        for line in outcome.said:
            self.tell(line)
        if outcome.failed:
            self.tell(self.messages.text("local.follow_failed"))
        elif outcome.changed:
            self.reloads.tell(outcome.changed)
            seconds = f"{time.perf_counter() - started:.1f}"
            self.tell(self.messages.text("local.followed", pages=outcome.rendered, seconds=seconds))
        return outcome

    def _whole(self) -> Outcome:
        try:
            self.prepare()
        except BuildError as error:
            self.build.builder.close()
            return Outcome(failed=True, said=error.report.splitlines())
        return self.build.builder.build()


async def _first(*waits: Coroutine[object, object, object]) -> None:
    """Return when the first of these is done, and let the others be."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
