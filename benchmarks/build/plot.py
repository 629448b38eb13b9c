"""The figures as a plot, which README shows."""

from __future__ import annotations

import os
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.build.corpus import ROOT
from helpcenter.messages import load_messages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.build.runs import Series

_FILE = ROOT / "benchmarks" / "build" / "build.svg"
_WIDTH, _LEFT, _STEP, _BAR = 760, 190, 30, 18  # pixels


def write_plot(series: Sequence[Series]) -> None:
    """Draw the plot anew, where README=yes in the environment asks for it."""
    if os.environ.get("README"):
        messages = load_messages(Path(__file__).parents[1] / "messages")["en"]
        _FILE.write_text(plot(series, messages.text("build.plot")), encoding="utf-8")


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
