"""Facts as HTML tables, from the templates in `theme/components/fact-tables`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from helpcenter.center.calendar import Calendar
from helpcenter.center.ranking import Need, rank_channels
from publishing.site.data_map import data_map
from publishing.site.dates import date_words
from publishing.site.opening_hours import DayHours, hours_words, week_rows, week_sentence
from publishing.site.vocabulary import channel_words, language_names, phone_link, topic_words, unbroken

if TYPE_CHECKING:
    from pathlib import Path

    from helpcenter.center.facts import Facts, Schedule
    from helpcenter.center.schedules import Week
    from helpcenter.messages import Messages


class WeekTable(NamedTuple):
    """A schedule's week in words; `validity` is empty when the week has no dates."""

    name: str
    validity: str
    channels: list[str]
    rows: list[DayHours]


class FactTables:
    """Renders the tables of one language; `today` is a day in the center's zone."""

    def __init__(self, folder: Path, facts: Facts, messages: Messages, today: date) -> None:
        self._facts = facts
        self._messages = messages
        self._today = today
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals["say"] = messages.text
        self._environment.filters["unbroken"] = unbroken

    def all(self) -> dict[str, Markup]:
        """Return every table by the name pages refer to it with."""
        year = self._today.year
        return {
            "channels": self._render("channels.html", services=self._channels_by_service()),
            "hours": self._render("hours.html", weeks=self._weeks()),
            "holidays": self._render("days.html", years=[self._holidays(year), self._holidays(year + 1)]),
            "special_days": self._render("special-days.html", days=self._special_days()),
            "directory": self._render("directory.html", entries=self._directory()),
            "promises": self._render("promises.html", topics=self._topics()),
            "data": self._render("data.html", rows=data_map(self._facts, self._messages)),
        }

    def _render(self, template: str, **values: object) -> Markup:
        html = self._environment.get_template(template).render(**values)
        # A blank line would end the HTML block in Markdown.
        return Markup("\n".join(line.strip() for line in html.splitlines() if line.strip()))  # noqa: S704 autoescaped

    def _channels_by_service(self) -> list[dict[str, object]]:
        language = self._messages.language
        channels = self._facts.channels.values()
        groups: dict[str | None, list[dict[str, object]]] = {channel.service: [] for channel in channels}
        # Whoever reads the table without scripts has the launcher's order, as if everything were open.
        for ranked in rank_channels(self._facts, Calendar(self._facts), Need(language), None).channels:
            channel = ranked.channel
            words = channel_words(channel, self._facts, self._messages, self._today)
            groups[channel.service].append({"id": channel.id, **words})
        return [
            {
                "name": self._facts.services[service].name[language]
                if service
                else self._messages.text("service.none"),
                "channels": own,
            }
            for service, own in groups.items()
        ]

    def _weeks(self) -> list[WeekTable]:
        return [
            WeekTable(
                schedule.name[self._messages.language],
                self._validity(week),
                self._channels_of(schedule),
                week_rows(week, self._messages),
            )
            for schedule in self._facts.schedules.values()
            for week in sorted(schedule.weeks, key=lambda week: week.valid_from or "")
            if (week.valid_to or self._today.isoformat()) >= self._today.isoformat()
        ]

    def _channels_of(self, schedule: Schedule) -> list[str]:
        names = []
        for channel in self._facts.channels.values():
            name = channel.name[self._messages.language]
            held = [code for code in channel.languages if channel.schedule_in(code) == schedule.id]
            if held and channel.language_schedules:
                languages = language_names(held, self._facts, self._messages)
                name = self._messages.text("channels.in_language", name=name, languages=languages)
            names += [name] if held else []
        return names

    def _validity(self, week: Week) -> str:
        bounds = {"from": week.valid_from, "to": week.valid_to}
        words = {
            key: date_words(date.fromisoformat(day), self._messages) for key, day in bounds.items() if day
        }
        kind = "_".join(words)
        return self._messages.text(f"validity.{kind}", **words) if words else ""

    def _holidays(self, year: int) -> dict[str, object]:
        """Return the holidays to come in one year; those that are over tell nobody anything."""
        countries = sorted({schedule.country for schedule in self._facts.schedules.values()})
        days = {
            day: names[self._messages.language]
            for country in countries
            for day, names in self._facts.holidays.get(country, {}).items()
            if day.startswith(f"{year}-") and day >= self._today.isoformat()
        }
        return {
            "year": year,
            "days": [
                (day, date_words(date.fromisoformat(day), self._messages), days[day]) for day in sorted(days)
            ],
        }

    def _special_days(self) -> list[dict[str, object]]:
        return sorted(
            (
                {
                    "day": day,
                    "date": date_words(date.fromisoformat(day), self._messages),
                    "schedule": schedule.name[self._messages.language],
                    "hours": hours_words(special.hours, self._messages),
                    "reason": special.reason[self._messages.language],
                }
                for schedule in self._facts.schedules.values()
                for day, special in schedule.special.items()
                if day >= self._today.isoformat()
            ),
            key=lambda row: (str(row["day"]), str(row["schedule"])),
        )

    def _directory(self) -> list[dict[str, object]]:
        """Return the centers of others, with the day on which somebody last looked."""
        language, today = self._messages.language, self._today.isoformat()
        return [
            {
                "name": entry.name[language],
                "purpose": entry.purpose[language],
                "number": phone_link(entry.number) if entry.number else "",
                "hours": week_sentence(entry.week, self._messages) if entry.week else "",
                "source": entry.record.source,
                "verified_on": entry.record.verified_on,
                "checked": date_words(date.fromisoformat(entry.record.verified_on), self._messages)
                if entry.record.verified_on
                else "",
                "overdue": bool(entry.record.review_after and entry.record.review_after < today),
            }
            for entry in self._facts.directory.values()
        ]

    def _topics(self) -> list[dict[str, object]]:
        return [
            {**topic_words(topic, self._messages), "group": self._parent_name(topic.parent)}
            for topic in self._facts.choices.values()
        ]

    def _parent_name(self, parent: str | None) -> str:
        return self._facts.topics[parent].name[self._messages.language] if parent else ""
