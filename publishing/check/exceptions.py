"""Deliberate exceptions: `<!-- check: allow CODE until 2027-03-31: reason -->`.

One stands on the line it is about, or on a line of its own above. In front matter and in `center.yml` it is a
comment of YAML. It needs a reason and a last day, and one that is not needed any more is itself a finding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from publishing.check.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from publishing.check.center import CheckedCenter

_COMMENT = re.compile(r"<!--\s*check:\s*(.*?)\s*-->|(?:^|\s)#\s*check:\s*(.*?)\s*$")
_EXCEPTION = re.compile(r"allow\s+([a-z_]+)\s+until\s+(\d{4}-\d{2}-\d{2})\s*:\s*(\S.*)")


@dataclass(frozen=True)
class _Exception:
    file: str
    line: int
    about: int
    code: str
    until: str


def without_exceptions(center: CheckedCenter, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings that no exception allows, and what is wrong with the exceptions."""
    allowed: set[int] = set()
    for file, lines in _files(center):
        for found in _exceptions(file, lines):
            if isinstance(found, Finding):
                yield found
                continue
            values = {"found": found.code, "until": found.until}
            if found.until < center.today.isoformat():
                yield Finding(found.file, found.line, "exception_expired", values)
                continue
            here = (found.file, found.about, found.code)
            meant = [item for item in findings if (item.file, item.line, item.code) == here]
            if not meant:
                yield Finding(found.file, found.line, "exception_unused", values)
            allowed.update(id(item) for item in meant)
    yield from (found for found in findings if id(found) not in allowed)


def _files(center: CheckedCenter) -> Iterator[tuple[str, Sequence[str]]]:
    yield center.source.file, center.source.text.split("\n")
    for page in center.every_page():
        yield page.path, page.lines


def _exceptions(file: str, lines: Sequence[str]) -> Iterator[_Exception | Finding]:
    waiting: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        found = _COMMENT.search(line) if "check:" in line else None
        if found:
            waiting.append((number, found[1] or found[2] or ""))
            if not _COMMENT.sub("", line).strip():
                continue
        for where, words in waiting:
            yield _exception(file, where, number, words)
        waiting = []
    for where, words in waiting:
        yield _exception(file, where, where, words)


def _exception(file: str, line: int, about: int, words: str) -> _Exception | Finding:
    parts = _EXCEPTION.match(words)
    if not parts or not _is_day(parts[2]):
        return Finding(file, line, "exception_malformed", {"found": words})
    return _Exception(file, line, about, parts[1], parts[2])


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
