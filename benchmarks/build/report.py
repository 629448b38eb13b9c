"""The report in README: the figures as a table, and a plot, between two marks that say where."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.build.corpus import ROOT
from helpcenter.messages import load_messages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.build.runs import Series
    from benchmarks.table import Table
    from helpcenter.messages import Messages

PLOT = Path("benchmarks/build/build.svg")
_BEGIN, _END = "<!-- build figures: begin -->", "<!-- build figures: end -->"
_WIDTH, _LEFT, _STEP, _BAR = 760, 190, 30, 18  # pixels


def write_report(
    table: Table,
    series: Sequence[Series],
    grown: Sequence[tuple[int, float]],
    spread: Sequence[tuple[int, float]],
) -> None:
    """Write table and plot, where README=yes in the environment asks for it."""
    if not os.environ.get("README"):
        return
    messages = load_messages(Path(__file__).parents[1] / "messages")["en"]
    sizes = " → ".join(f"{number:,}: {cpu:.1f}" for number, cpu in grown)
    codes = " → ".join(f"{count}: {cpu:.1f}" for count, cpu in spread)
    lines = [
        messages.text(table.title, **table.values),
        "",
        *_markdown(table, messages),
        "",
        f"![{messages.text('build.plot')}]({PLOT.as_posix()})",
        "",
        *(messages.text(note, **table.values) for note in table.notes),
        messages.text("build.sizes", articles=sizes, languages=codes),
        "",
        *(
            line
            for other in table.more
            for line in (messages.text(other.title, **other.values), "", *_markdown(other, messages), "")
        ),
        messages.text(
            "build.measured",
            day=datetime.now(UTC).date().isoformat(),
            python=platform.python_version(),
            machine=f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
            load=f"{os.getloadavg()[0]:.1f}",
        ),
    ]
    readme = ROOT / "README.md"
    before, _, rest = readme.read_text(encoding="utf-8").partition(_BEGIN)
    _, _, after = rest.partition(_END)
    readme.write_text(before + "\n".join([_BEGIN, *lines, _END]) + after, encoding="utf-8")
    (ROOT / PLOT).write_text(plot(series, messages.text("build.plot")), encoding="utf-8")


def _markdown(table: Table, messages: Messages) -> list[str]:
    names = [messages.text(code) for code in table.columns]
    rule = ["---", *["---:"] * (len(names) - 1)]
    return [f"| {' | '.join(row)} |" for row in (names, rule, *table.rows)]


def plot(series: Sequence[Series], title: str) -> str:
    """Return horizontal bars of processor and wall seconds as SVG, readable on a light and a dark ground."""
    longest = max(max(one.cpu(), one.wall()) for one in series)
    height = 2 * _STEP + _STEP * 2 * len(series)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img">',
        f"<title>{escape(title)}</title>",
        "<style>text{font:13px sans-serif}</style>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="12" y="24" font-weight="bold">{escape(title)}</text>',
    ]
    for at, one in enumerate(series):
        top = _STEP + 14 + at * _STEP * 2
        parts.append(f'<text x="12" y="{top + _BAR}">{escape(one.generator.name)}</text>')
        for line, (value, colour, unit) in enumerate(
            ((one.cpu(), "#0b6e5f", "s CPU"), (one.wall(), "#8fb8b0", "s"))
        ):
            y, long = top + line * (_BAR + 4), value / longest * (_WIDTH - _LEFT - 110)
            parts.append(f'<rect x="{_LEFT}" y="{y}" width="{long:.1f}" height="{_BAR}" fill="{colour}"/>')
            parts.append(f'<text x="{_LEFT + long + 6:.1f}" y="{y + 14}">{value:.1f} {unit}</text>')
    return "\n".join([*parts, "</svg>", ""])
