"""`python -m local`: run the whole center on this machine."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from helpcenter.messages import load_messages
from local.building import BuildError
from local.center import DataBusyError, LocalCenter
from local.progress import Progress
from local.serving import PortBusyError
from local.stack import StackError
from publishing import operator_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from helpcenter.messages import Messages

_ROOT = Path(__file__).parents[1]
_DEFAULT_PORT = "8000"


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run until Ctrl-C; return 0 after a clean stop, 1 when it did not start, 2 for a bad call."""
    catalogues = load_messages(Path(__file__).parent / "messages")
    messages = catalogues[operator_language(environment, catalogues)]
    options = _parser(messages, environment).parse_args(arguments)
    if not options.port.isascii() or not options.port.isdigit() or not 0 < int(options.port) < 65536:
        sys.stderr.write(f"{messages.text('local.port_invalid', value=options.port)}\n")
        return 2
    center = LocalCenter(
        _ROOT,
        options.data.absolute(),
        int(options.port),
        catalogues,
        Progress(messages),
        follows=not options.no_watch,
    )
    failed = False
    try:
        asyncio.run(_until_signal(center))
    except* (PortBusyError, DataBusyError, BuildError, StackError, OSError) as group:
        failed = True
        for error in group.exceptions:
            sys.stderr.write(f"{_sentence(error, center, messages)}\n")
    return 1 if failed else 0


async def _until_signal(center: LocalCenter) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, center.stop.set)
    await center.run()
    center.progress.stopping()


def _sentence(error: BaseException, center: LocalCenter, messages: Messages) -> str:
    """Return what went wrong and what to do."""
    match error:
        case PortBusyError():
            return messages.text("local.port_busy", port=center.port)
        case DataBusyError():
            return messages.text("local.busy_data", path=center.data)
        case BuildError(report=report):
            return f"{report}\n{messages.text('local.broken_build')}"
        case StackError():
            return messages.text("local.stack_failed", reason=error, log=center.log)
        case OSError():
            return messages.text("local.unwritable", path=error.filename, reason=error.strerror)
    raise error


def _parser(messages: Messages, environment: Mapping[str, str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m local", description=messages.text("local.help"), add_help=False
    )
    parser.add_argument("-h", "--help", action="help", help=messages.text("local.help.help"))
    parser.add_argument(
        "--port",
        default=environment.get("PORT") or _DEFAULT_PORT,
        metavar="PORT",
        help=messages.text("local.help.port"),
    )
    parser.add_argument(
        "--data", type=Path, default=Path(".local"), metavar="DIR", help=messages.text("local.help.data")
    )
    parser.add_argument("--no-watch", action="store_true", help=messages.text("local.help.no_watch"))
    return parser


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], os.environ))
