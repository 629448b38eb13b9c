"""`python -m operations`: commands for operators, the same on AWS and on this machine."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from helpcenter.aws.unavailable import called, error_code
from helpcenter.inquiry.case import UnavailableError
from helpcenter.messages import load_messages
from operations import backup, cases, gaps, keeping, keys, leaving, mails, transcripts
from operations.place import PlaceError, aws_place, local_place
from operations.terminal import MISUSED, TRY_LATER, Terminal
from publishing import operator_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from helpcenter.messages import Messages


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run one command.

    Returns:
        Its exit code: 0 done, 1 not done (no such case, refused, something left), 2 no center to operate or
        nothing that could be done so, 75 the center did not answer, 130 interrupted.
    """
    catalogues = load_messages(Path(__file__).parent / "messages")
    messages = catalogues[operator_language(environment, catalogues)]
    options = make_parser(messages, environment).parse_args(arguments)
    try:
        place = local_place(options.local) if options.local else aws_place(options.table)
        done: int = options.run(place, Terminal(messages, environment), options)
    except PlaceError as error:
        sys.stderr.write(f"{messages.text(str(error), path=options.local)}\n")
        return MISUSED
    except UnavailableError as error:
        return _unavailable(messages, *error.failure.values())
    except (BotoCoreError, ClientError) as error:
        return _unavailable(messages, error_code(error), called(error))
    except KeyboardInterrupt:
        return 130
    return done


def _unavailable(messages: Messages, *told: str) -> int:
    reason = " ".join(filter(None, told))
    sys.stderr.write(f"{messages.text('operations.unavailable', reason=reason)}\n")
    return TRY_LATER


def make_parser(messages: Messages, environment: Mapping[str, str]) -> argparse.ArgumentParser:
    """Return what reads the arguments of every command."""
    parser = argparse.ArgumentParser(
        prog="python -m operations",
        description=messages.text("operations.help"),
        epilog=messages.text("operations.exit_codes"),
    )
    parser.add_argument(
        "--table",
        default=environment.get("TABLE_NAME", ""),
        metavar="NAME",
        help=messages.text("operations.table"),
    )
    parser.add_argument(
        "--local",
        action="store_const",
        const=Path(".local"),
        help=messages.text("operations.local"),
    )
    parser.add_argument(
        "--data",
        dest="local",
        type=Path,
        metavar="DIR",
        help=messages.text("operations.data"),
    )
    groups = parser.add_subparsers(metavar="GROUP", required=True)
    for group in (cases, mails, keeping, keys, transcripts, gaps, backup, leaving):
        group.add_commands(groups, messages)
    return parser


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], os.environ))
