"""What the page where a chat begins passes through the chat system arrives: language, case, consent."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from helpcenter.aws.connect import new_files
from tests.unit.transcript.provider_desk import CHANNEL_TALK, CHATWOOT, CONTACT, INSTANCE, Desk, fixture, page
from tests.unit.transcript.test_amazon_connect import FILE_KO
from tests.unit.transcript.test_chatwoot import RESOLVED
from tests.unit.transcript.test_rocketchat import SESSION

if TYPE_CHECKING:
    from helpcenter.transcript.transcript import Transcript

PASSED = {"language": "en", "case_id": "7K3M-9PQ2-RT5"}


def chatwoot(desk: Desk, passed: dict[str, Any]) -> None:
    """Tell of a chat whose contact was given values before it began."""
    desk.serve_chatwoot()
    conversation = fixture("chatwoot/conversation_ko.json")
    conversation["custom_attributes"] = {}
    conversation["meta"]["sender"]["custom_attributes"] = passed
    desk.web.pages[f"{CHATWOOT}/conversations/10"] = page(conversation)
    desk.post_chatwoot(RESOLVED)
    desk.settled()
    desk.sweep()


def rocketchat(desk: Desk, passed: dict[str, Any]) -> None:
    """Tell of a session whose visitor has custom fields."""
    session = copy.deepcopy(SESSION)
    session["visitor"]["customFields"] = passed
    desk.post_rocketchat(session)


def channel_talk(desk: Desk, passed: dict[str, Any]) -> None:
    """Tell of a chat whose user was booted with language and profile."""
    desk.serve_channel_talk()
    path = f"{CHANNEL_TALK}/user-chats/5e65fa8bc2409f0c1fd3"
    told = fixture("channel_talk/chat_ko.json")
    told["user"]["language"] = passed["language"]
    told["user"]["profile"] |= passed
    desk.web.pages[path] = page(told)
    desk.poll()
    desk.settled()
    desk.sweep()


def amazon_connect(desk: Desk, passed: dict[str, Any]) -> None:
    """Let a file arrive whose contact has nothing but what the page passed."""
    email = {"email": "rowan@example.com", "email_source": "signed"}
    attributes = {f"HostedWidget-{name}": value for name, value in {**passed, **email}.items()}
    desk.web.contacts[INSTANCE, CONTACT] = attributes
    desk.web.files["amazon-connect-example", "again.json"] = page(FILE_KO)
    event = fixture("amazon_connect/eventbridge.json")
    event["detail"]["object"] |= {"key": "again.json", "etag": "again"}
    list(desk.work.these(new_files(event)))


SYSTEMS = [chatwoot, rocketchat, channel_talk, amazon_connect]


def told(desk: Desk) -> Transcript:
    """Return the one transcript."""
    [transcript] = desk.table.transcripts
    return transcript


@pytest.mark.parametrize("system", SYSTEMS)
def test_language_case_and_consent_arrive(desk: Desk, system: Any) -> None:  # noqa: ANN401 - any of them
    """A chat in English about a case, whose customer agreed to the mail: it is owed."""
    system(desk, {**PASSED, "consent": "true"})
    transcript = told(desk)
    assert (transcript.language, transcript.case_reference) == ("en", "7K3M-9PQ2-RT5")
    assert transcript.customer.consent is True
    assert len(desk.table.owed) == 1


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_refusal_arrives(desk: Desk, system: Any) -> None:  # noqa: ANN401 - any of them
    """Whoever wants no mail gets none, whatever address the system knows."""
    system(desk, {**PASSED, "consent": "false"})
    assert told(desk).customer.consent is False
    assert not desk.table.owed


def test_an_address_that_a_page_passed_to_amazon_connect_is_nobodys_word(desk: Desk) -> None:
    """It is used, and known as typed, whatever the page claims beside it."""
    amazon_connect(desk, {**PASSED, "consent": "true"})
    customer = told(desk).customer
    assert (customer.email, customer.email_source) == ("rowan@example.com", "typed")
