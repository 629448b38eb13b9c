"""What people write about: inquiry topics, their fields and the answer promised for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.center.texts import Record, record_from_json
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpcenter.center.texts import Json, Texts


@record
class Promise:
    """By when an answer is promised. Exactly one of `open_hours` and `business_days` is a number.

    They are different things. `open_hours` is a number of hours that run only while `schedule` is open.
    `business_days` is a number of days on which `schedule` opens at all, counted from the day after
    acceptance; it is kept by the end of the last of them.
    """

    schedule: str
    open_hours: int | None
    business_days: int | None


@record
class Topic:
    """One inquiry topic. What a sub-topic leaves out, the compiler has taken from its parent.

    `service` is None for a matter of the whole company, `retention_days` counts days from acceptance,
    `when_closed` says what to do while no phone or chat is open. With `sign_in_trouble`, whoever has this
    matter may be unable to sign in. `required` and `optional` are IDs of the fields that the form asks for.
    """

    id: str
    name: Texts
    service: str | None
    parent: str | None
    department: str
    urgent: bool
    sign_in_trouble: bool
    promise: Promise
    retention_days: int
    when_closed: Texts | None
    required: tuple[str, ...]
    optional: tuple[str, ...]
    record: Record


@record
class Field:
    """Something the form asks for.

    `kind` is `line`, `text` (several lines), `moment` (told in words), `date`, `amount` or `choice`. `limit`
    is the greatest length in characters, None for a date and a choice. `choices` is ID -> words.
    `from_device` is what a browser may fill in by itself: `system`, `browser` or None.
    """

    id: str
    kind: str
    name: Texts
    hint: Texts | None
    limit: int | None
    choices: Mapping[str, Texts]
    from_device: str | None
    record: Record


def promise_from_json(data: Json) -> Promise:
    """Read `{"schedule", "open_hours"}` or `{"schedule", "business_days"}`."""
    return Promise(data["schedule"], data.get("open_hours"), data.get("business_days"))


def topic_from_json(key: str, data: Json) -> Topic:
    """Read one compiled topic."""
    return Topic(
        id=key,
        name=data["name"],
        service=data.get("service"),
        parent=data.get("parent"),
        department=data["department"],
        urgent=data["urgent"],
        sign_in_trouble=data.get("sign_in_trouble", False),
        promise=promise_from_json(data["promise"]),
        retention_days=data["retention_days"],
        when_closed=data.get("when_closed"),
        required=tuple(data["required"]),
        optional=tuple(data["optional"]),
        record=record_from_json(data),
    )


def field_from_json(key: str, data: Json) -> Field:
    """Read one compiled form field."""
    return Field(
        id=key,
        kind=data["kind"],
        name=data["name"],
        hint=data.get("hint"),
        limit=data["limit"],
        choices={choice["id"]: choice["name"] for choice in data["choices"]},
        from_device=data.get("from_device"),
        record=record_from_json(data),
    )
