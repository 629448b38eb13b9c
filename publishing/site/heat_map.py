"""A week as a picture: one strip a day, 24 hours wide, the taller the more help there is.

SVG without style attributes (the CSP allows none), coloured by the classes of `components/coverage`. Height
and hatching say the same as the colours, and whoever uses it puts a table beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LABELS_WIDTH, HOUR_WIDTH, STRIP_HEIGHT = 76, 10, 11
_WIDTH, _HEAD, _STEP, _HATCH = 324, 15, 15, 5
# How much of a strip's height each kind takes.
_HEIGHTS = {"live": 1.0, "live_signed_in": 0.7, "written": 0.3, "nobody": 1.0}


class Block(NamedTuple):
    """A part of a day in minutes, its kind (a `Reach`), and what it says when pointed at."""

    start: int
    end: int
    kind: str
    title: str


class Strip(NamedTuple):
    """One day: a short label and its blocks."""

    label: str
    blocks: Sequence[Block]


def heat_map(name: str, strips: Sequence[Strip]) -> Markup:
    """Return the picture; `name` is what a screen reader calls it."""
    height = _HEAD + _STEP * len(strips)
    parts = [_axis(height)]
    for number, strip in enumerate(strips):
        top = _HEAD + _STEP * number
        label = Markup('<text class="heat-map__day" x="0" y="{}">{}</text>').format(
            top + STRIP_HEIGHT - 1, strip.label
        )
        blocks = Markup("").join(_block(block, top) for block in strip.blocks)
        parts.append(Markup("<g>{}{}</g>").format(label, blocks))
    return Markup(
        '<svg class="heat-map" viewBox="0 0 {} {}" role="img" aria-label="{}" '
        'shape-rendering="crispEdges">{}</svg>'
    ).format(_WIDTH, height, name, Markup("").join(parts))


def swatch(kind: str) -> Markup:
    """Return an hour and a half of a kind, for a legend."""
    block = _block(Block(0, 90, kind, ""), 0, left=0)
    return Markup(
        '<svg class="heat-map heat-map--swatch" viewBox="0 0 {} {}" aria-hidden="true" '
        'shape-rendering="crispEdges">{}</svg>'
    ).format(HOUR_WIDTH * 1.5, STRIP_HEIGHT, block)


def _axis(height: int) -> Markup:
    lines = []
    for hour in range(0, 25, 6):
        x = LABELS_WIDTH + hour * HOUR_WIDTH
        lines.append(Markup('<text x="{0}" y="10" text-anchor="middle">{1}</text>').format(x, hour))
        lines.append(Markup('<path d="M{0} {1}V{2}"/>').format(x, _HEAD - 2, height))
    return Markup('<g class="heat-map__axis">{}</g>').format(Markup("").join(lines))


def _block(block: Block, top: float, left: int = LABELS_WIDTH) -> Markup:
    x, end = (left + minute * HOUR_WIDTH / 60 for minute in (block.start, block.end))
    height = STRIP_HEIGHT * _HEIGHTS[block.kind]
    rect = Markup('<rect x="{:g}" y="{:g}" width="{:g}" height="{:g}"/>').format(
        x, top + STRIP_HEIGHT - height, end - x, height
    )
    title = Markup("<title>{}</title>").format(block.title) if block.title else ""
    hatch = _hatch(x, end, top) if block.kind == "nobody" else ""
    return Markup('<g class="heat-map__{}">{}{}{}</g>').format(block.kind, title, rect, hatch)


def _hatch(x: float, end: float, top: float) -> Markup:
    steps = _steps(x, end - _HATCH)
    lines = "".join(f"M{step:g} {top + STRIP_HEIGHT - 2.5:g}l{_HATCH} -{_HATCH}" for step in steps)
    return Markup('<path d="{}"/>').format(lines) if lines else Markup("")


def _steps(x: float, end: float) -> Iterable[float]:
    while x <= end:
        yield x
        x += _HATCH
