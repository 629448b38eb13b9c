"""Where in the center file things of one kind stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publishing.facts.source import Place

_TEXTS = frozenset(
    {
        "name",
        "legal_name",
        "center_name",
        "summary",
        "purpose",
        "remark",
        "hint",
        "reason",
        "when_closed",
        "text",
    }
)


def places(data: Any, pattern: str) -> Iterator[tuple[Place, Any]]:  # noqa: ANN401 - any value of the file
    """Yield place and value of what a pattern like `channels.*.schedule` finds; `*` is any key or item."""
    yield from _walk(data, pattern.split("."), ())


def texts(data: Any, place: Place = ()) -> Iterator[tuple[Place, dict[str, str]]]:  # noqa: ANN401 - as above
    """Yield place and value of every text, language -> words."""
    for step, value in _children(data):
        here = (*place, step)
        inside = len(place) > 0 and place[-1] in {"choices", "spoken_languages"}
        if isinstance(value, dict) and (step in _TEXTS or inside):
            yield here, value
        else:
            yield from texts(value, here)


def _walk(node: Any, pattern: list[str], place: Place) -> Iterator[tuple[Place, Any]]:  # noqa: ANN401 - as above
    if not pattern:
        yield place, node
        return
    for step, value in _children(node):
        if pattern[0] in {"*", step}:
            yield from _walk(value, pattern[1:], (*place, step))


def _children(node: Any) -> Iterator[tuple[str | int, Any]]:  # noqa: ANN401 - as above
    if isinstance(node, dict):
        yield from node.items()
    elif isinstance(node, list):
        yield from enumerate(node)
