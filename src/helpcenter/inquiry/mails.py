"""The mails of a case: to the customer that it has arrived, to the department what it is."""

from __future__ import annotations

from dataclasses import asdict
from functools import cached_property
from typing import TYPE_CHECKING

from helpcenter.inquiry.case_words import case_words
from helpcenter.inquiry.details import detail_lines
from helpcenter.inquiry.urgent_help import UrgentHelp
from helpcenter.mail.delivery import Mail
from helpcenter.mail.fragments import (
    box_html,
    buttons_html,
    buttons_text,
    entries_html,
    entries_text,
    list_html,
    list_text,
)
from helpcenter.mail.job import ACKNOWLEDGEMENT, DEPARTMENT_NOTICE, UNDELIVERED_NOTICE
from helpcenter.mail.templates import without_bidi_controls
from helpcenter.records import record
from helpcenter.redaction.account import masked_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from helpcenter.center.calendar import Calendar
    from helpcenter.center.facts import Facts
    from helpcenter.inquiry.case import Case
    from helpcenter.inquiry.receipt import ReceiptLinks
    from helpcenter.mail.templates import MailTemplates
    from helpcenter.messages import Messages

    CaseLink = Callable[[Case], str]


@record
class InquiryMails:
    """Composes the mails of cases. `mailboxes`: department ID -> address, `default` for all the others.

    `mark` is what stands for a masked secret. `department_links` are the signed links of a department's mail,
    by the code of their label, in their order: what it can say of the case with one click, and its files.
    """

    facts: Facts
    calendar: Calendar
    messages: Mapping[str, Messages]
    templates: MailTemplates
    links: ReceiptLinks
    mailboxes: Mapping[str, str]
    mark: str
    now: Callable[[], datetime]
    department_links: Mapping[str, CaseLink]

    def acknowledgement(self, case: Case) -> Mail:
        """Tell the customer that the inquiry has arrived, in the language it was written in.

        Nothing that was typed into the form is in it: anybody can type anybody's address, and a mail that
        repeats typed words would carry them to strangers. Who is open now is told as of now, when it leaves.
        """
        language = case.inquiry.language
        messages = self.messages.get(language) or self._default_messages
        never_asks = [name[messages.language] for name in self.facts.never_asks.values()]
        urgent = self._urgent_help(case.inquiry.topic, messages, self.now())
        values = {
            **self._values(case, messages),
            "receipt_url": self.links.url(case.case_id),
            "contact_url": self._contact_url(messages.language),
            "urgent_text": list_text(*urgent),
            "urgent_html": list_html(*urgent),
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
        name, message = without_bidi_controls(inquiry.name), without_bidi_controls(inquiry.message)
        details = [
            (label, without_bidi_controls(answer))
            for label, answer in detail_lines(inquiry, self.facts, messages.language)
        ]
        links = [(messages.text(code), url(case)) for code, url in self.department_links.items()]
        typed = "\n".join([name, message, *(answer for _, answer in details)])
        values = {
            **self._values(case, messages),
            "urgent": messages.text("mail.urgent") if topic and topic.urgent else "",
            "language": spoken.get(messages.language, inquiry.language),
            "name": name or messages.text("mail.no_name"),
            "email": _marked(inquiry.email, messages),
            "as_typed": _as_typed(case.masked, typed.count(self.mark), messages),
            "actions_text": buttons_text(links),
            "actions_html": buttons_html(links),
            "details_text": entries_text(details),
            "details_html": entries_html(details, self.mark),
            "message": message,
            "message_html": box_html(message, self.mark),
        }
        rendered = self.templates.render(DEPARTMENT_NOTICE, messages.language, values)
        mailbox = self._mailbox(case)
        return Mail(
            values["center"], mailbox, rendered.subject, rendered.text, rendered.html, reply_to=inquiry.email
        )

    def undelivered_notice(self, case: Case) -> Mail:
        """Tell the department that a mail did not reach the customer, and what is left to do."""
        messages = self._default_messages
        values = {
            **self._values(case, messages),
            "email": _marked(case.inquiry.email, messages),
            "reason": messages.text(f"mail.unreachable.{case.unreachable or 'bounced'}"),
        }
        rendered = self.templates.render(UNDELIVERED_NOTICE, messages.language, values)
        return Mail(values["center"], self._mailbox(case), rendered.subject, rendered.text, rendered.html)

    @cached_property
    def _urgent_help(self) -> UrgentHelp:
        return UrgentHelp(self.facts, self.calendar)

    @property
    def _default_messages(self) -> Messages:
        return self.messages[self.facts.languages[0]]

    def _mailbox(self, case: Case) -> str:
        return self.mailboxes.get(case.department) or self.mailboxes["default"]

    def _contact_url(self, language: str) -> str:
        folder = "" if language == self.facts.languages[0] else f"{language}/"
        return f"{self.facts.site_url}{folder}contact/"

    def _values(self, case: Case, messages: Messages) -> dict[str, str]:
        center = self.facts.brand.center_name[messages.language]
        return {"center": center, **asdict(case_words(case, self.facts, self.calendar, messages))}


def _as_typed(masked: Mapping[str, int], marks: int, messages: Messages) -> str:
    """Say whether what follows is all that the customer typed.

    `marks` in the text that the function did not make are the browser's: it masked before anything was sent.
    """
    if not marks:
        return messages.text("mail.as_typed")
    told = [messages.text("mail.masked", secrets=masked_words(masked, messages))] if masked else []
    if earlier := max(0, marks - sum(masked.values())):
        told.append(messages.text("mail.masked_in_browser", count=earlier))
    return " ".join(told)


def _marked(email: str, messages: Messages) -> str:
    """Return the address, with a warning where its domain is punycode (RFC 3492) and may imitate another."""
    labels = email.rpartition("@")[2].split(".")
    if not any(label.startswith("xn--") for label in labels):
        return email
    return messages.text("mail.punycode", address=email)
