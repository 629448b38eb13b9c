"""Bodies that are almost right: the document's examples with some of its fields spoilt."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.local.openapi_contract import DOCUMENT, resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

    Place = tuple[str | int, ...]

_ABSENT = object()
_ODD_TEXTS = (
    *("", " ", "\ud800", "a\x00b", "a\r\nb: c", "a\u0085b", "\u200b", "\u202eabc", "\ufeff", "😅"),
    *("\u1112\u1161\u11ab", "a" * 81, "a" * 201, "가" * 5001, "=1+1", "<b>", "${name}", "%s", "../x"),
    *("public", "Internal", "internal", "ko", "en-US", "xx", "true", "a@b", "가@example.com", "a@한국.kr"),
    *("2026-02-30T00:00:00Z", "2026-01-01T00:00:00", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00Z"),
)
_SIMPLE: tuple[object, ...] = (_ABSENT, None, " ", "a", "a\x00b", False, [], {})
_OTHER_TYPES: tuple[object, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1e308,
    float("nan"),
    [],
    [1],
    ["a"],
    {},
    {"a": None},
    [[[]]] * 3,
)
_SPOILT = st.one_of(
    st.just(_ABSENT),
    st.sampled_from(_ODD_TEXTS),
    st.text(st.characters(codec=None), max_size=20),
    st.sampled_from(_OTHER_TYPES),
    st.one_of(st.integers(), st.floats()),
)


def bodies_with_one_spoilt(schema: str, example: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the example with each place of its schema spoilt in each simple way."""
    for place in _places(DOCUMENT["components"]["schemas"][schema], ()):
        for value in _SIMPLE:
            yield _spoil(example, [(place, value)])


def spoilt_bodies(schema: str, example: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return the example with none to three places of its schema spoilt."""
    places = sorted(_places(DOCUMENT["components"]["schemas"][schema], ()), key=str)
    spoils = st.lists(st.tuples(st.sampled_from(places), _SPOILT), max_size=3)
    return spoils.map(lambda found: _spoil(example, found))


def _places(schema: dict[str, Any], at: Place) -> Iterator[Place]:
    """Yield where a value of the schema has fields, one that it does not know among them."""
    schema = resolved(schema)
    for name, part in schema.get("properties", {}).items():
        yield (*at, name)
        yield from _places(part, (*at, name))
    if schema.get("properties"):
        yield (*at, "surprise")
    for number, choice in enumerate(resolved(schema.get("items", {})).get("oneOf", ())):
        yield from _places(choice, (*at, number))


def _spoil(example: dict[str, Any], spoils: list[tuple[Place, object]]) -> dict[str, Any]:
    body = copy.deepcopy(example)
    for place, value in spoils:
        holder: Any = body
        try:
            for step in place[:-1]:
                holder = holder[step]
            if value is _ABSENT:
                holder.pop(place[-1], None)
            else:
                holder[place[-1]] = copy.deepcopy(value)
        except (TypeError, KeyError, IndexError, AttributeError):
            continue  # a spoil before has taken the place away
    return body
