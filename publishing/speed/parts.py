"""What a part is, and putting parts in place."""

from __future__ import annotations

import logging
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from mkdocs.config.defaults import MkDocsConfig

_log = logging.getLogger("mkdocs.plugins.speed")


class UnfitError(Exception):
    """This project uses what a part does not know; the argument names it."""


class _Put(Protocol):
    def __call__(self, config: MkDocsConfig) -> AbstractContextManager[None]: ...


@dataclass(frozen=True, slots=True)
class Part:
    """One acceleration.

    `made_for` are distributions with the exact versions whose inside it replaces. `put` puts it in place for
    builds with a configuration until its context ends; it raises UnfitError before it touches anything.
    """

    name: str
    made_for: Mapping[str, str]
    put: _Put


def unlike(made_for: Mapping[str, str]) -> list[str]:
    """Return what is installed in other versions than these, like `mkdocs 1.6.2`."""
    return [f"{name} {found}" for name, wanted in made_for.items() if (found := _installed(name)) != wanted]


def chosen(names: str, parts: Sequence[Part]) -> list[Part]:
    """Return the parts that `extra.speed` asks for: `all`, `none`, or names with commas or blanks between.

    Raises:
        ValueError: a name is none of a part's.
    """
    wanted = names.replace(",", " ").split()
    if wanted == ["all"]:
        return list(parts)
    if wanted == ["none"]:
        return []
    if unknown := set(wanted) - {part.name for part in parts}:
        raise ValueError(*sorted(unknown))
    return [part for part in parts if part.name in wanted]


def put_in_place(parts: Collection[Part], config: MkDocsConfig) -> ExitStack:
    """Put parts in place, those that fit; closing what is returned takes them out again."""
    stack = ExitStack()
    for part in parts:
        others = unlike(part.made_for)
        if others:
            _note(part, ", ".join(others))
            continue
        try:
            stack.enter_context(part.put(config))
        except UnfitError as error:
            _note(part, str(error))
    return stack


@contextmanager
def replaced(owner: object, name: str, value: Any) -> Iterator[None]:  # noqa: ANN401 what stands there may be anything
    """Have an attribute be something else for a while."""
    before = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)


def _note(part: Part, why: str) -> None:
    _log.info("speed.%s: stock (%s)", part.name, why)


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "-"
