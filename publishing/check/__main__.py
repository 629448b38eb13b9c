"""`python -m publishing.check`: hold texts and facts against each other and tell every contradiction."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from publishing import operator_messages
from publishing.check import check_center, read_center
from publishing.check.dead_ends import told_dead_ends
from publishing.check.reporting import FORMATS, summary
from publishing.facts import CenterFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from helpcenter.messages import Messages


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Check a project; return the exit code: 0 without errors, 1 with errors, 2 when it cannot be checked.

    Warnings are told and change nothing.
    """
    messages = operator_messages(environment)
    options = _parser(messages).parse_args(arguments)
    try:
        center = read_center(options.root, options.today)
        findings = check_center(center, _progress(sys.stderr, messages))
    except CenterFileError as error:
        for problem in error.problems:
            sys.stderr.write(f"{problem.sentence(messages)}\n")
        return 2
    except OSError as error:
        reason = messages.text("check.unreadable", reason=f"{error.filename}: {error.strerror}")
        sys.stderr.write(f"{reason}\n")
        return 2
    colours = sys.stdout.isatty() and not environment.get("NO_COLOR")
    if options.format == "text":
        sys.stdout.writelines(f"{told}\n" for told in told_dead_ends(center, messages))
    sys.stdout.write(FORMATS[options.format](findings, messages, colours=colours))
    if options.format != "text":
        sys.stderr.write(f"{summary(findings, messages)}\n")
    return int(any(found.severity == "error" for found in findings))


def _progress(terminal: TextIO, messages: Messages) -> Callable[[int, int], None]:
    """Return what tells how far the checks are, on a terminal only."""

    def tell(done: int, of: int) -> None:
        if terminal.isatty():
            ending = "\r\033[K" if done == of else ""
            terminal.write(f"\r{messages.text('check.progress', done=done, of=of)}{ending}")
            terminal.flush()

    return tell


def _parser(messages: Messages) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m publishing.check", description=messages.text("check.help"), add_help=False
    )
    parser.add_argument("-h", "--help", action="help", help=messages.text("check.help.help"))
    parser.add_argument(
        "--format", choices=sorted(FORMATS), default="text", help=messages.text("check.help.format")
    )
    parser.add_argument(
        "--root", type=Path, default=Path(), metavar="DIR", help=messages.text("check.help.root")
    )
    parser.add_argument(
        "--today", type=date.fromisoformat, metavar="YYYY-MM-DD", help=messages.text("check.help.today")
    )
    return parser


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], os.environ))
