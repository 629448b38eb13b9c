"""The bill in words and as a table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from costs.bill import Bill, Cause, Line
    from helpcenter.messages import Messages

ASKED = 1.25
"""How many times what SES takes for the mails a month of 10,000 inquiries may cost."""
_CAUSES: tuple[Cause, ...] = ("inquiries", "standing", "visits")


def report(bill: Bill, inquiries: int, visits: int, messages: Messages) -> str:
    """Return the bill in Markdown."""
    say = messages.text
    prices = json.loads(Path(__file__).with_name("prices.json").read_text(encoding="utf-8"))
    title = say(
        "costs.title", inquiries=inquiries, visits=visits, region=prices["region"], day=prices["as_of"]
    )
    lines = [title, ""]
    lines += [_row(say("costs.for"), "", say("costs.units"), say("costs.listed"), say("costs.charged"))]
    lines += ["| --- | --- | ---: | ---: | ---: |"]
    for cause in _CAUSES:
        lines += [_line(line, messages) for line in bill.lines if line.cause == cause]
        sums = (bill.listed(cause), bill.charged(cause))
        lines.append(_row(f"**{say(f'costs.sum.{cause}')}**", "", "", *(f"**{each:.2f}**" for each in sums)))
    ratios = {
        "by_use": bill.charged("inquiries") / bill.floor if bill.floor else 0,
        "whole": bill.charged("inquiries", "standing") / bill.floor if bill.floor else 0,
        "unscanned": bill.unscanned().charged("inquiries", "standing") / bill.floor if bill.floor else 0,
        "listed": bill.listed("inquiries", "standing") / bill.floor if bill.floor else 0,
    }
    lines += ["", say("costs.floor", floor=f"{bill.floor:.2f}", asked=ASKED)]
    lines += [f"- {say(f'costs.ratio.{name}', ratio=f'{ratio:.2f}')}" for name, ratio in ratios.items()]
    site = {"charged": f"{bill.charged('visits'):.2f}", "listed": f"{bill.listed('visits'):.2f}"}
    lines.append(f"- {say('costs.site', visits=visits, **site)}")
    return "\n".join(lines) + "\n"


def _line(line: Line, messages: Messages) -> str:
    unit = messages.text(f"costs.unit.{line.unit}")
    return _row(line.service, unit, f"{line.units:,.0f}", f"{line.listed:.3f}", f"{line.charged:.3f}")


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
