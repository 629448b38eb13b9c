"""What a function is told by its environment: read once, never changed. template.yaml sets it."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any, TypeVar

from helpcenter.records import field, record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class SettingsError(Exception):
    """A setting is missing or unusable; the text is its name."""


@record
class InquirySettings:
    """For submit_inquiry. `case_secret` makes case IDs.

    `link_keys` sign links: one, or two parted by a comma while the first replaces the second.
    """

    table_name: str
    site_url: str
    case_secret: bytes
    link_keys: bytes


@record
class ReceiptSettings:
    """For what is behind the links to a case: show_receipt, add_to_case, erase_case and note_progress."""

    table_name: str
    site_url: str
    link_keys: bytes


@record
class LostLinkSettings:
    """For send_links. `case_secret` makes the keys that requests are stored under."""

    table_name: str
    site_url: str
    case_secret: bytes


@record
class ScheduleSettings:
    """For watch_promises and purge_expired."""

    table_name: str


@record
class TranscriptSettings:
    """For send_transcript.

    `generic_secrets`: one, or two while they are changed, parted by a comma. `chat_providers`: provider ->
    its own settings, see its module. `settle_seconds`: how long a chat may be reopened before its mail
    leaves. `connect_bucket`: where Amazon Connect puts its files, empty without it. `attachment_bucket`:
    where files of chats are put to be checked.
    """

    table_name: str
    case_secret: bytes
    generic_secrets: tuple[bytes, ...]
    settle_seconds: int
    chat_providers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    connect_bucket: str = ""
    attachment_bucket: str = ""


@record
class FeedbackSettings:
    """For take_feedback."""

    table_name: str
    site_url: str
    link_keys: bytes


@record
class UploadSettings:
    """For issue_upload. `upload_url`: where files are posted to, if not to the bucket's own address."""

    table_name: str
    site_url: str
    link_keys: bytes
    attachment_bucket: str
    upload_url: str = ""


@record
class FilesSettings:
    """For give_file."""

    table_name: str
    site_url: str
    link_keys: bytes
    attachment_bucket: str


@record
class BucketSettings:
    """For whatever erases files with their case."""

    attachment_bucket: str


@record
class CheckSettings:
    """For check_attachment. `malware_protection` is "on" where GuardDuty scans the bucket, else empty."""

    table_name: str
    attachment_bucket: str
    malware_protection: str = ""


@record
class AnswerSettings:
    """For count_answer."""

    table_name: str


@record
class GapSettings:
    """For count_gap. `gap_secret` keys the digests of terms that are searched rarely."""

    table_name: str
    gap_secret: bytes


@record
class DeliverySettings:
    """For deliver_mail. `mailboxes`: department -> address, `default` for the rest.

    `lead_mailboxes`: the same for the heads of departments; without one the department's own is taken.
    `reply_mailbox` takes what customers answer to a transcript; without one such a mail names none. The caps
    are those of `helpcenter.mail.gate.AckCaps`. Without a configuration set SES tells nothing of bounces.
    """

    table_name: str
    site_url: str
    case_secret: bytes
    link_keys: bytes
    mail_sender: str
    mailboxes: Mapping[str, str]
    mails_per_second: int
    lease_seconds: int
    acks_an_hour: int
    acks_a_day: int
    all_acks_an_hour: int
    reply_mailbox: str = ""
    lead_mailboxes: Mapping[str, str] = field(default_factory=dict)
    configuration_set: str = ""


@record
class DeliveryRecordSettings:
    """For record_delivery. `case_secret` makes the digests of suppressed addresses."""

    table_name: str
    case_secret: bytes


_Settings = TypeVar(
    "_Settings",
    InquirySettings,
    TranscriptSettings,
    FeedbackSettings,
    AnswerSettings,
    GapSettings,
    UploadSettings,
    FilesSettings,
    BucketSettings,
    CheckSettings,
    ReceiptSettings,
    LostLinkSettings,
    ScheduleSettings,
    DeliverySettings,
    DeliveryRecordSettings,
)


def _positive(text: str) -> int:
    return max(0, int(text))


def _secrets(text: str) -> tuple[bytes, ...]:
    return tuple(part.strip().encode() for part in text.split(",") if part.strip())


def _providers(text: str) -> dict[str, dict[str, str]]:
    providers = json.loads(text)
    if not isinstance(providers, dict) or not all(isinstance(each, dict) for each in providers.values()):
        raise ValueError(text)
    values = [value for each in providers.values() for value in each.values()]
    if not all(isinstance(value, str) for value in values):
        raise ValueError(text)
    return providers


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
    "Mapping[str, Mapping[str, str]]": _providers,
    "Mapping[str, str]": _mailboxes,
}


def read_settings(kind: type[_Settings], environment: Mapping[str, str]) -> _Settings:
    """Return the settings of a kind; each field is the variable of its name in capitals.

    A field with a default may be missing or empty.

    Raises:
        SettingsError: a variable is missing, empty or unusable.
    """
    values = {}
    for setting in fields(kind):
        name = setting.name.upper()
        if not environment.get(name) and (setting.default, setting.default_factory) != (MISSING, MISSING):
            continue
        try:
            values[setting.name] = _READ[str(setting.type)](environment[name])
        except (KeyError, ValueError) as error:
            raise SettingsError(name) from error
        if not values[setting.name] and setting.default_factory is MISSING:
            raise SettingsError(name)
    return kind(**values)
