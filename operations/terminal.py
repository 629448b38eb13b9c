"""How commands speak: results on stdout, everything else on stderr, in the operator's language."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from helpcenter.inquiry.case_id import CaseIdError, parse_case_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import TypeVar

    from helpcenter.messages import Messages

    _Thing = TypeVar("_Thing")

DONE, NOT_DONE, MISUSED, TRY_LATER = 0, 1, 2, 75
"""Exit codes; 75 is EX_TEMPFAIL of sysexits(3)."""

_EACH = 500
_RED, _PLAIN = "\x1b[1;31m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where a command writes to. `environment` may forbid colours: https://no-color.org/."""

    messages: Messages
    environment: Mapping[str, str]

    def row(self, *cells: str) -> None:
        """Write one line of a table, its cells parted by tabs; no cell can break the line."""
        sys.stdout.write("\t".join(" ".join(cell.split()) for cell in cells) + "\n")

    def say(self, code: str, **values: object) -> None:
        """Write a sentence that is a result."""
        sys.stdout.write(f"{self.messages.text(code, **values)}\n")

    def warn(self, code: str, **values: object) -> None:
        """Write a sentence that is not part of the result."""
        sys.stderr.write(f"{self.messages.text(code, **values)}\n")

    def alarm(self, text: str) -> str:
        """Return a text in red where colours are shown."""
        return f"{_RED}{text}{_PLAIN}" if self._has_colours(sys.stdout) else text

    def counted(self, things: Iterable[_Thing]) -> Iterator[_Thing]:
        """Yield the things and tell every now and then how many there were, where somebody watches."""
        count = 0
        for count, thing in enumerate(things, 1):
            if count % _EACH == 0 and sys.stderr.isatty():
                sys.stderr.write(f"\r{self.messages.text('operations.so_far', count=count)}")
            yield thing
        if count >= _EACH and sys.stderr.isatty():
            sys.stderr.write("\n")

    def case_id(self, typed: str) -> str | None:
        """Return the case ID that was typed in any spelling; say so and return None where it is none."""
        try:
            return parse_case_id(typed)
        except CaseIdError:
            self.warn("operations.not_a_case_id", case_id=typed)
            return None

    def agreed(self, code: str, **values: object) -> bool:
        """Ask, and return whether the answer was yes; nobody to ask is a no."""
        if not sys.stdin.isatty():
            self.warn("operations.say_yes")
            return False
        sys.stderr.write(f"{self.messages.text(code, **values)} [y/N] ")
        sys.stderr.flush()
        return sys.stdin.readline().strip().lower() in {"y", "yes"}

    def _has_colours(self, stream: TextIO) -> bool:
        wanted = not self.environment.get("NO_COLOR") and self.environment.get("TERM") != "dumb"
        return wanted and stream.isatty()
