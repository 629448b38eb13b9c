"""What a record says of the files that were sent: a link to our copy, or in words why there is none."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from helpcenter.records import field, record
from helpcenter.transcript.files import attachment_id
from helpcenter.transcript.transcript import CUSTOMER, TYPED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from helpcenter.attachment.attachment import Attachment
    from helpcenter.messages import Messages
    from helpcenter.transcript.transcript import File, Message, Transcript

_EXPECTED_FOR = timedelta(days=1)
"""After that, nothing comes any more of a file of which nothing is known."""
_SAID = {"unreachable", "too_large", "wrong_kind", "too_many", "malware", "empty"}
"""Reasons that have words of their own; what the others mean to a reader is that the file is not safe."""


@record
class FileLine:
    """A file as it is printed: its words, and the address of our copy, empty where there is none."""

    words: str
    url: str = ""


@record
class KnownFiles:
    """What is noted of the files of a part, by their IDs, at a moment (UTC).

    `url` makes the address of one. `mailed`: it is told in a mail. When nobody vouches for the address that
    such a mail goes to, it does not link to the customer's own files, for whoever types somebody else's would
    have us send them; the receipt does.
    """

    now: datetime
    noted: Mapping[str, Attachment] = field(hash=False)
    url: Callable[[str], str]
    mailed: bool


@record
class FileLines:
    """Says what became of the files of a part; without `known` they are told by name alone."""

    transcript: Transcript
    known: KnownFiles | None = None

    def __call__(self, message: Message, messages: Messages) -> tuple[FileLine, ...]:
        """Return a line for each file of a message."""
        known = self.known
        trusted = message.role != CUSTOMER or self.transcript.customer.email_source != TYPED
        linked = trusted or known is None or not known.mailed
        return tuple(
            self._line(file, attachment_id(self.transcript, message, place), messages, linked=linked)
            for place, file in enumerate(message.files)
        )

    def _line(self, file: File, known_as: str, messages: Messages, *, linked: bool) -> FileLine:
        if not file.source or self.known is None:
            return FileLine(messages.text("transcript.file", name=file.name))
        noted = self.known.noted.get(known_as)
        reason: str | None = noted.reason if noted else None
        if noted is None and self.known.now > self.transcript.ended_at + _EXPECTED_FOR:
            reason = "unreachable"
        if reason:
            why = messages.text(f"transcript.file.{reason if reason in _SAID else 'unsafe'}")
            return FileLine(messages.text("transcript.file.refused", name=file.name, why=why))
        if not linked:
            return FileLine(messages.text("transcript.file.own", name=file.name))
        code = "transcript.file" if noted and noted.state == "clean" else "transcript.file.waiting"
        return FileLine(messages.text(code, name=file.name), self.known.url(known_as))


@record
class TellOfFiles:
    """Finds what became of the files of a part. `life`: how long its links are good.

    Nothing is read for a part in which nobody sent a file.
    """

    sent: Callable[[str], list[Attachment]]
    url: Callable[[str, str, datetime], str]
    life: timedelta
    now: Callable[[], datetime]
    mailed: bool = False

    def __call__(self, transcript: Transcript) -> FileLines:
        """Return what to say of the files of a part.

        Raises:
            StoreUnavailableError: what is noted of them could not be read.
        """
        if not transcript.sends_files:
            return FileLines(transcript)
        now, noted = self.now(), {each.attachment_id: each for each in self.sent(transcript.case_id)}
        until = min(transcript.erase_at, now + self.life)
        url = lambda known_as: self.url(transcript.case_id, known_as, until)  # noqa: E731 - in one place
        return FileLines(transcript, KnownFiles(now, noted, url, self.mailed))
