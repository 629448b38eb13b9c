"""Words in several languages, and where a fact comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helpcenter.records import record

Texts = Mapping[str, str]
"""Language code -> text in that language. Every language of the site is there."""

Json = Mapping[str, Any]
"""One object of the compiled facts."""


@record
class Record:
    """How a fact is vouched for. Days are ISO 8601 dates in the center's zone, both ends included."""

    source: str | None
    verified_on: str | None
    review_after: str | None
    valid_from: str | None
    valid_to: str | None

    def holds_on(self, iso_day: str) -> bool:
        """Tell whether the fact is true on a day; without dates it is on every one."""
        return (self.valid_from or iso_day) <= iso_day <= (self.valid_to or iso_day)


def record_from_json(data: Json) -> Record:
    """Read the `record` object of a compiled fact; what it does not say is None."""
    found = data.get("record", {})
    return Record(
        source=found.get("source"),
        verified_on=found.get("verified_on"),
        review_after=found.get("review_after"),
        valid_from=found.get("valid_from"),
        valid_to=found.get("valid_to"),
    )
