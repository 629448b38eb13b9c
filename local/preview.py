"""`python -m local.preview [PORT]`: show the pages as they are written, in a browser that follows."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.routing import Mount

from helpcenter.messages import load_messages
from local.building import Build
from local.following import Following
from local.front import followed_site_app
from local.progress import Progress
from local.reloading import Reloads
from local.serving import PortBusyError, listen, serve_app
from publishing import operator_language

if TYPE_CHECKING:
    import socket
    from collections.abc import Mapping, Sequence

    from helpcenter.messages import Messages

_PORT = 8100


def run(arguments: Sequence[str], environment: Mapping[str, str], root: Path) -> int:
    """Serve the project in `root` until it is stopped; return the exit code: 1 when the port is taken."""
    catalogues = load_messages(Path(__file__).parent / "messages")
    messages = catalogues[operator_language(environment, catalogues)]
    port = int(arguments[0]) if arguments else _PORT
    try:
        with listen(port) as bound:
            asyncio.run(_serve(root, port, bound, messages))
    except PortBusyError:
        sys.stderr.write(f"{messages.text('local.preview.port', port=port)}\n")
        return 1
    return 0


async def _serve(root: Path, port: int, bound: socket.socket, messages: Messages) -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stop.set)
    progress, url = Progress(messages), f"http://127.0.0.1:{port}/"
    build = Build(root, root / "build" / "preview", url)
    build.site.mkdir(parents=True, exist_ok=True)  # empty until the first build is done
    reloads = Reloads(stop)
    site = followed_site_app(build.site, build.headers, reloads)
    application = Starlette(routes=[*reloads.routes(), Mount("/", site)])
    following = Following(build, build.compile_facts, reloads, messages, progress.tell)
    progress.tell(messages.text("local.preview", url=url))
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(following.run(stop))
        tasks.create_task(serve_app(application, bound, stop))
    progress.stopping()


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], os.environ, Path.cwd()))
