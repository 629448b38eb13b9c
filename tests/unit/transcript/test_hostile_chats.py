"""What may stand in a chat, and how it ends: as harmless text or set aside, never as a crash."""

from __future__ import annotations

import copy
import re
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpcenter.api.problem import ProblemError
from helpcenter.transcript.foreign import TEXT_MAX
from helpcenter.transcript.receive import Outcome
from helpcenter.transcript.work import WorkOutcome
from tests.unit.transcript.provider_desk import Desk
from tests.unit.transcript.relay import Relay, chat
from tests.unit.transcript.test_amazon_connect import FILE_KO, arrive
from tests.unit.transcript.test_chatwoot import MESSAGES, RESOLVED
from tests.unit.transcript.test_rocketchat import SESSION
from tests.unit.transcript.test_tawk import CREATED

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpcenter.center.facts import Facts
    from helpcenter.transcript.mails import TranscriptMails

KEPT_AS = {
    "<script>alert(1)</script><img src=x onerror=alert(1)>": None,
    "</td></table>${case_id} {center} %s": None,
    "\u202egnp.exe\u202c \u2066x\u2069": None,
    "broken \ud83d half": "broken \ufffd half",
    "zero\x00 bell\x07 esc\x1b[31m next\u0085 line\nbreak": "zero bell esc[31m next line\nbreak",
    "\u1112\u1161\u11ab\u1100\u1173\u11af": "한글",
    'It\'s \u2019fine\u2019 & "good" = 1': None,
}
"""What a customer says -> what is kept of it, None where it is kept as it is."""
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
    | st.sampled_from(["\ud800", "9" * 400, "2026-10-12T00:00:00Z", "-", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)  # fmt: skip


def tawk(desk: Desk, text: str) -> object:
    """Let a customer of tawk.to say it."""
    data = copy.deepcopy(CREATED)
    data["chat"]["messages"][1]["msg"] = text
    return desk.post_tawk(data).outcome


def rocketchat(desk: Desk, text: str) -> object:
    """Let a customer of Rocket.Chat say it."""
    data = copy.deepcopy(SESSION)
    data["messages"][1]["msg"] = text
    return desk.post_rocketchat(data).outcome


def chatwoot(desk: Desk, text: str) -> object:
    """Let a customer of Chatwoot say it."""
    desk.serve_chatwoot([{**MESSAGES[0], "content": text}, MESSAGES[3]])
    desk.post_chatwoot(RESOLVED)
    desk.settled()
    return desk.sweep()


def channel_talk(desk: Desk, text: str) -> object:
    """Let a customer of Channel Talk say it."""
    desk.serve_channel_talk(text)
    desk.poll()
    desk.settled()
    return desk.sweep()


def amazon_connect(desk: Desk, text: str) -> object:
    """Let a customer of Amazon Connect say it."""
    data = copy.deepcopy(FILE_KO)
    data["Transcript"][6]["Content"] = text
    return arrive(desk, data)


PROVIDERS = [tawk, rocketchat, chatwoot, channel_talk, amazon_connect]


@pytest.mark.parametrize("said", KEPT_AS)
@pytest.mark.parametrize("say", PROVIDERS)
def test_a_hostile_text_ends_as_text(
    desk: Desk, mails: TranscriptMails, say: Callable[[Desk, str], object], said: str
) -> None:
    """It is kept readable and whole; in the mail nothing of it acts, turns the direction or breaks out."""
    say(desk, said)
    [transcript] = desk.table.transcripts
    texts = [one.text for one in transcript.messages if one.role == "customer"]
    assert (KEPT_AS[said] or said) in texts
    mail = mails.transcript(transcript)
    for part in (mail.text, mail.html, mail.attachments[0].content.decode("utf-8-sig")):
        assert not re.search("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\x00\x07\x1b]", part)
    assert "<script" not in mail.html
    assert "<img" not in mail.html
    assert mail.html.count("</table>") == mail.html.count("<table ")
    assert not re.search("[\r\n]", mail.subject)


@pytest.mark.parametrize("say", PROVIDERS[2:])
def test_a_message_of_a_megabyte_is_cut(desk: Desk, say: Callable[[Desk, str], object]) -> None:
    """What is fetched may be as long as it likes; what is kept ends, and says so."""
    say(desk, "가" * 1_000_000)
    [transcript] = desk.table.transcripts
    longest = max((one.text for one in transcript.messages), key=len)
    assert longest == "가" * TEXT_MAX + "…"


@pytest.mark.parametrize("say", PROVIDERS[:2])
def test_so_is_one_that_comes_by_a_call(desk: Desk, say: Callable[[Desk, str], object]) -> None:
    """A customer who pastes a megabyte loses nobody the rest of the chat."""
    say(desk, "x" * 1_000_000)
    [transcript] = desk.table.transcripts
    longest = max((one.text for one in transcript.messages), key=len)
    assert longest == "x" * TEXT_MAX + "…"
    assert any(one.role == "agent" for one in transcript.messages)


def test_two_thousand_messages_come_by_a_call(desk: Desk) -> None:
    """In Hangul, each letter of it escaped, as some systems write JSON."""
    data, line = copy.deepcopy(CREATED), CREATED["chat"]["messages"][1]
    data["chat"]["messages"] = [
        {**line, "msg": f"{number}번째 " + "환불이 아직 안 들어왔어요. 확인 부탁드립니다. " * 3}
        for number in range(2000)
    ]
    assert desk.post_tawk(data).outcome is Outcome.KEPT
    assert len(desk.table.transcripts[0].messages) == 2000


@pytest.mark.parametrize("typed", [True, False])
def test_a_link_can_be_followed_only_where_the_address_is_vouched_for(
    desk: Desk, mails: TranscriptMails, *, typed: bool
) -> None:
    """Whoever types a stranger's address would have us send the stranger a link; agents' links stay."""
    data = copy.deepcopy(FILE_KO)
    data["Transcript"][6]["Content"] = "https://evil.example/a.b?c=d www.evil.example evil.example/x 3.5 e.g."
    data["Transcript"][9]["Content"] = "https://help.onmaru.example/reset"
    arrive(desk, data, email_source="typed" if typed else "signed")
    [transcript] = desk.table.transcripts
    text = mails.transcript(transcript).text
    assert "https://help.onmaru.example/reset" in text
    defanged = "hxxps://evil[.]example/a.b?c=d www[.]evil[.]example evil[.]example/x 3.5 e.g."
    assert (defanged in text) is typed
    assert ("https://evil.example" in text) is not typed


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_value_anywhere_is_more_than_set_aside(facts: Facts, data: st.DataObject) -> None:
    """Whatever stands in any place of what a provider tells, it is kept, ignored or set aside."""
    name = data.draw(st.sampled_from(["tawk", "rocketchat", "connect", "chatwoot"]))
    told = copy.deepcopy({"tawk": CREATED, "rocketchat": SESSION, "connect": FILE_KO}.get(name, RESOLVED))
    holder: Any = told
    while True:
        step = data.draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
        if not isinstance(holder[step], dict | list) or not holder[step] or data.draw(st.booleans()):
            break
        holder = holder[step]
    holder[step] = data.draw(_JSON)
    desk = Desk(facts)
    if name == "connect":
        assert set(arrive(desk, told)) <= {WorkOutcome.KEPT, WorkOutcome.NOTHING, WorkOutcome.SET_ASIDE}
        return
    post = {"tawk": desk.post_tawk, "rocketchat": desk.post_rocketchat}.get(name, desk.post_chatwoot)
    with suppress(ProblemError):  # a moment that is too old
        assert post(told).outcome in set(Outcome)


def test_two_thousand_messages_are_kept_and_mailed_with_their_end(desk: Desk, mails: TranscriptMails) -> None:
    """The body shows the last two hundred and says so, the copy holds all; more are too many."""
    said = [{**MESSAGES[3], "id": number, "content": f"{number}번째"} for number in range(1, 2001)]
    desk.serve_chatwoot(said)
    desk.post_chatwoot(RESOLVED)
    desk.settled()
    assert desk.sweep() == [WorkOutcome.KEPT]
    mail = mails.transcript(desk.table.transcripts[0])
    copy_of_it = mail.attachments[0].content.decode("utf-8-sig")
    assert "    2000번째" in mail.text
    assert "    1801번째" in mail.text
    assert "    1800번째" not in mail.text
    assert "전체 2,000건 가운데 마지막 200건" in mail.text
    assert "    1번째\r\n" in copy_of_it
    assert "    2000번째" in copy_of_it
    assert len(mail.html) + len(mail.text) + len(copy_of_it.encode()) < 1_000_000
    fresh = Desk(desk.facts)
    fresh.serve_chatwoot([*said, {**MESSAGES[3], "id": 2001}])
    fresh.post_chatwoot(RESOLVED)
    fresh.settled()
    assert fresh.sweep() == [WorkOutcome.SET_ASIDE]


@pytest.mark.parametrize("words", [1, 10, 100, 4000])
@pytest.mark.parametrize("said", ["네, 확인했습니다. ", "<b>&</b>\n"])
def test_a_mail_is_no_larger_than_mail_programs_show(
    relay: Relay, mails: TranscriptMails, said: str, words: int
) -> None:
    """However long a chat is: the HTML below the 102 KB at which Gmail cuts, all below SES's 10 MB."""
    transcript = relay.send(chat())
    line, count = transcript.messages[1], 2000 if words < 4000 else 100
    text = (said * words)[:20_000]
    many = tuple(replace(line, id=str(number), text=text) for number in range(count))
    mail = mails.transcript(replace(transcript, messages=many))
    assert len(mail.html.encode()) < 102_000
    assert (
        len(mail.html.encode()) + len(mail.text.encode()) + len(mail.attachments[0].content)
    ) * 1.37 < 10e6
