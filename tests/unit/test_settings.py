from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import pytest

from helpcenter.settings import (
    DeliverySettings,
    InquirySettings,
    SettingsError,
    TranscriptSettings,
    read_settings,
)

Read = Callable[[Mapping[str, str]], object]

INQUIRY = {"TABLE_NAME": "cases", "SITE_URL": "https://help.example/", "CASE_SECRET": "비밀"}
INQUIRY |= {"LINK_KEYS": "new,old"}
TRANSCRIPT = {"TABLE_NAME": "cases", "CASE_SECRET": "s", "GENERIC_SECRETS": "one"}
TRANSCRIPT |= {"SETTLE_SECONDS": "180"}
DELIVERY = {
    **INQUIRY,
    "MAIL_SENDER": "help@onmaru.example",
    "MAILBOXES": '{"default": "desk@onmaru.example"}',
    "MAILS_PER_SECOND": "14",
    "LEASE_SECONDS": "120",
    "ACKS_AN_HOUR": "3",
    "ACKS_A_DAY": "10",
    "ALL_ACKS_AN_HOUR": "2000",
}
READ_INQUIRY: Read = partial(read_settings, InquirySettings)
READ_TRANSCRIPT: Read = partial(read_settings, TranscriptSettings)
READ_DELIVERY: Read = partial(read_settings, DeliverySettings)
ENVIRONMENTS = [(READ_INQUIRY, INQUIRY), (READ_TRANSCRIPT, TRANSCRIPT), (READ_DELIVERY, DELIVERY)]
VARIABLES = [(read, environment, name) for read, environment in ENVIRONMENTS for name in environment]


def test_each_setting_is_the_variable_of_its_name() -> None:
    """Texts, numbers, secrets as bytes and the mailboxes arrive as what they are; others are not read."""
    assert read_settings(InquirySettings, {**INQUIRY, "PATH": "/bin"}) == InquirySettings(
        "cases", "https://help.example/", "비밀".encode(), b"new,old"
    )
    assert read_settings(TranscriptSettings, TRANSCRIPT) == TranscriptSettings("cases", b"s", (b"one",), 180)
    assert read_settings(DeliverySettings, DELIVERY) == DeliverySettings(
        table_name="cases",
        site_url="https://help.example/",
        case_secret="비밀".encode(),
        link_keys=b"new,old",
        mail_sender="help@onmaru.example",
        mailboxes={"default": "desk@onmaru.example"},
        mails_per_second=14,
        lease_seconds=120,
        acks_an_hour=3,
        acks_a_day=10,
        all_acks_an_hour=2000,
    )


@pytest.mark.parametrize(("read", "environment", "name"), VARIABLES)
def test_a_missing_or_empty_variable_is_named(read: Read, environment: dict[str, str], name: str) -> None:
    """Whoever deploys learns which one it is, before the first event is handled."""
    missing = {other: value for other, value in environment.items() if other != name}
    for incomplete in (missing, {**environment, name: ""}):
        with pytest.raises(SettingsError) as caught:
            read(incomplete)
        assert str(caught.value) == name


@pytest.mark.parametrize(
    ("read", "environment", "name", "value"),
    [
        (READ_TRANSCRIPT, TRANSCRIPT, "GENERIC_SECRETS", ","),
        (READ_TRANSCRIPT, TRANSCRIPT, "CHAT_PROVIDERS", "tawk"),
        (READ_TRANSCRIPT, TRANSCRIPT, "CHAT_PROVIDERS", '["tawk"]'),
        (READ_TRANSCRIPT, TRANSCRIPT, "CHAT_PROVIDERS", '{"tawk": "secret"}'),
        (READ_TRANSCRIPT, TRANSCRIPT, "CHAT_PROVIDERS", '{"tawk": {"secret": 1}}'),
        (READ_DELIVERY, DELIVERY, "MAILBOXES", "desk@onmaru.example"),
        (READ_DELIVERY, DELIVERY, "MAILBOXES", "{}"),
        (READ_DELIVERY, DELIVERY, "MAILBOXES", "null"),
        (READ_DELIVERY, DELIVERY, "MAILS_PER_SECOND", "many"),
        (READ_DELIVERY, DELIVERY, "MAILS_PER_SECOND", "0"),
        (READ_DELIVERY, DELIVERY, "LEASE_SECONDS", "1.5"),
        (READ_DELIVERY, DELIVERY, "LEASE_SECONDS", "0"),
    ],
)
def test_an_unusable_variable_is_named(
    read: Read, environment: dict[str, str], name: str, value: str
) -> None:
    """What cannot be read as what it should be is refused like a missing one; its value is not repeated."""
    with pytest.raises(SettingsError) as caught:
        read({**environment, name: value})
    assert str(caught.value) == name


def test_what_has_a_default_may_be_missing() -> None:
    """Other chat providers and Amazon Connect's bucket are there where they are set."""
    chosen = {"CHAT_PROVIDERS": '{"tawk": {"secret": "s"}}', "CONNECT_BUCKET": "chats"}
    settings = read_settings(TranscriptSettings, {**TRANSCRIPT, **chosen})
    assert settings.chat_providers == {"tawk": {"secret": "s"}}
    assert settings.connect_bucket == "chats"
    for empty in ({}, {"CHAT_PROVIDERS": "", "CONNECT_BUCKET": ""}, {"CHAT_PROVIDERS": "{}"}):
        settings = read_settings(TranscriptSettings, {**TRANSCRIPT, **empty})
        assert (settings.chat_providers, settings.connect_bucket) == ({}, "")


@pytest.mark.parametrize("text", ["old,new", "old,new,", ",old,,new"])
def test_two_secrets_are_parted_by_a_comma(text: str) -> None:
    """Both are live while they are changed, in the order given; an empty one is none."""
    settings = read_settings(TranscriptSettings, {**TRANSCRIPT, "GENERIC_SECRETS": text})
    assert settings.generic_secrets == (b"old", b"new")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAILBOXES", '"x"'),
        ("MAILBOXES", '{"payment_care": "pay@example.com"}'),
        ("MAILBOXES", '{"default": 7}'),
        ("MAILS_PER_SECOND", "-1"),
        ("LEASE_SECONDS", "0"),
        ("SITE_URL", "  "),
    ],
)
def test_a_setting_that_would_do_harm_is_named(name: str, value: str) -> None:
    """A pace or lease below one, or departments without a mailbox, stop the function at its start."""
    with pytest.raises(SettingsError, match=name):
        read_settings(DeliverySettings, {**DELIVERY, name: value})
