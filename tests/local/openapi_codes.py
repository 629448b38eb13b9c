"""The codes of problems and field errors that the source makes."""

from __future__ import annotations

import ast
from functools import cache
from typing import TYPE_CHECKING

from tests.local.running import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODE_ARGUMENT = {"ProblemError": 1, "FieldError": 1, "EmailAddressError": 0, "refuse": 1}


def problem_codes() -> set[str]:
    """Return the code of each problem that is raised or answered with."""
    return {code for name, code in _made() if name == "ProblemError"}


def field_codes() -> set[str]:
    """Return the code of each field error that is written out where it is made."""
    return {code for name, code in _made() if name != "ProblemError"}


def unmentioned(codes: set[str]) -> set[str]:
    """Return the codes that stand nowhere in the source."""
    return codes - set(_strings())


def _made() -> Iterator[tuple[str, str]]:
    """Yield (what is called, code) for each call that makes an error."""
    for node in _nodes():
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = _CODE_ARGUMENT.get(name, len(node.args))
            code = node.args[place] if place < len(node.args) else None
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield name, code.value


def _strings() -> Iterator[str]:
    constants = (node.value for node in _nodes() if isinstance(node, ast.Constant))
    return (value for value in constants if isinstance(value, str))


@cache
def _nodes() -> list[ast.AST]:
    sources = ((ROOT / "src").rglob("*.py"), (ROOT / "functions").rglob("*.py"))
    texts = (path.read_text(encoding="utf-8") for paths in sources for path in paths)
    return [node for text in texts for node in ast.walk(ast.parse(text))]
