"""The page on which a customer rates a chat: signed, open for 14 days, good once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import pytest

from helpcenter.api.reply_page import ReplyPages
from helpcenter.api.request import FORM_TYPE, Request
from helpcenter.center.calendar import Calendar
from helpcenter.redaction.guard import SecretGuard
from helpcenter.redaction.rules import load_rules
from helpcenter.transcript.feedback import OPEN_FOR, FeedbackLinks, TakeFeedback
from helpcenter.transcript.feedback_page import FeedbackEndpoint
from tests.fakes.memory.transcripts import MemoryFeedbackStore, MemoryTranscriptStore
from tests.unit.transcript.relay import Relay, chat

if TYPE_CHECKING:
    from helpcenter.api.response import Response
    from helpcenter.center.facts import Facts
    from helpcenter.messages import Messages
    from helpcenter.transcript.transcript import Transcript


class Visitor:
    """A customer who has the link of a chat's mail; `counted` is what went to the metrics."""

    def __init__(self, relay: Relay, facts: Facts, messages: dict[str, Messages]) -> None:
        self.relay, self.table, self.counted = relay, relay.table, list[str]()
        self.links = FeedbackLinks(b"link", facts.site_url)
        transcripts = MemoryTranscriptStore(relay.table, lambda: relay.now)
        take = TakeFeedback(
            self.links,
            transcripts,
            MemoryFeedbackStore(relay.table),
            SecretGuard(load_rules()),
            lambda: relay.now,
        )
        pages = ReplyPages(dict.fromkeys(facts.languages, "<title>%%title%%</title>%%content%%"))
        self.endpoint = FeedbackEndpoint(facts, Calendar(facts), messages, pages, take, self.counted.append)

    def link(self, transcript: Transcript) -> str:
        """Return the path that the mail links to."""
        return urlsplit(self.links.url(transcript, self.relay.now + OPEN_FOR)).path

    def open(self, path: str, **headers: str) -> Response:
        """Open a link."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.endpoint(Request("GET", path, given))

    def send(self, path: str, content_type: str = FORM_TYPE, **fields: str) -> Response:
        """Send the form."""
        return self.endpoint(
            Request("POST", path, {"content-type": content_type}, urlencode(fields).encode())
        )


@pytest.fixture
def visitor(relay: Relay, facts: Facts, messages: dict[str, Messages]) -> Visitor:
    """Start with an empty store."""
    return Visitor(relay, facts, messages)


@pytest.mark.parametrize(
    ("language", "words"), [("ko", "얼마나 만족하셨습니까"), ("en", "How satisfied were you")]
)
def test_the_form_speaks_the_language_of_the_chat(visitor: Visitor, language: str, words: str) -> None:
    """Whatever the browser asks for; five choices and room for words, without a script."""
    page = visitor.open(visitor.link(visitor.relay.send(chat(language=language))), accept_language="fr")
    assert (page.status, page.headers["content-language"]) == (200, language)
    assert words in page.body
    assert page.body.count('type="radio"') == 5
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"


def test_looking_records_nothing(visitor: Visitor) -> None:
    """Mail scanners open links: however often it is opened, the rating is still to be given."""
    path = visitor.link(visitor.relay.send(chat()))
    for _ in range(5):
        assert "<form" in visitor.open(path).body
    assert not visitor.table.feedback
    assert visitor.send(path, rating="4", words="").status == 200
    assert len(visitor.table.feedback) == 1


def test_a_rating_is_recorded_once(visitor: Visitor) -> None:
    """With words or without; after that, looking and sending again bring thanks and change nothing."""
    path = visitor.link(visitor.relay.send(chat()))
    answers = [visitor.send(path, rating="5", words="좋았어요\r\n<b>!</b>"), visitor.send(path, rating="1")]
    answers.append(visitor.open(path))
    assert [answer.status for answer in answers] == [200, 200, 200]
    assert all("감사합니다" in answer.body and "<form" not in answer.body for answer in answers)
    [feedback] = visitor.table.feedback.values()
    assert (feedback.rating, feedback.words) == (5, "좋았어요\n<b>!</b>")
    assert visitor.counted == ["FeedbackGiven"]


def test_each_part_has_its_own_rating(visitor: Visitor) -> None:
    """A chat that went on is rated anew."""
    relay = visitor.relay
    first = relay.send(chat())
    relay.settled()
    relay.mail()
    said: list[dict[str, object]] = [
        {"id": f"n{n}", "at": "2026-11-20T05:20:00Z", "role": "agent", "text": "네"} for n in range(2)
    ]
    second = relay.send(chat(*chat()["messages"], *said, ended_at="2026-11-20T05:30:00Z"))
    for part in (first, second):
        visitor.send(visitor.link(part), rating="3")
    assert len(visitor.table.feedback) == 2


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "점수를 골라 주십시오"),
        ({"rating": "6"}, "1, 2, 3, 4, 5"),
        ({"rating": "\uff14"}, "1, 2, 3, 4, 5"),
        ({"rating": "3", "words": "가" * 2001}, "2,000자 이하"),
        ({"rating": "3", "words": "a\x00b"}, "제어 문자"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(visitor: Visitor, fields: dict[str, str], told: str) -> None:
    """In a summary too; what was typed is still there, as text, and nothing is recorded."""
    path = visitor.link(visitor.relay.send(chat()))
    page = visitor.send(path, **{"words": "<i>말씀</i>", **fields})
    assert page.status == 422
    assert page.body.count(told) == 2
    assert 'role="alert"' in page.body
    assert "<i>" not in page.body
    assert not visitor.table.feedback
    words = fields.get("words", "&lt;i&gt;말씀&lt;/i&gt;")
    assert words in page.body


def test_secrets_in_words_are_masked_before_they_are_stored(visitor: Visitor) -> None:
    """As those in the chat."""
    visitor.send(visitor.link(visitor.relay.send(chat())), rating="1", words="비밀번호는 hunter2!")
    assert "hunter2" not in str(visitor.table)


def test_a_link_is_good_for_fourteen_days(visitor: Visitor) -> None:
    """To the second; then there is nothing to rate."""
    path = visitor.link(visitor.relay.send(chat()))
    visitor.relay.later(days=14, seconds=-1)
    assert visitor.open(path).status == 200
    visitor.relay.later(seconds=1)
    assert visitor.open(path).status == 404
    assert visitor.send(path, rating="5").status == 404
    assert not visitor.table.feedback


def test_a_link_cannot_be_made_or_changed(visitor: Visitor) -> None:
    """Another case, part, end or signature: all are unknown alike, in the reader's language."""
    transcript = visitor.relay.send(chat())
    path = visitor.link(transcript)
    token = path.rpartition("/")[2]
    case_id, part, until, signature = token.split(".")
    other = FeedbackLinks(b"other", "https://help.onmaru.example/")
    forged = [
        f"{case_id}.{part}.{int(until) + 1}.{signature}",
        f"{case_id}.{part[:-1]}2.{until}.{signature}",
        f"{case_id[::-1]}.{part}.{until}.{signature}",
        f"{case_id}.{part}.{until}.{'A' * 22}",
        f"{case_id}.{part}.{until}",
        other.url(transcript, visitor.relay.now + timedelta(days=1)).rpartition("/")[2],
        "",
        "\ud800",
    ]
    bodies = {visitor.open(f"/api/feedback/{one}", accept_language="en").body for one in forged}
    assert len(bodies) == 1
    assert "No chat to rate here" in bodies.pop()


