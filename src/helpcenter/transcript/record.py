"""Who said what and when, for people to read: as text and as HTML.

What was typed stays text: nothing in it becomes markup or a link, no character turns the direction of what
follows, and no line of it can pass for the line that names a speaker.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from string import Template
from typing import TYPE_CHECKING

from helpcenter.mail.templates import Html, without_bidi_controls
from helpcenter.transcript.transcript import AGENT, BOT, CUSTOMER, SYSTEM

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from helpcenter.center.calendar import Calendar
    from helpcenter.messages import Messages
    from helpcenter.transcript.transcript import Message, Transcript

_INDENT = " " * 4
_HTML_HEADING = Template('<p style="margin:20px 0 8px;font-size:13px;color:#4a5663">$heading</p>')
_HTML_MESSAGE = Template(
    '<div style="margin:0 0 8px;padding:8px 12px;background:$background;color:#1c2530;border-radius:6px">'
    '<span style="font-size:13px;color:#4a5663"><strong>$who</strong> $time</span>'
    '<div dir="auto">$text</div></div>'
)
_BACKGROUNDS = {CUSTOMER: "#e8eef6", AGENT: "#f6f8fa", BOT: "#f6f8fa", SYSTEM: "#ffffff"}


@dataclass(frozen=True, slots=True)
class Line:
    """One message as it is printed. `heading` names the day and the zone where they change."""

    heading: str | None
    time: str
    who: str
    role: str
    text: tuple[str, ...]


def text_record(transcript: Transcript, calendar: Calendar, messages: Messages) -> str:
    """Return the messages as text; what was said is indented, each line of it."""
    parts = []
    for line in _lines(transcript, calendar, messages):
        said = "\n".join(_INDENT + row for row in line.text)
        parts += [line.heading] if line.heading else []
        parts.append(f"{line.time}  {line.who}\n{said}")
    return "\n\n".join(parts)


def html_record(transcript: Transcript, calendar: Calendar, messages: Messages) -> Html:
    """Return the messages as HTML for a mail: styles on the elements, nothing from elsewhere."""
    parts = []
    for line in _lines(transcript, calendar, messages):
        if line.heading:
            parts.append(_HTML_HEADING.substitute(heading=escape(line.heading)))
        parts.append(
            _HTML_MESSAGE.substitute(
                background=_BACKGROUNDS[line.role],
                who=escape(line.who),
                time=line.time,
                text="<br>".join(escape(row) for row in line.text),
            )
        )
    return Html("\n".join(parts))


def print_day(code: str, day: date, messages: Messages, **values: object) -> str:
    """Return a day of the center in the words of the text for `code`."""
    return messages.text(
        code,
        year=day.year,
        month=messages.text(f"month.{day.month}"),
        day=day.day,
        weekday=messages.text(f"weekday.{day.weekday()}"),
        **values,
    )


def _lines(transcript: Transcript, calendar: Calendar, messages: Messages) -> Iterator[Line]:
    said_before = ""
    for message in transcript.messages:
        local = calendar.local_time(message.at)
        heading = print_day("transcript.heading", local, messages, zone=local.tzname())
        yield Line(
            heading=heading if heading != said_before else None,
            time=f"{local:%H:%M:%S}",
            who=_who(message, messages),
            role=message.role,
            text=tuple(row.rstrip() for row in without_bidi_controls(message.text).strip().splitlines()),
        )
        said_before = heading


def _who(message: Message, messages: Messages) -> str:
    name = " ".join(without_bidi_controls(message.name).split())
    if name and message.role == AGENT:
        return name
    if name and message.role == BOT:
        return messages.text("transcript.bot", name=name)
    return messages.text(f"transcript.role.{message.role}")
