"""`python -m operations`: commands for operators, the same on AWS and on this machine."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from helpcenter.messages import load_messages
from operations import gaps, transcripts
from operations.place import PlaceError, aws_place, local_place
from publishing import operator_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from helpcenter.messages import Messages


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run one command; return its exit code, 2 when there is no center to operate."""
    catalogues = load_messages(Path(__file__).parent / "messages")
    messages = catalogues[operator_language(environment, catalogues)]
    options = _parser(messages, environment).parse_args(arguments)
    try:
        place = local_place(options.local) if options.local else aws_place(options.table)
    except PlaceError as error:
        sys.stderr.write(f"{messages.text(str(error), path=options.local)}\n")
        return 2
    done: int = options.run(place, messages, options)
    return done


def _parser(messages: Messages, environment: Mapping[str, str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m operations", description=messages.text("operations.help")
    )
    parser.add_argument(
        "--table",
        default=environment.get("TABLE_NAME", ""),
        metavar="NAME",
        help=messages.text("operations.table"),
    )
    parser.add_argument(
        "--local",
        type=Path,
        nargs="?",
        const=Path(".local"),
        metavar="DIR",
        help=messages.text("operations.local"),
    )
    groups = parser.add_subparsers(metavar="GROUP", required=True)
    transcripts.add_commands(groups, messages)
    gaps.add_commands(groups, messages)
    return parser


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], os.environ))
