"""`python -m costs`: what a month costs, as a table in Markdown."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from costs.bill import monthly_bill
from costs.report import report
from helpcenter.messages import load_messages
from publishing import operator_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_HERE = Path(__file__).parent
INQUIRIES, VISITS = 10_000, 100_000


def run(arguments: Sequence[str], environment: Mapping[str, str], template: Path) -> int:
    """Print the bill; return 0."""
    catalogues = load_messages(_HERE / "messages")
    messages = catalogues[operator_language(environment, catalogues)]
    parser = argparse.ArgumentParser(prog="python -m costs", description=messages.text("costs.help"))
    for name, usual in (("inquiries", INQUIRIES), ("visits", VISITS)):
        parser.add_argument(f"--{name}", type=int, default=usual, help=messages.text(f"costs.help.{name}"))
    options = parser.parse_args(arguments)
    bill = monthly_bill(options.inquiries, options.visits, template)
    sys.stdout.write(report(bill, options.inquiries, options.visits, messages))
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], os.environ, Path("template.yaml")))
