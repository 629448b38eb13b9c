"""What the customer thinks of a chat: a signed link in its mail, good once and for 14 days."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from helpcenter.inquiry.case_id import CaseIdError, parse_case_id
from helpcenter.inquiry.signing import is_signed, sign_link
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpcenter.redaction.guard import SecretGuard
    from helpcenter.transcript.parts import TranscriptStore
    from helpcenter.transcript.transcript import Transcript

OPEN_FOR = timedelta(days=14)
RATINGS = ("1", "2", "3", "4", "5")
WORDS_MAX = 2000  # characters
_TOKEN = re.compile(r"([0-9A-Z]{11})\.([0-9a-f]{10})-(\d{4,6})\.(\d{1,12})\.([\w-]{22})", re.ASCII)


@record
class Feedback:
    """A rating from 1 to 5, and words that may be empty."""

    rating: int
    words: str
    given_at: datetime


class FeedbackStore(Protocol):
    """Where feedback is kept, beside what it speaks of. Each method raises StoreUnavailableError."""

    def give(self, transcript: Transcript, feedback: Feedback) -> bool:
        """Keep the feedback on a part. False: there is one already."""

    def given(self, transcript: Transcript) -> Feedback | None:
        """Return the feedback on a part, or None."""


@record
class FeedbackLinks:
    """Makes and reads the links, on the site at `site_url` (with a slash); `secret` as in ReceiptLinks."""

    secret: bytes
    site_url: str

    def url(self, transcript: Transcript, until: datetime) -> str:
        """Return the address where a part can be rated until then (UTC, to the second)."""
        part = transcript.part_name.replace("#", "-")
        told = f"{transcript.case_id}.{part}.{int(until.timestamp())}"
        return f"{self.site_url}api/feedback/{told}.{sign_link(self.secret, _signed(told))}"

    def read(self, token: str) -> tuple[str, str, datetime] | None:
        """Return case ID, part name and end of a link's token, or None if the token is not one of ours."""
        found = _TOKEN.fullmatch(token)
        if not found:
            return None
        told, _, signature = token.rpartition(".")
        if not is_signed(self.secret, _signed(told), signature):
            return None
        try:
            case_id = parse_case_id(found[1])
        except CaseIdError:
            return None
        return case_id, f"{found[2]}#{found[3]}", datetime.fromtimestamp(int(found[4]), UTC)


class Answer(StrEnum):
    """What a link is good for."""

    OPEN = "open"
    GIVEN = "given"
    GONE = "gone"  # forged, over, or about a chat that is no longer kept: nobody learns which


@record
class TakeFeedback:
    """The use case behind the feedback page. `guard` takes secrets out of the words before storing."""

    links: FeedbackLinks
    transcripts: TranscriptStore
    store: FeedbackStore
    guard: SecretGuard
    now: Callable[[], datetime]

    def look(self, token: str) -> tuple[Answer, Transcript | None]:
        """Return what a link is good for, and the part that it speaks of; nothing is recorded by looking.

        Raises:
            StoreUnavailableError: the store could not be read.
        """
        read = self.links.read(token)
        if read is None or self.now() >= read[2]:
            return Answer.GONE, None
        transcript = self.transcripts.get(read[0], read[1])
        if transcript is None:
            return Answer.GONE, None
        return (Answer.GIVEN if self.store.given(transcript) else Answer.OPEN), transcript

    def give(self, transcript: Transcript, rating: int, words: str) -> bool:
        """Record a rating and words, once. False: somebody was faster with the same link.

        Raises:
            StoreUnavailableError: nothing was stored.
        """
        return self.store.give(transcript, Feedback(rating, self.guard.mask(words)[0], self.now()))


def _signed(told: str) -> str:
    return f"feedback:{told}"
