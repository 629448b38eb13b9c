"""What a function is told by its environment: read once, never changed. template.yaml sets it."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class SettingsError(Exception):
    """A setting is missing or unusable; the text is its name."""


@dataclass(frozen=True, slots=True)
class InquirySettings:
    """For submit_inquiry and show_receipt. `case_secret` makes case IDs and signs receipt links."""

    table_name: str
    site_url: str
    case_secret: bytes


@dataclass(frozen=True, slots=True)
class TranscriptSettings:
    """For send_transcript. `generic_secrets`: one, or two while they are changed, parted by a comma."""

    table_name: str
    case_secret: bytes
    generic_secrets: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class AnswerSettings:
    """For count_answer."""

    table_name: str


@dataclass(frozen=True, slots=True)
class DeliverySettings:
    """For deliver_mail. `mailboxes`: department -> address, `default` for the rest."""

    table_name: str
    site_url: str
    case_secret: bytes
    mail_sender: str
    mailboxes: Mapping[str, str]
    mails_per_second: int
    lease_seconds: int


_Settings = TypeVar("_Settings", InquirySettings, TranscriptSettings, AnswerSettings, DeliverySettings)


def _positive(text: str) -> int:
    return max(0, int(text))


def _secrets(text: str) -> tuple[bytes, ...]:
    return tuple(part.strip().encode() for part in text.split(",") if part.strip())


def _mailboxes(text: str) -> dict[str, str]:
    boxes = json.loads(text)
    if not isinstance(boxes, dict) or not boxes.get("default"):
        raise ValueError(text)
    if not all(isinstance(address, str) and address for address in boxes.values()):
        raise ValueError(text)
    return boxes


_READ: Mapping[str, Callable[[str], Any]] = {
    "str": str.strip,
    "int": _positive,
    "bytes": lambda text: text.strip().encode(),
    "tuple[bytes, ...]": _secrets,
    "Mapping[str, str]": _mailboxes,
}


def read_settings(kind: type[_Settings], environment: Mapping[str, str]) -> _Settings:
    """Return the settings of a kind; each field is the variable of its name in capitals.

    Raises:
        SettingsError: a variable is missing, empty or unusable.
    """
    values = {}
    for setting in fields(kind):
        name = setting.name.upper()
        try:
            values[setting.name] = _READ[str(setting.type)](environment[name])
        except (KeyError, ValueError) as error:
            raise SettingsError(name) from error
        if not values[setting.name]:
            raise SettingsError(name)
    return kind(**values)
