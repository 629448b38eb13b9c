"""What the browser needs of the facts: the site's `facts.<language>.json`.

It is loaded when a visitor asks what is open now, or chooses a topic in the form, never before. It holds the
channels, topics, schedules and words of one language, and the offsets and holidays that the calendar needs;
the parts that `theme/components/clock` reads have the form of the compiled facts.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from publishing.site.chat_widgets import browser_widget, has_widgets
from publishing.site.dates import zone_words
from publishing.site.vocabulary import language_names, page_path

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpcenter.center.facts import Channel, Facts, Promise, Schedule, Topic
    from helpcenter.center.schedules import Week
    from helpcenter.messages import Messages

# The catalogue's texts that browser modules say, by the beginning of their codes.
_TEXTS = (
    "channels.in_service",
    "channels.open.",
    "launcher.",
    "moment.",
    "month.",
    "sign_in.",
    "wait",
    "weekday.",
)


def browser_facts(facts: Facts, messages: Messages) -> dict[str, object]:
    """Return the facts for one language, ready for JSON."""
    language = messages.language
    schedules = [
        *(channel.schedule_in(language) for channel in facts.channels.values()),
        *(topic.promise.schedule for topic in facts.topics.values()),
    ]
    used = {key: schedule for key, schedule in facts.schedules.items() if key in schedules}
    texts = (*_TEXTS, "chat.") if has_widgets(facts) else _TEXTS
    countries = {schedule.country for schedule in used.values()}
    return {
        "generated_by": "publishing/site/browser_facts.py",
        "language": language,
        "covers": [facts.covers_from.isoformat(), facts.covers_to.isoformat()],
        "clock": facts.clock,
        "holidays": {
            country: {day: names[language] for day, names in days.items()}
            for country, days in facts.holidays.items()
            if country in countries
        },
        "schedules": {key: _schedule(schedule, language) for key, schedule in used.items()},
        "channels": [_channel(channel, facts, messages) for channel in facts.channels.values()],
        "peaks": [
            {
                "channels": peak.channels,
                "days": peak.days,
                "start": peak.start,
                "end": peak.end,
                "extra_wait_percent": peak.extra_wait_percent,
            }
            for peak in facts.peaks
        ],
        "topics": [_topic(topic, language) for topic in facts.topics.values()],
        "texts": {
            **{code: text for code, text in messages.texts.items() if code.startswith(texts)},
            "zone": zone_words(facts.time_zone, messages),
        },
    }


def browser_facts_json(facts: Facts, messages: Messages) -> str:
    """Return the file's content."""
    return json.dumps(browser_facts(facts, messages), ensure_ascii=False, separators=(",", ":")) + "\n"


def _channel(channel: Channel, facts: Facts, messages: Messages) -> dict[str, object]:
    language = messages.language
    return _present(
        id=channel.id,
        kind=channel.kind,
        name=channel.name[language],
        purpose=channel.purpose[language],
        service=channel.service,
        topics=channel.topics,
        number=channel.number,
        address=channel.address,
        page=page_path(channel, facts, language),
        widget=browser_widget(channel, facts, language),
        speaks=language in channel.languages,
        language_names=language_names(channel.languages, facts, messages),
        sign_in=channel.sign_in,
        schedule=channel.schedule_in(language),
        wait=channel.usual_wait_minutes,
        valid_from=channel.record.valid_from,
        valid_to=channel.record.valid_to,
    )


def _topic(topic: Topic, language: str) -> dict[str, object]:
    return _present(
        id=topic.id,
        name=topic.name[language],
        parent=topic.parent,
        service=topic.service,
        urgent=topic.urgent,
        promise=_promise(topic.promise),
        when_closed=(topic.when_closed or {}).get(language),
    )


def _promise(promise: Promise) -> dict[str, object]:
    return _present(
        schedule=promise.schedule, open_hours=promise.open_hours, business_days=promise.business_days
    )


def _schedule(schedule: Schedule, language: str) -> dict[str, object]:
    return {
        "country": schedule.country,
        "weeks": [_week(week) for week in schedule.weeks],
        "special": {
            day: {"hours": special.hours, "reason": special.reason[language]}
            for day, special in schedule.special.items()
        },
    }


def _week(week: Week) -> Mapping[str, object]:
    return {"from": week.valid_from, "to": week.valid_to, "days": week.days, "holiday": week.holiday}


def _present(**values: object) -> dict[str, object]:
    """Leave out what is not there, empty or no: a browser reads a missing value so."""
    return {key: value for key, value in values.items() if value}
