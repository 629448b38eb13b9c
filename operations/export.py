"""`cases export`: all cases as CSV or JSON, or all that is kept of one person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from operations.case_files import read_histories, write_cases
from operations.person import hand_over
from operations.terminal import DONE, MISUSED, NOT_DONE

if TYPE_CHECKING:
    import argparse

    from helpcenter.messages import Messages
    from operations.place import Place
    from operations.terminal import Terminal


def add_export(command: argparse.ArgumentParser, messages: Messages) -> None:
    """Add the options of the command."""
    command.add_argument("file", metavar="FILE", type=Path, help=messages.text("operations.export.file"))
    command.add_argument(
        "--format", choices=("csv", "json"), default="csv", help=messages.text("operations.export.format")
    )
    command.add_argument("--email", metavar="ADDRESS", help=messages.text("operations.export.email"))
    command.set_defaults(run=export)


def export(place: Place, terminal: Terminal, options: argparse.Namespace) -> int:
    """Write every case that is kept into a new file, or with an address all of it into a new folder.

    Nobody else may read either.
    """
    if options.email:
        if options.file.exists():
            terminal.warn("operations.backup.exists", folder=options.file)
            return MISUSED
        return hand_over(place, terminal, options.email, options.file, options.format)
    try:
        count = write_cases(options.file, options.format, read_histories(place, terminal))
    except OSError as error:
        terminal.warn("operations.export.no_file", file=options.file, reason=error.strerror)
        return NOT_DONE
    terminal.say("operations.export.done", count=count, file=options.file)
    return DONE
