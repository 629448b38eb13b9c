"""Where the adapters call AWS: every place in their code, and those that a run comes through."""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import helpcenter.aws

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botocore.client import BaseClient

FOLDER = Path(helpcenter.aws.__path__[0])
_LOCAL = {"get_paginator", "generate_presigned_post", "generate_presigned_url"}
"""Methods of a client that call nobody."""


@dataclass(frozen=True, slots=True, order=True)
class Site:
    """A call in a function of a module: the method of the SDK's client, from line `first` to `last`."""

    module: str
    function: str
    method: str
    first: int
    last: int

    @property
    def name(self) -> str:
        """How the table of exceptions calls it."""
        return f"{self.module}.{self.function}:{self.method}"


def sites() -> list[Site]:
    """Return every call to AWS that stands in the adapters."""
    return sorted(site for path in FOLDER.glob("*.py") for site in _sites_in(path))


def _sites_in(path: Path) -> Iterator[Site]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for statement in (node for node in ast.walk(function) if isinstance(node, ast.stmt)):
            for call in _own_calls(statement):
                if method := _method(call):
                    # Pages are asked for where they are gone through, which may be further down.
                    end = function.end_lineno if _is_paged(call) else call.end_lineno
                    yield Site(path.stem, function.name, method, statement.lineno, end or call.lineno)


def _own_calls(statement: ast.stmt) -> Iterator[ast.Call]:
    """Yield the calls of a statement that are not those of a statement within it."""
    waiting: list[ast.AST] = [statement]
    while waiting:
        for child in ast.iter_child_nodes(waiting.pop()):
            if isinstance(child, ast.stmt):
                continue
            if isinstance(child, ast.Call):
                yield child
            waiting.append(child)


def _method(call: ast.Call) -> str:
    """Return the SDK's method that is called on a client, or that its paginator calls; else nothing."""
    function = call.func
    if not isinstance(function, ast.Attribute):
        return ""
    owner = function.value.func if isinstance(function.value, ast.Call) else function.value
    if _is_paged(call):
        [of] = function.value.args  # type: ignore[attr-defined] # a call, see _is_paged
        return str(of.value)
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    return function.attr if name == "client" and function.attr not in _LOCAL else ""


def _is_paged(call: ast.Call) -> bool:
    """Tell whether it is `client.get_paginator("…").paginate(…)`."""
    function = call.func
    return (
        isinstance(function, ast.Attribute)
        and function.attr == "paginate"
        and isinstance(function.value, ast.Call)
    )


class Tracks:
    """Remembers the lines of the adapters that calls come from."""

    def __init__(self) -> None:
        self.lines: set[tuple[str, int]] = set()

    def follow(self, client: BaseClient) -> None:
        """Watch the calls of a client."""
        client.meta.events.register_first("before-call", self._remember)

    def _remember(self, **_: object) -> None:
        frame = sys._getframe()  # noqa: SLF001 - the one way to ask who calls
        while frame := frame.f_back:  # type: ignore[assignment] # ends with the adapters' own frame
            path = Path(frame.f_code.co_filename)
            if path.parent == FOLDER:
                self.lines.add((path.stem, frame.f_lineno))
                return

    def passed(self, site: Site) -> bool:
        """Tell whether a call came from a site."""
        return any((site.module, line) in self.lines for line in range(site.first, site.last + 1))
