"""Who said what and when, for people to read: as text and as HTML.

What was typed stays text: nothing in it becomes markup or a link, no character turns the direction of what
follows, and no line of it can pass for the line that names a speaker. The links are ours, to our copies of
files.
"""

from __future__ import annotations

import re
from html import escape
from string import Template
from typing import TYPE_CHECKING

from helpcenter.mail.templates import Html, without_bidi_controls
from helpcenter.records import record
from helpcenter.transcript.file_lines import FileLine
from helpcenter.transcript.transcript import AGENT, BOT, CUSTOMER, JOINED, LEFT, SYSTEM, TYPED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from helpcenter.center.calendar import Calendar
    from helpcenter.messages import Messages
    from helpcenter.transcript.file_lines import FileLines
    from helpcenter.transcript.transcript import Message, Transcript

_INDENT = " " * 4
_HTML_HEADING = Template(
    '<p class="label" style="margin:20px 0 8px;font-size:13px;color:#4a5663">$heading</p>'
)
_HTML_MESSAGE = Template(
    '<div class="$kind" style="margin:0 0 8px;padding:8px 12px;background:$background;color:#1c2530;'
    'border-radius:6px"><span class="label" style="font-size:13px;color:#4a5663">$time '
    "<strong>$who</strong></span>"
    '<div dir="auto">$text</div></div>'
)
# What mail programs make a link of: an address with its scheme or www, or a host with a path.
_LINK = re.compile(r"(?:https?://|www\.)[^\s/]+|\b[\w-]+(?:\.[\w-]+)+(?=/)", re.IGNORECASE)
BODY_MESSAGES_MAX, BODY_BYTES_MAX = 200, 45_000
"""What the body of a mail holds of a long chat: its end. The copy holds all of it.

Gmail cuts off what is beyond 102 KB of HTML, and with it the links below the record; a message takes about
230 bytes beside its text.
"""
_BACKGROUNDS = {CUSTOMER: "#e7f3f0", AGENT: "#f6f8fa", BOT: "#f6f8fa", SYSTEM: "#ffffff"}


@record
class Line:
    """One message as it is printed. `heading` names the day and the zone where they change."""

    heading: str | None
    time: str
    who: str
    role: str
    text: tuple[str, ...]
    files: tuple[FileLine, ...] = ()


def end_of(transcript: Transcript) -> tuple[Message, ...]:
    """Return the last messages, as many as the body of a mail holds, and one at least."""
    kept: list[Message] = []
    room = BODY_BYTES_MAX
    for message in reversed(transcript.messages[-BODY_MESSAGES_MAX:]):
        room -= len(escape(message.text).replace("\n", "<br>").encode())
        if kept and room < 0:
            break
        kept.append(message)
    return tuple(reversed(kept))


def text_record(lines: Iterable[Line]) -> str:
    """Return lines as text; what was said is indented, each line of it."""
    parts = []
    for line in lines:
        rows = [*line.text, *(row for file in line.files for row in (file.words, file.url) if row)]
        said = "\n".join(_INDENT + row for row in rows)
        parts += [line.heading] if line.heading else []
        parts.append(f"{line.time}  {line.who}\n{said}")
    return "\n\n".join(parts)


def html_record(lines: Iterable[Line]) -> Html:
    """Return lines as HTML for a mail: styles on the elements, nothing from elsewhere."""
    parts = []
    for line in lines:
        if line.heading:
            parts.append(_HTML_HEADING.substitute(heading=escape(line.heading)))
        parts.append(
            _HTML_MESSAGE.substitute(
                kind="said" if line.role == CUSTOMER else "plain",
                background=_BACKGROUNDS[line.role],
                who=escape(line.who),
                time=line.time,
                text="<br>".join([*map(escape, line.text), *(_file_html(file) for file in line.files)]),
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


def print_lines(
    transcript: Transcript,
    told: Iterable[Message],
    calendar: Calendar,
    messages: Messages,
    files: FileLines,
) -> Iterator[Line]:
    """Yield messages of a transcript as they are printed; `files` says what became of its files.

    A link that the customer wrote can't be followed when nobody vouches for the address that the mail goes
    to: whoever types somebody else's would have us send it.
    """
    said_before = ""
    trusted = transcript.customer.email_source != TYPED
    for message in told:
        local = calendar.local_time(message.at)
        heading = print_day("transcript.heading", local, messages, zone=local.tzname())
        text = _text(message, messages)
        if message.role == CUSTOMER and not trusted:
            text = _LINK.sub(lambda link: _defanged(link[0]), text)
        yield Line(
            heading=heading if heading != said_before else None,
            time=f"{local:%H:%M:%S}",
            who=_who(message, messages),
            role=SYSTEM if message.event else message.role,
            text=tuple(row.rstrip() for row in without_bidi_controls(text).strip().splitlines()),
            files=tuple(FileLine(_line(file.words), file.url) for file in files(message, messages)),
        )
        said_before = heading


def _text(message: Message, messages: Messages) -> str:
    """Return what was said, or in words what happened."""
    return _event(message, messages) if message.event else message.text.strip()


def _file_html(file: FileLine) -> str:
    words = escape(file.words)
    return f'<a href="{escape(file.url)}" style="color:#0b6b5d">{words}</a>' if file.url else words


def _event(message: Message, messages: Messages) -> str:
    code = f"transcript.event.{message.event}"
    if message.event not in {JOINED, LEFT}:
        return messages.text(code)
    if message.role == CUSTOMER:
        return messages.text(f"{code}.customer")
    return messages.text(code, name=_name(message) or messages.text("transcript.role.agent"))


def _defanged(link: str) -> str:
    return re.sub("^http", "hxxp", link, flags=re.IGNORECASE).replace(".", "[.]")


def _name(message: Message) -> str:
    return _line(message.name)


def _line(text: str) -> str:
    return " ".join(without_bidi_controls(text).split())


def _who(message: Message, messages: Messages) -> str:
    name = _name(message)
    if message.event:
        return messages.text("transcript.role.system")
    if name and message.role == AGENT:
        return name
    if name and message.role == BOT:
        return messages.text("transcript.bot", name=name)
    return messages.text(f"transcript.role.{message.role}")
