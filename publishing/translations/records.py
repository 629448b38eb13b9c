"""The record of a translation: the blocks of the source it was made from, in a file of its own.

Whole texts, not hashes: only a text can be compared to tell a typo from a change, and shown to a writer.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class BrokenRecordError(Exception):
    """A record cannot be read, most likely after a merge. `line` counts from 1."""

    def __init__(self, line: int = 1) -> None:
        self.line = line
        super().__init__(line)


@dataclass(frozen=True, slots=True)
class Record:
    """What a page was made from: the texts of the source's blocks, and the day (in the center's zone)."""

    translated_on: date
    source: tuple[str, ...]


def read_record(path: Path) -> Record | None:
    """Read a record; None when there is none.

    Raises:
        BrokenRecordError: it is no record.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Record(date.fromisoformat(data["translated_on"]), tuple(map(str, data["source"])))
    except FileNotFoundError:
        return None
    except json.JSONDecodeError as error:
        raise BrokenRecordError(error.lineno) from error
    except (KeyError, TypeError, ValueError) as error:
        raise BrokenRecordError from error


def write_record(path: Path, record: Record, page: str) -> None:
    """Write the record of a page, one block a line, so that a diff shows them; it says how it is written."""
    data = {
        "written_by": f"make translated PAGE={page}",
        "translated_on": record.translated_on.isoformat(),
        "source": record.source,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