def test_an_erased_chat_is_not_rated(visitor: Visitor) -> None:
    """From the moment of its erasure the link is as unknown as any."""
    path = visitor.link(
        visitor.relay.send(
            chat(
                ended_at="2026-08-25T00:00:00Z",
                started_at="2026-08-24T00:00:00Z",
                messages=[{"id": "1", "at": "2026-08-24T00:00:00Z", "role": "agent", "text": "네"}],
            )
        )
    )
    visitor.relay.later(days=4)
    assert visitor.open(path).status == 404


def test_an_outage_is_told(visitor: Visitor) -> None:
    """503 with Retry-After, and the rating can be sent again."""
    path = visitor.link(visitor.relay.send(chat()))
    visitor.table.unavailable = True
    answer = visitor.send(path, rating="5")
    assert (answer.status, answer.headers["retry-after"]) == (503, "5")
    visitor.table.unavailable = False
    visitor.send(path, rating="5")
    assert len(visitor.table.feedback) == 1


def test_only_a_form_is_taken(visitor: Visitor) -> None:
    """JSON or a broken form is refused."""
    path = visitor.link(visitor.relay.send(chat()))
    assert visitor.send(path, "application/json", rating="5").status == 415
    request = Request("POST", path, {"content-type": FORM_TYPE}, b"rating=%FF")
    assert visitor.endpoint(request).status == 400


def test_the_form_names_what_is_wrong_for_a_screen_reader(visitor: Visitor) -> None:
    """The fieldset points to its error, the summary's link to the first choice."""
    page = visitor.send(visitor.link(visitor.relay.send(chat()))).body
    assert 'aria-invalid="true" aria-describedby="rating-error"' in page
    assert 'id="rating-error"' in page
    assert re.search(r'<a href="#rating">', page)
    assert "id=rating" in page
