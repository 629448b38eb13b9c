"""`python -m publishing.preview [PORT]`: show the pages as they are written, in a browser that follows."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.livereload import LiveReloadServer

from publishing import operator_messages
from publishing.preview.building import Preview

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_HOST, _PORT = "127.0.0.1", 8100
# What the site is made from. A change of the code that makes it needs another start.
_WATCHED = ("docs", "theme", "translations", "center.yml", "mkdocs.yml")


def run(arguments: Sequence[str], environment: Mapping[str, str], root: Path) -> int:
    """Serve the project in `root` until it is stopped; return the exit code: 1 when the port is taken."""
    messages = operator_messages(environment)
    port = int(arguments[0]) if arguments else _PORT
    preview = Preview(root, root / "build" / "preview", f"http://{_HOST}:{port}/", messages, _tell)

    def rebuild() -> None:
        preview.build()

    server = LiveReloadServer(rebuild, _HOST, port, str(preview.site))
    server.error_handler = lambda code: _read(preview.site / f"{code}.html")
    for name in _WATCHED:
        server.watch(str(root / name))
    preview.build()
    try:
        server.serve()  # type: ignore[no-untyped-call]  # MkDocs's own
    except KeyboardInterrupt:
        return 0
    except OSError as error:
        sys.stderr.write(f"{messages.text('preview.port', port=port, reason=error.strerror)}\n")
        return 1
    finally:
        server.shutdown()
    return 0


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _read(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], os.environ, Path.cwd()))
