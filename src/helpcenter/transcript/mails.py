"""The mail that brings the customer the transcript."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpcenter.center.moments import print_moment
from helpcenter.inquiry.case_id import group_case_id
from helpcenter.mail.delivery import Attachment, Mail, MailRefusedError
from helpcenter.mail.job import TRANSCRIPT
from helpcenter.redaction.account import masked_words
from helpcenter.transcript.record import html_record, print_day, text_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpcenter.center.calendar import Calendar
    from helpcenter.center.facts import Facts
    from helpcenter.mail.templates import MailTemplates
    from helpcenter.messages import Messages
    from helpcenter.transcript.transcript import Transcript


@dataclass(frozen=True, slots=True)
class TranscriptMails:
    """Composes the mails of transcripts."""

    facts: Facts
    calendar: Calendar
    messages: Mapping[str, Messages]
    templates: MailTemplates

    def transcript(self, transcript: Transcript) -> Mail:
        """Tell the customer who said what and when, in the customer's language, with a copy to keep.

        Raises:
            MailRefusedError: there is no address to send it to.
        """
        if transcript.customer.email is None:
            raise MailRefusedError("no_address")
        messages = self.messages.get(transcript.language) or self.messages[self.facts.languages[0]]
        language = messages.language
        never_asks = [name[language] for name in self.facts.never_asks.values()]
        started_on = self.calendar.local_time(transcript.started_at)
        values = {
            "center": self.facts.brand.center_name[language],
            "case_id": group_case_id(transcript.case_id),
            "day": print_day("transcript.day", started_on, messages),
            "started": print_moment(self.calendar, messages, transcript.started_at),
            "ended": print_moment(self.calendar, messages, transcript.ended_at),
            "kept_until": print_moment(self.calendar, messages, transcript.erase_at),
            "never_asks": messages.text("list.comma").join(never_asks),
            "inquiry_url": self._inquiry_url(language),
            "masked": _masked(transcript, messages),
            "record_text": text_record(transcript, self.calendar, messages),
            "record_html": html_record(transcript, self.calendar, messages),
        }
        rendered = self.templates.render(TRANSCRIPT, language, values)
        copy = _copy(f"chat-{values['case_id']}.txt", messages.text("transcript.copy", **values))
        email = transcript.customer.email
        return Mail(
            values["center"], email, rendered.subject, rendered.text, rendered.html, attachments=(copy,)
        )

    def _inquiry_url(self, language: str) -> str:
        folder = "" if language == self.facts.languages[0] else f"{language}/"
        return f"{self.facts.site_url}{folder}inquiry/"


def _masked(transcript: Transcript, messages: Messages) -> str:
    """Say what was masked, in a sentence that follows others; nothing when nothing was."""
    secrets = masked_words(transcript.masked, messages)
    return messages.text("transcript.masked", secrets=secrets) if secrets else ""


def _copy(name: str, text: str) -> Attachment:
    """Return the text as a file that opens rightly everywhere.

    With a byte order mark, because Korean Windows takes a text without one for code page 949, and with CRLF,
    because Notepad before Windows 10 1809 shows LF alone as no line break at all. The name is ASCII.
    """
    lines = text.replace("\n", "\r\n")
    return Attachment(name, "text/plain; charset=utf-8", lines.encode("utf-8-sig"))
