"""The facts in the words of one language: the tree that pages refer to.

It answers `{{ channels.<id>.number }}`, `{{ topics.<id>.promise }}`, `{{ tables.hours }}` and so on. Each
leaf is ready to stand in a page: a word, a sentence part, a link or a table in HTML.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, TypeAlias, Union

from markupsafe import Markup, escape

from helpcenter.center.validity import facts_in_force
from helpcenter.gaps.endpoint import KEPT, TERMS_KEPT
from helpcenter.gaps.terms import OFTEN_DAYS, OFTEN_HOURS
from publishing.site.dates import date_words, days_words, zone_words
from publishing.site.form_fields import form_fields
from publishing.site.opening_hours import schedule_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from helpcenter.center.facts import Channel, Facts, Promise, Topic
    from helpcenter.messages import Messages

# From one to another, or one and the next, without a blank: browsers break beside each of these marks.
_JOINED = re.compile(r"[^\s,]+[~\u2013·][^\s,]+")

Words: TypeAlias = Union[str, "Mapping[str, Words]"]


def vocabulary(facts: Facts, messages: Messages, today: date) -> dict[str, Words]:
    """Return the tree for one language; `today` (in the center's zone) chooses among dated hours."""
    language = messages.language
    return {
        "brand": {
            "name": facts.brand.name[language],
            "legal_name": facts.brand.legal_name[language],
            "center_name": facts.brand.center_name[language],
        },
        "services": {
            key: {"name": service.name[language], "summary": (service.summary or {}).get(language, "")}
            for key, service in facts.services.items()
        },
        "departments": {key: {"name": team.name[language]} for key, team in facts.departments.items()},
        "topics": {key: topic_words(topic, messages) for key, topic in facts.topics.items()},
        "channels": {
            key: channel_words(channel, facts, messages, today) for key, channel in facts.channels.items()
        },
        "schedules": {
            key: {
                "name": schedule.name[language],
                "hours": unbroken(schedule_sentence(schedule, today, messages)),
                "verified_on": _day_words(schedule.record.verified_on, messages),
            }
            for key, schedule in facts.schedules.items()
        },
        "never_asks": {
            "sentence": messages.text("list.comma").join(
                name[language] for name in facts.never_asks.values()
            ),
            "list": _html_list([name[language] for name in facts.never_asks.values()]),
        },
        "details": {
            "sentence": messages.text("list.comma").join(
                field.name for field in form_fields(facts_in_force(facts, today), language)
            ),
        },
        "inquiries": {"retention": retention_words(facts, messages)},
        "transcript": {"retention": days_words(facts.transcript_retention_days, messages)},
        "counting": {"notice": counting_notice(facts, messages)},
        "attachments": {
            "files": str(facts.attachments.files),
            "megabytes_each": str(facts.attachments.megabytes_each),
            "bytes_each": str(facts.attachments.bytes_each),
        },
        "zone": zone_words(facts.time_zone, messages),
    }


def retention_words(facts: Facts, messages: Messages) -> str:
    """Return for how long inquiries are kept, each length that a topic has once, the shortest first."""
    lengths = sorted({topic.retention_days for topic in facts.choices.values()})
    return messages.text("list.or").join(days_words(length, messages) for length in lengths)


def counting_notice(facts: Facts, messages: Messages) -> Words:
    """Return what the privacy notice says of counting, on or off."""
    if not facts.counting:
        return messages.text("counting.off")
    return messages.text(
        "counting.on", hours=OFTEN_HOURS, days=OFTEN_DAYS, kept=KEPT.days, terms=TERMS_KEPT.days
    )


def promise_words(promise: Promise, messages: Messages) -> str:
    """Return an answer promise; open hours and business days are different words for different things."""
    kind, count = (
        ("open_hours", promise.open_hours) if promise.open_hours else ("business_days", promise.business_days)
    )
    own = f"promise.{kind}.{count}"
    return messages.text(own if own in messages.texts else f"promise.{kind}", count=count)


def topic_words(topic: Topic, messages: Messages) -> dict[str, Words]:
    """Return what a page may say about a topic."""
    return {
        "name": topic.name[messages.language],
        "promise": promise_words(topic.promise, messages),
        "retention": days_words(topic.retention_days, messages),
        "when_closed": (topic.when_closed or {}).get(messages.language, ""),
    }


def channel_words(channel: Channel, facts: Facts, messages: Messages, today: date) -> dict[str, Words]:
    """Return what a page may say about a channel; what it does not have is an empty text."""
    language = messages.language
    schedule = channel.schedule_in(language)
    wait = channel.usual_wait_minutes
    return {
        "name": channel.name[language],
        "kind": channel.kind,
        "purpose": channel.purpose[language],
        "number": phone_link(channel.number) if channel.number else "",
        "address": mail_link(channel.address) if channel.address else "",
        "url": _address(page_path(channel, facts, language)),
        "hours_differ": messages.text("channels.hours_differ") if channel.language_schedules else "",
        "hours": unbroken(schedule_sentence(facts.schedules[schedule], today, messages))
        if schedule
        else messages.text("hours.always"),
        "languages": language_names(channel.languages, facts, messages),
        "sign_in": messages.text("sign_in.needed" if channel.sign_in else "sign_in.not_needed"),
        "wait": messages.text("wait", least=wait[0], most=wait[1]) if wait else "",
        "remark": (channel.remark or {}).get(language, ""),
        "verified_on": _day_words(channel.record.verified_on, messages),
    }


def language_names(codes: Iterable[str], facts: Facts, messages: Messages) -> str:
    """Return the names of languages as a list in running text."""
    return messages.text("list.comma").join(facts.spoken_languages[code][messages.language] for code in codes)


def page_path(channel: Channel, facts: Facts, language: str) -> str:
    """Return where a channel is used or explained: a path below the site's root, or a full address.

    Empty when that is nowhere. The facts name a page of the site by its path in the default language; chats
    are explained on one page.
    """
    url = channel.url or ("chat/" if channel.kind == "chat" else "")
    elsewhere = not url or "://" in url or language == facts.languages[0]
    return url if elsewhere else f"{language}/{url}"


def phone_link(number: str) -> Markup:
    """Return a link that dials a number written the national way."""
    digits = "".join(character for character in number if character.isdigit() or character == "+")
    return Markup('<a class="phone" href="tel:{}">{}</a>').format(digits, number)


def mail_link(address: str) -> Markup:
    """Return a link that writes to a public mail address; a narrow place breaks it at the @ only."""
    mailbox, _, domain = address.rpartition("@")
    return Markup('<a href="mailto:{}">{}@<wbr>{}</a>').format(address, mailbox, domain)


def _day_words(iso_day: str | None, messages: Messages) -> str:
    """Return a day of a fact in words; empty when nobody has said it."""
    return date_words(date.fromisoformat(iso_day), messages) if iso_day else ""


def unbroken(hours: str) -> Markup:
    """Return hours of which a narrow place breaks no pair: `월요일~금요일`, `09:00~18:00`."""
    return Markup(_JOINED.sub(r'<span class="hours">\g<0></span>', str(escape(hours))))  # noqa: S704 escaped


def _address(path: str) -> str:
    return f"/{path}" if path and "://" not in path else path


def _html_list(items: list[str]) -> Markup:
    return Markup("<ul>{}</ul>").format(Markup("").join(Markup("<li>{}</li>").format(item) for item in items))
