"""Ways to reach the center, and when they are busy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.center.texts import Record, record_from_json
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpcenter.center.texts import Json, Texts
    from helpcenter.center.topics import Topic


@record
class Widget:
    """The chat system with which a chat starts on the site, and what of it is public.

    `key` is what the system calls its site, widget or plug-in key, `url` where it is, `id` a second name that
    one of them asks for; each empty where the system needs none.
    """

    provider: str
    key: str = ""
    url: str = ""
    id: str = ""


@record
class Channel:
    """One way to reach the center.

    `kind` is `phone`, `chat`, `inquiry`, `mail` or `community`. `number` is written the national way
    (phone only), `address` is a public mail address (mail only), `url` a page of the site or elsewhere.
    `topics` names the topics the channel is for; empty means every topic of its service, and with no
    service every topic. `schedule` holds for each language that `language_schedules` does not name. `widget`
    (chat only): a chat without one starts inside the service.
    """

    id: str
    kind: str
    name: Texts
    service: str | None
    number: str | None
    purpose: Texts
    languages: tuple[str, ...]
    sign_in: bool
    schedule: str | None
    usual_wait_minutes: tuple[int, int] | None
    remark: Texts | None
    language_schedules: Mapping[str, str]
    topics: tuple[str, ...]
    address: str | None
    url: str | None
    record: Record
    widget: Widget | None = None

    def schedule_in(self, language: str) -> str | None:
        """Return the id of the schedule that holds for `language`, None when the channel has no hours."""
        return self.language_schedules.get(language, self.schedule)

    def is_for(self, topic: Topic) -> bool:
        """Tell whether the channel takes a matter of this topic.

        A heading among `topics` does not stand for its sub-topics.
        """
        return topic.id in self.topics if self.topics else self.service in (None, topic.service)


@record
class Peak:
    """When waits are longer than usual.

    `days` are weekdays, Monday 0; `start` and `end` minutes after local midnight; the wait rises by up
    to `extra_wait_percent`.
    """

    channels: tuple[str, ...]
    days: tuple[int, ...]
    start: int
    end: int
    extra_wait_percent: int
    record: Record


def channel_from_json(key: str, data: Json) -> Channel:
    """Read one compiled channel."""
    wait = data.get("usual_wait_minutes")
    return Channel(
        id=key,
        kind=data["kind"],
        name=data["name"],
        service=data.get("service"),
        number=data.get("number"),
        purpose=data["purpose"],
        languages=tuple(data["languages"]),
        sign_in=data["sign_in"],
        schedule=data.get("schedule"),
        usual_wait_minutes=(wait[0], wait[1]) if wait else None,
        remark=data.get("remark"),
        language_schedules=data["language_schedules"],
        topics=tuple(data["topics"]),
        address=data.get("address"),
        url=data.get("url"),
        record=record_from_json(data),
        widget=Widget(**data["widget"]) if "widget" in data else None,
    )


def peak_from_json(data: Json) -> Peak:
    """Read one compiled peak."""
    return Peak(
        channels=tuple(data["channels"]),
        days=tuple(data["days"]),
        start=data["start"],
        end=data["end"],
        extra_wait_percent=data["extra_wait_percent"],
        record=record_from_json(data),
    )
