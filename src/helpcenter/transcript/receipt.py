"""The chats of a case on its receipt: who said what and when, as safe HTML without styles of its own."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from helpcenter.center.moments import print_moment
from helpcenter.records import record
from helpcenter.redaction.account import masked_words
from helpcenter.transcript.file_lines import FileLines
from helpcenter.transcript.record import print_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from helpcenter.center.calendar import Calendar
    from helpcenter.inquiry.history import CaseHistory
    from helpcenter.messages import Messages
    from helpcenter.transcript.file_lines import FileLine
    from helpcenter.transcript.parts import TranscriptStore
    from helpcenter.transcript.transcript import Transcript


@record
class ShowChats:
    """The use case behind the chats of a receipt.

    `files` says what became of the files of a part; without it they are told by name.
    """

    store: TranscriptStore
    calendar: Calendar
    messages: Mapping[str, Messages]
    files: Callable[[Transcript], FileLines] = FileLines

    def __call__(self, case_id: str, language: str = "") -> tuple[str, str]:
        """Return a language and the chats under a case as HTML in it, which is empty where there are none.

        Without a language it is that of the first chat.

        Raises:
            StoreUnavailableError: the store could not be read.
        """
        transcripts = [part.transcript for part in self.store.parts(case_id)]
        if not transcripts:
            return language, ""
        spoken = language or transcripts[0].language
        messages = self.messages.get(spoken) or next(iter(self.messages.values()))
        return messages.language, chats_content(transcripts, self.calendar, messages, self.files)

    def section(self, history: CaseHistory, messages: Messages) -> str:
        """Return the chats of an inquiry's case as HTML, in the words of its receipt; see ReceiptPage.

        Raises:
            StoreUnavailableError: the store could not be read.
        """
        return self(history.case.case_id, messages.language)[1]


def chats_content(
    transcripts: Sequence[Transcript],
    calendar: Calendar,
    messages: Messages,
    files: Callable[[Transcript], FileLines] = FileLines,
) -> str:
    """Return chats as HTML, the earliest first: nothing that was typed becomes markup or a link."""
    in_order = sorted(transcripts, key=lambda transcript: transcript.started_at)
    return "".join(_chat(transcript, calendar, messages, files(transcript)) for transcript in in_order)


def _chat(transcript: Transcript, calendar: Calendar, messages: Messages, files: FileLines) -> str:
    started = print_moment(calendar, messages, transcript.started_at)
    items = []
    for line in print_lines(transcript, transcript.messages, calendar, messages, files):
        day = f'<p class="chat-record__day">{escape(line.heading)}</p>' if line.heading else ""
        text = "<br>".join([*map(escape, line.text), *map(_file, line.files)])
        items.append(
            f'<li class="chat-record__item chat-record__item--{line.role}">{day}'
            f"<p><strong>{escape(line.who)}</strong> <time>{line.time}</time></p>"
            f'<p class="chat-record__text" dir="auto">{text}</p></li>'
        )
    secrets = masked_words(transcript.masked, messages)
    masked = messages.text("transcript.masked", secrets=secrets) if secrets else ""
    note = f'<p class="receipt__masked">{escape(masked)}</p>' if masked else ""
    title = escape(messages.text("receipt.chat", started=started))
    return (
        f'<section class="chat-record"><h2>{title}</h2>{note}'
        f'<ol class="chat-record__items" role="list">{"".join(items)}</ol></section>'
    )


def _file(file: FileLine) -> str:
    words = escape(file.words)
    return f'<a href="{escape(file.url)}" rel="nofollow">{words}</a>' if file.url else words
