"""Records behave as the frozen dataclasses that they stand for."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, asdict, dataclass, fields, replace
from dataclasses import field as plain_field
from typing import Any

import pytest

from helpcenter.records import field, record


@record
class Part:
    """A part."""

    name: str
    size: int = 3
    notes: dict[str, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class PlainPart:
    """The same, as the standard library makes it."""

    name: str
    size: int = 3
    notes: dict[str, int] = plain_field(default_factory=dict, hash=False)


@record(kw_only=True)
class Whole:
    """A whole whose parts are named."""

    title: str = ""
    part: Part


@record(kw_only=True)
class Further(Whole):
    """One that extends another."""

    number: int = field(default=1)


CALLS: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    (("a",), {}),
    (("a", 4), {}),
    (("a",), {"size": 4, "notes": {"x": 1}}),
    ((), {"name": "a"}),
]


@pytest.mark.parametrize(("given", "named"), CALLS)
def test_a_record_is_made_like_a_dataclass(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    """By place, by name, with defaults: the same values, the same words, the same hash."""
    ours, theirs = Part(*given, **named), PlainPart(*given, **named)
    assert asdict(ours) == asdict(theirs)
    assert repr(ours) == repr(theirs).replace("PlainPart", "Part")
    assert hash(ours) == hash(theirs)
    assert ours == Part(*given, **named)
    assert ours != Part("other")
    assert ours.__eq__(theirs) is NotImplemented


@pytest.mark.parametrize(
    ("given", "named"), [((), {}), (("a",), {"name": "b"}), (("a", 1, {}, 4), {}), (("a",), {"colour": 1})]
)
def test_what_does_not_fit_is_refused(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    """A value that is missing, given twice, too many or unknown, as with a dataclass."""
    for kind in (Part, PlainPart):
        with pytest.raises(TypeError):
            kind(*given, **named)


def test_a_record_stays_as_it_was_made() -> None:
    """Nothing in it can be set or deleted, and what stands in for a value is its own."""
    part = Part("a")
    with pytest.raises(FrozenInstanceError):
        part.size = 4  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del part.size
    assert part.notes is not Part("a").notes


def test_a_record_can_be_replaced_and_extended() -> None:
    """`replace` and inheritance work; fields by name alone have no places."""
    further = Further(part=Part("a"))
    assert [item.name for item in fields(further)] == ["title", "part", "number"]
    assert replace(further, number=2) == Further(part=Part("a"), number=2)
    assert isinstance(further, Whole)
    with pytest.raises(TypeError):
        Whole("a", Part("a"))  # type: ignore[call-arg]
