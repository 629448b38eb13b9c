"""Read what another system wrote: take what is needed, clean what is odd, say where reading ends.

Our own JSON is refused when it is wrong, so that whoever connects a relay can mend it. Here nobody could:
an unknown field is not looked at, a broken character replaced, an overlong text cut.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import unquote, urlsplit

from helpcenter.inquiry.email_address import EmailAddressError, parse_email_address
from helpcenter.transcript.provider import UnreadableError
from helpcenter.transcript.transcript import File

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from helpcenter.center.facts import Facts
    from helpcenter.transcript.provider import Reading
    from helpcenter.transcript.transcript import Message

    Foreign: TypeAlias = Mapping[str, Any]

ID_MAX, NAME_MAX, TEXT_MAX, SOURCE_MAX = 200, 80, 20_000, 2000
MESSAGES_MAX = 2000
AHEAD_MAX = timedelta(seconds=300)
_MILLISECONDS_FROM = 10**11  # in seconds that would be the year 5138
_SURROGATES = re.compile("[\ud800-\udfff]")


def part(data: Foreign, name: str) -> Foreign:
    """Return the object in a field, an empty one where there is none."""
    value = data.get(name)
    return value if isinstance(value, dict) else {}


def parts(data: Foreign, name: str) -> list[Foreign]:
    """Return the objects of the list in a field, which is required.

    Raises:
        UnreadableError: there is no list, or something else than objects in it.
    """
    values = data.get(name)
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        raise UnreadableError(f"not_list:{name}")
    return values


def key(data: Foreign, name: str) -> str:
    """Return an ID, which is required: a text or a whole number.

    Raises:
        UnreadableError: there is none.
    """
    value = data.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    text = line(value, ID_MAX)
    if not text:
        raise UnreadableError(f"required:{name}")
    return text


def line(value: object, limit: int) -> str:
    """Return a text of one line, NFC, trimmed and cut to `limit`; anything but a text is empty."""
    if not isinstance(value, str):
        return ""
    return " ".join(_clean(value).split())[:limit].strip()


def text(value: object) -> str:
    """Return a text of several lines, NFC, cut to TEXT_MAX and one sign that it was; else nothing."""
    if not isinstance(value, str):
        return ""
    clean = _clean(value[: 4 * TEXT_MAX])
    return clean if len(clean) <= TEXT_MAX else clean[:TEXT_MAX] + "…"


def moment(data: Foreign, name: str) -> datetime:
    """Return a moment: ISO 8601 with an offset, or seconds or milliseconds since 1970.

    Raises:
        UnreadableError: there is none.
    """
    value = data.get(name)
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value / (1000 if value >= _MILLISECONDS_FROM else 1), UTC)
        found = datetime.fromisoformat(str(value))
        if found.tzinfo is not None:
            return found.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        pass
    raise UnreadableError(f"invalid_moment:{name}")


def language(tag: object, facts: Facts) -> str | None:
    """Return the center's language for a tag like `en-US`; None for one that it does not have."""
    found = str(tag or "").replace("_", "-").partition("-")[0].lower()
    return found if found in facts.languages else None


def spoken(messages: Iterable[Message], facts: Facts) -> str:
    """Return the center's language for a chat that says nothing of it, by its letters.

    Hangul anywhere means Korean, where the center has it; other letters alone mean English. Otherwise it is
    the center's first language.
    """
    said = "".join(message.text for message in messages if message.said)
    hangul = any("가" <= letter <= "힣" for letter in said)
    guess = "ko" if hangul else "en" if any(letter.isalpha() for letter in said) else ""
    return guess if guess in facts.languages else facts.languages[0]


def address(value: object) -> str | None:
    """Return a mail address that can be delivered to, or None."""
    try:
        return parse_email_address(value) if isinstance(value, str) and value else None
    except EmailAddressError:
        return None


def consent(value: object) -> bool | None:
    """Return a customer's consent to the mail, as the page where the chat began passed it; None where not."""
    return {"true": True, "false": False}.get(str(value).lower())


def file(name: object, media_type: object = "", size: object = None, source: object = "") -> File:
    """Return a file by what is told of it; a source that is overlong is none."""
    bytes_ = size if isinstance(size, int) and not isinstance(size, bool) and size >= 0 else None
    found = line(source, SOURCE_MAX + 1)
    return File(line(name, ID_MAX), line(media_type, 100), bytes_, found if len(found) <= SOURCE_MAX else "")


def file_at(url: object, media_type: object = "", size: object = None) -> File:
    """Return a file that is told by its address alone: its name ends the path."""
    try:
        path = urlsplit(str(url or "")).path
    except ValueError:  # brackets that are no IPv6 address
        path = ""
    return file(unquote(path.rpartition("/")[2], errors="replace"), media_type, size, url)


def made_up_id(*told: str) -> str:
    """Return an ID for a message that the provider gives none: the same message has the same."""
    return hashlib.sha256("\0".join(told).encode(errors="replace")).hexdigest()[:20]


def in_order(messages: Iterable[Message]) -> tuple[Message, ...]:
    """Return the messages by time, those of one moment as given, each ID once, the blank ones left out.

    Raises:
        UnreadableError: there are more than MESSAGES_MAX.
    """
    found: dict[str, Message] = {}
    for message in messages:
        if message.event or message.said:
            found.setdefault(message.id, message)
    if len(found) > MESSAGES_MAX:
        raise UnreadableError("too_many:messages")
    return tuple(sorted(found.values(), key=lambda message: message.at))


def is_kept(ended_at: datetime, reading: Reading) -> bool:
    """Tell whether a chat that ended then would still be kept.

    Raises:
        UnreadableError: it ends in the future: local time sent as if it were UTC.
    """
    if ended_at > reading.now + AHEAD_MAX:
        raise UnreadableError("moment_out_of_range:ended_at")
    return ended_at > reading.now - timedelta(days=reading.facts.transcript_retention_days)


def _clean(value: str) -> str:
    whole = _SURROGATES.sub("\ufffd", value)
    kept = "".join(letter for letter in whole if letter in "\n\r\t" or unicodedata.category(letter) != "Cc")
    return unicodedata.normalize("NFC", kept)
