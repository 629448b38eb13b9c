"""`python -m publishing.facts`: check the center file and compile it."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from publishing import operator_messages
from publishing.facts import CenterFileError, compile_facts, write_facts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from helpcenter.messages import Messages


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Compile the center file; return the exit code: 0 when it is right, 1 when it is wrong or unwritable."""
    messages = operator_messages(environment)
    options = _parser(messages).parse_args(arguments)
    try:
        facts = compile_facts(options.center, options.today)
        changed = write_facts(facts, options.out)
    except CenterFileError as error:
        for problem in error.problems:
            sys.stderr.write(f"{problem.sentence(messages)}\n")
        return 1
    except OSError as error:
        reason = messages.text("facts.unwritable", path=options.out, reason=error.strerror)
        sys.stderr.write(f"{reason}\n")
        return 1
    code = "facts.written" if changed else "facts.unchanged"
    sys.stdout.write(f"{messages.text(code, path=options.out, version=facts['version'])}\n")
    return 0


def _parser(messages: Messages) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m publishing.facts", description=messages.text("facts.help"), add_help=False
    )
    parser.add_argument("-h", "--help", action="help", help=messages.text("facts.help.help"))
    parser.add_argument(
        "--center",
        type=Path,
        default=Path("center.yml"),
        metavar="FILE",
        help=messages.text("facts.help.center"),
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("build/facts.json"),
        metavar="FILE",
        help=messages.text("facts.help.out"),
    )
    parser.add_argument(
        "--today", type=date.fromisoformat, metavar="YYYY-MM-DD", help=messages.text("facts.help.today")
    )
    return parser


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], os.environ))
