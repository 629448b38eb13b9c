"""The mail that brings the customer the transcript."""

from __future__ import annotations

from html import escape
from string import Template
from typing import TYPE_CHECKING

from helpcenter.attachment.links import SENT_FILES_LIFE
from helpcenter.center.languages import language_for
from helpcenter.center.moments import print_moment
from helpcenter.inquiry.case_id import group_case_id
from helpcenter.mail.delivery import Attachment, Mail, MailRefusedError
from helpcenter.mail.job import TRANSCRIPT
from helpcenter.mail.templates import Html
from helpcenter.records import record
from helpcenter.redaction.account import masked_words
from helpcenter.transcript.feedback import OPEN_FOR
from helpcenter.transcript.file_lines import FileLines
from helpcenter.transcript.record import end_of, html_record, print_day, print_lines, text_record
from helpcenter.transcript.transcript import TYPED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from helpcenter.center.calendar import Calendar
    from helpcenter.center.facts import Facts
    from helpcenter.inquiry.receipt import ReceiptLinks
    from helpcenter.mail.job import MailJob
    from helpcenter.mail.templates import MailTemplates
    from helpcenter.messages import Messages
    from helpcenter.transcript.feedback import FeedbackLinks
    from helpcenter.transcript.parts import TranscriptStore
    from helpcenter.transcript.transcript import Transcript

_NOTE = Template(
    '<p class="plain" style="margin:0 0 12px;padding:10px 12px;background:#f6f8fa;color:#1c2530;'
    'border-left:4px solid #5b6b7b;font-size:14px">$note</p>'
)


@record
class TranscriptMails:
    """Composes the mails of transcripts.

    A reply goes to `reply_mailbox`, marked with its case, if there is one. `files` says what became of the
    files of a part; without it they are told by name.
    """

    facts: Facts
    calendar: Calendar
    messages: Mapping[str, Messages]
    templates: MailTemplates
    links: FeedbackLinks
    receipts: ReceiptLinks
    now: Callable[[], datetime]
    reply_mailbox: str = ""
    files: Callable[[Transcript], FileLines] = FileLines

    def by_kind(self, transcripts: TranscriptStore) -> Mapping[str, Callable[[MailJob], Mail]]:
        """Return the kind of mail with what composes it, for the part that a job names."""

        def composed(job: MailJob) -> Mail:
            transcript = transcripts.get(job.case_id, job.which)
            if transcript is None:
                raise MailRefusedError("case_gone")
            return self.transcript(transcript)

        return {TRANSCRIPT: composed}

    def transcript(self, transcript: Transcript) -> Mail:
        """Tell the customer who said what and when, in the customer's language, with a copy to keep.

        The body of a long chat holds its end; the copy holds all of it.

        Raises:
            MailRefusedError: there is no address to send it to.
            StoreUnavailableError: what became of its files could not be read.
        """
        if transcript.customer.email is None:
            raise MailRefusedError("no_address")
        messages = self.messages[language_for(transcript.language, self.facts.languages)]
        language, case_id = messages.language, group_case_id(transcript.case_id)
        shown = end_of(transcript)
        parts = (self.calendar, messages, self.files(transcript))
        lines = list(print_lines(transcript, shown, *parts))
        notes = list(_notes(transcript, len(shown), messages))
        until = self.now() + OPEN_FOR
        never_asks = [name[language] for name in self.facts.never_asks.values()]
        values = {
            "center": self.facts.brand.center_name[language],
            "case_id": case_id,
            "intro": messages.text("transcript.intro" if transcript.part == 1 else "transcript.intro.more"),
            "day": print_day("transcript.day", self.calendar.local_time(transcript.started_at), messages),
            "started": print_moment(self.calendar, messages, transcript.started_at),
            "ended": print_moment(self.calendar, messages, transcript.ended_at),
            "kept_until": print_moment(self.calendar, messages, transcript.erase_at),
            "never_asks": messages.text("list.comma").join(never_asks),
            "inquiry_url": self._inquiry_url(language),
            "receipt_url": self.receipts.url(transcript.case_id),
            "feedback_url": self.links.url(transcript, until),
            "feedback_until": print_day("transcript.until", self.calendar.local_time(until), messages),
            "record_text": text_record(lines),
            "record_html": html_record(lines),
            "notes_text": "".join(f"\n{note}" for note in notes),
            "notes_html": Html("".join(_NOTE.substitute(note=escape(note)) for note in notes)),
        }
        rendered = self.templates.render(TRANSCRIPT, language, values)
        whole = text_record(print_lines(transcript, transcript.messages, *parts))
        copied = messages.text("transcript.copy", **{**values, "record_text": whole})
        return Mail(
            values["center"],
            transcript.customer.email,
            rendered.subject,
            rendered.text,
            rendered.html,
            reply_to=self._reply_to(transcript.case_id),
            attachments=(_copy(f"chat-{case_id}.txt", copied),),
            unproven=transcript.customer.email_source == TYPED,
        )

    def _inquiry_url(self, language: str) -> str:
        folder = "" if language == self.facts.languages[0] else f"{language}/"
        return f"{self.facts.site_url}{folder}inquiry/"

    def _reply_to(self, case_id: str) -> str | None:
        """Return the mailbox with the case in its local part (RFC 5233): `replies+<case ID>@..`."""
        local, _, domain = self.reply_mailbox.rpartition("@")
        return f"{local}+{case_id}@{domain}" if local else None


def _notes(transcript: Transcript, shown: int, messages: Messages) -> Iterator[str]:
    """Yield what the reader has to know about the record."""
    if shown < len(transcript.messages):
        yield messages.text("transcript.note.long", shown=shown, count=len(transcript.messages))
    if secrets := masked_words(transcript.masked, messages):
        yield messages.text("transcript.masked", secrets=secrets)
    files = [file for message in transcript.messages for file in message.files]
    if not all(file.source for file in files):
        yield messages.text("transcript.note.files")
    if any(file.source for file in files):
        yield messages.text("transcript.note.copies", days=SENT_FILES_LIFE.days)


def _copy(name: str, text: str) -> Attachment:
    """Return the text as a file that opens rightly everywhere.

    With a byte order mark, because Korean Windows takes a text without one for code page 949, and with CRLF,
    because Notepad before Windows 10 1809 shows LF alone as no line break at all. The name is ASCII.
    """
    lines = text.replace("\n", "\r\n")
    return Attachment(name, "text/plain; charset=utf-8", lines.encode("utf-8-sig"))
