"""Listening on the loopback interface, and serving there until told to stop."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, cast

from hypercorn.asyncio import serve
from hypercorn.config import Config

if TYPE_CHECKING:
    import asyncio

    from hypercorn.typing import ASGIFramework

    from local.asgi import App


class PortBusyError(Exception):
    """Somebody else listens on the port."""


def listen(port: int) -> socket.socket:
    """Return a socket bound to `port` of the loopback interface, or to a free one for 0.

    Raises:
        PortBusyError: the port is taken.
    """
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind(("127.0.0.1", port))
        bound.listen()
    except OSError as error:
        bound.close()
        raise PortBusyError(port) from error
    return bound


def port_of(bound: socket.socket) -> int:
    """Return the port of a bound socket."""
    port: int = bound.getsockname()[1]
    return port


async def serve_app(app: App, bound: socket.socket, stop: asyncio.Event) -> None:
    """Serve `app` on a bound socket, which is closed afterwards, until `stop` is set."""
    config = Config()
    config.bind = [f"fd://{bound.detach()}"]
    config.keep_alive_timeout = 75
    config.graceful_timeout = 1
    config.accesslog = None
    config.errorlog = None
    await serve(cast("ASGIFramework", app), config, shutdown_trigger=stop.wait)
