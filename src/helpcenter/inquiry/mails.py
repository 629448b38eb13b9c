"""The two mails of an accepted inquiry: to the customer, and to the department."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from helpcenter.inquiry.case_words import case_words
from helpcenter.inquiry.details import detail_lines
from helpcenter.mail.delivery import Mail
from helpcenter.mail.job import ACKNOWLEDGEMENT, DEPARTMENT_NOTICE
from helpcenter.mail.templates import without_bidi_controls
from helpcenter.redaction.account import masked_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from helpcenter.center.calendar import Calendar
    from helpcenter.center.facts import Facts
    from helpcenter.inquiry.case import Case
    from helpcenter.inquiry.inquiry import Inquiry
    from helpcenter.inquiry.receipt import ReceiptLinks
    from helpcenter.mail.templates import MailTemplates
    from helpcenter.messages import Messages


@dataclass(frozen=True, slots=True)
class InquiryMails:
    """Composes the mails of cases. `mailboxes`: department ID -> address, `default` for all the others.

    `files_url` makes the link to a case's files. It is in every notice: files come after it.
    """

    facts: Facts
    calendar: Calendar
    messages: Mapping[str, Messages]
    templates: MailTemplates
    links: ReceiptLinks
    mailboxes: Mapping[str, str]
    files_url: Callable[[Case], str]

    def acknowledgement(self, case: Case) -> Mail:
        """Tell the customer that the inquiry has arrived, in the language it was written in.

        Nothing that was typed into the form is in it: anybody can type anybody's address, and a mail that
        repeats typed words would carry them to strangers.
        """
        language = case.inquiry.language
        messages = self.messages.get(language) or self._default_messages
        never_asks = [name[messages.language] for name in self.facts.never_asks.values()]
        values = {
            **self._values(case, messages),
            "receipt_url": self.links.url(case.case_id),
            "never_asks": messages.text("list.comma").join(never_asks),
        }
        rendered = self.templates.render(ACKNOWLEDGEMENT, messages.language, values)
        return Mail(values["center"], case.inquiry.email, rendered.subject, rendered.text, rendered.html)

    def department_notice(self, case: Case) -> Mail:
        """Bring the whole inquiry to the department, in the center's first language.

        A reply goes to the customer. What was typed is in the bodies alone, as text that reads as written.
        """
        inquiry, messages = case.inquiry, self._default_messages
        spoken = self.facts.spoken_languages.get(inquiry.language, {})
        topic = self.facts.topics.get(inquiry.topic)
        values = {
            **self._values(case, messages),
            "urgent": messages.text("mail.urgent") if topic and topic.urgent else "",
            "language": spoken.get(messages.language, inquiry.language),
            "name": without_bidi_controls(inquiry.name) or messages.text("mail.no_name"),
            "email": _marked(inquiry.email, messages),
            "as_typed": _as_typed(case.masked, messages),
            "message": without_bidi_controls(_typed(inquiry, self.facts, messages.language)),
            "files_url": self.files_url(case),
        }
        rendered = self.templates.render(DEPARTMENT_NOTICE, messages.language, values)
        mailbox = self.mailboxes.get(case.department) or self.mailboxes["default"]
        return Mail(
            values["center"], mailbox, rendered.subject, rendered.text, rendered.html, reply_to=inquiry.email
        )

    @property
    def _default_messages(self) -> Messages:
        return self.messages[self.facts.languages[0]]

    def _values(self, case: Case, messages: Messages) -> dict[str, str]:
        center = self.facts.brand.center_name[messages.language]
        return {"center": center, **asdict(case_words(case, self.facts, self.calendar, messages))}


def _typed(inquiry: Inquiry, facts: Facts, language: str) -> str:
    """Return what was typed: the details by name, several lines below theirs, then the message."""
    details = [
        f"{name}:{chr(10) if chr(10) in answer else ' '}{answer}"
        for name, answer in detail_lines(inquiry, facts, language)
    ]
    return "\n\n".join(["\n".join(details), inquiry.message] if details else [inquiry.message])


def _as_typed(masked: Mapping[str, int], messages: Messages) -> str:
    """Say whether what follows is all that the customer typed."""
    if not masked:
        return messages.text("mail.as_typed")
    return messages.text("mail.masked", secrets=masked_words(masked, messages))


def _marked(email: str, messages: Messages) -> str:
    """Return the address, with a warning where its domain is punycode (RFC 3492) and may imitate another."""
    labels = email.rpartition("@")[2].split(".")
    if not any(label.startswith("xn--") for label in labels):
        return email
    return messages.text("mail.punycode", address=email)
