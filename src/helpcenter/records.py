"""Immutable records, made without generating code.

`@dataclass(frozen=True, slots=True)` writes and compiles eight methods for each class: about four million
instructions a class, which was most of what a function's cold start cost beside the SDK. A record is a
dataclass whose methods are the ones below, shared by all; `fields`, `replace`, `asdict` and type checkers
know it as what it is. See decisions/0013.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, dataclass_transform, overload

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["field", "record"]

_Made = TypeVar("_Made")


@overload
def record(cls: type[_Made]) -> type[_Made]: ...
@overload
def record(*, kw_only: bool = False) -> Callable[[type[_Made]], type[_Made]]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[Any] | None = None, *, kw_only: bool = False) -> Any:
    """Make a class a record: what its annotations name is given when it is made and stays.

    Two are equal when they are of one class and all their fields are; `field(hash=False)` leaves one out of
    the hash. With `kw_only` fields are given by name alone, and one with a default may come first.

    Raises:
        TypeError: when it is made, for a field that is missing, unknown or given twice.
        FrozenInstanceError: when a field is set or deleted.
    """

    def make(cls: type[Any]) -> type[Any]:
        # Without a docstring of its own, dataclass would work out the signature to write one.
        cls.__doc__ = cls.__doc__ or cls.__name__
        made: Any = dataclass(init=False, repr=False, eq=False, kw_only=kw_only)(cls)
        made.__record__ = _Shape(fields(made))
        for name, method in _METHODS.items():
            if name not in made.__dict__:
                setattr(made, name, method)
        return made  # type: ignore[no-any-return]

    return make if cls is None else make(cls)


class _Shape:
    """How the values of a record are given: in which places, by which names, and what stands in for one."""

    __slots__ = ("defaults", "factories", "names", "places")

    def __init__(self, every: tuple[Field[Any], ...]) -> None:
        self.names = {item.name: None for item in every}.keys()
        self.places = [item.name for item in every if not item.kw_only]
        self.defaults = {item.name: item.default for item in every if item.default is not MISSING}
        self.factories = {
            item.name: item.default_factory for item in every if item.default_factory is not MISSING
        }

    def values(self, given: tuple[object, ...], named: dict[str, object]) -> dict[str, object]:
        values: dict[str, object] = dict(zip(self.places, given, strict=False))
        values.update(named)
        if len(values) < len(given) + len(named):
            raise TypeError("a value too many, or one given twice")
        for name in self.names - values.keys():
            if name in self.factories:
                values[name] = self.factories[name]()
            elif name in self.defaults:
                values[name] = self.defaults[name]
            else:
                raise TypeError(f"missing: {name}")
        if len(values) > len(self.names):
            raise TypeError(f"unknown: {sorted(values.keys() - self.names)}")
        return values


def _init(self: Any, /, *given: object, **named: object) -> None:  # noqa: ANN401 - any record
    try:
        self.__dict__.update(self.__record__.values(given, named))
    except TypeError as error:
        raise TypeError(f"{type(self).__name__}: {error}") from None


def _repr(self: Any) -> str:  # noqa: ANN401 - any record
    told = ", ".join(f"{item.name}={getattr(self, item.name)!r}" for item in fields(self))
    return f"{type(self).__qualname__}({told})"


def _eq(self: Any, other: Any) -> bool:  # noqa: ANN401 - any record
    if other.__class__ is not self.__class__:
        return NotImplemented  # type: ignore[no-any-return] # a question for the other side
    compared = (item.name for item in fields(self) if item.compare)
    return all(getattr(self, name) == getattr(other, name) for name in compared)


def _hash(self: Any) -> int:  # noqa: ANN401 - any record
    counts = (item for item in fields(self) if (item.compare if item.hash is None else item.hash))
    return hash(tuple(getattr(self, item.name) for item in counts))


def _setattr(self: Any, name: str, _value: object) -> NoReturn:  # noqa: ANN401 - any record
    raise FrozenInstanceError(f"{type(self).__name__}.{name}")


def _delattr(self: Any, name: str) -> NoReturn:  # noqa: ANN401 - any record
    raise FrozenInstanceError(f"{type(self).__name__}.{name}")


_METHODS = {
    "__init__": _init,
    "__repr__": _repr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__setattr__": _setattr,
    "__delattr__": _delattr,
}
