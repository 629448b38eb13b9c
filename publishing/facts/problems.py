"""What is wrong in a center file: codes and values; the words are in the message catalogue."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from helpcenter.messages import Messages


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake. `line` counts from 1; `code` and `values` make the sentence.

    The value `nearest`, when it is there, is the right name that the wrong one is most like;
    `known` lists the right names.
    """

    file: str
    line: int
    code: str
    values: Mapping[str, str] = field(default_factory=dict)

    def sentence(self, messages: Messages) -> str:
        """Return the problem as `file:line: sentence`, with a suggestion where there is one."""
        words = [messages.text(self.code, **self.values)]
        hints = [hint for hint in ("nearest", "known") if hint in self.values]
        words.extend(messages.text(f"facts.{hint}", **self.values) for hint in hints)
        return f"{self.file}:{self.line}: {' '.join(words)}"


class CenterFileError(Exception):
    """The center file cannot be compiled; `problems` says why, in the order of its lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems, key=lambda problem: (problem.line, problem.code))
        super().__init__([(problem.line, problem.code, dict(problem.values)) for problem in self.problems])


def suggestion(value: str, known: Iterable[str]) -> dict[str, str]:
    """Return `nearest`, the right name most like `value`, else `known`, all right names if they are few."""
    names = list(known)
    near = get_close_matches(value.lower(), names, n=1, cutoff=0.5)
    if near:
        return {"nearest": near[0]}
    return {"known": ", ".join(names)} if 0 < len(names) <= 12 else {}
