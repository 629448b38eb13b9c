"""What every page announces for a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.center.texts import Record, record_from_json
from helpcenter.records import record

if TYPE_CHECKING:
    from helpcenter.center.texts import Json, Texts


@record
class Announcement:
    """A sentence for a time: its record has both a first and a last day.

    `page` is where more is said: a page of the site without the language folder, perhaps with an anchor, or
    a full address.
    """

    id: str
    text: Texts
    page: str | None
    record: Record


def announcement_from_json(key: str, data: Json) -> Announcement:
    """Read one announcement of the compiled facts."""
    return Announcement(key, data["text"], data.get("page"), record_from_json(data))
