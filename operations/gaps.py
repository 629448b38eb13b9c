"""`gaps`: what writers should write next, from what the center counted."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from helpcenter.gaps.report import report_of
from operations.gap_words import report_words
from operations.terminal import DONE
from publishing.facts.source import read_source

if TYPE_CHECKING:
    import argparse

    from helpcenter.messages import Messages
    from operations.place import Place
    from operations.terminal import Terminal

CENTER, DOCS = Path("center.yml"), Path("docs")
DAYS = 31
_DAYS_MAX = 800


def add_commands(groups: argparse._SubParsersAction[argparse.ArgumentParser], messages: Messages) -> None:
    """Add the commands of this group."""
    group = groups.add_parser("gaps", help=messages.text("operations.gaps"))
    commands = group.add_subparsers(metavar="COMMAND", required=True)
    reporting = commands.add_parser("report", help=messages.text("operations.gaps.report"))
    reporting.add_argument(
        "--days",
        type=int,
        choices=range(1, _DAYS_MAX),
        default=DAYS,
        metavar="N",
        help=messages.text("operations.gaps.days", days=DAYS),
    )
    reporting.set_defaults(run=report)


def report(place: Place, terminal: Terminal, options: argparse.Namespace) -> int:
    """Print the report of the last days, today included, as Markdown."""
    last = datetime.now(ZoneInfo(read_source(CENTER).data["time_zone"])).date()
    first = last - timedelta(days=options.days - 1)
    days = (first + timedelta(days=number) for number in range(options.days))
    gaps = place.gaps()
    made = report_of((count for day in days for count in gaps.of_day(day)), first, last)
    sys.stdout.write(report_words(made, terminal.messages, DOCS))
    return DONE
