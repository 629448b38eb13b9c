"""A site that is served while browsers look at it."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from local.serving import listen, port_of, serve_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from local.asgi import App


@contextmanager
def served(app: App) -> Iterator[str]:
    """Serve an ASGI app on the loopback interface; yield its address without a slash at the end."""
    bound = listen(0)
    address = f"http://127.0.0.1:{port_of(bound)}"
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    thread = threading.Thread(
        target=loop.run_until_complete, args=(serve_app(app, bound, stop),), daemon=True
    )
    thread.start()
    try:
        yield address
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()
