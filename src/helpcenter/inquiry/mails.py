"""The mails of a case: to the customer that it has arrived, to the department what it is."""

from __future__ import annotations

from dataclasses import asdict
from functools import cached_property
from typing import TYPE_CHECKING

from helpcenter.inquiry.case_words import case_words, when_sent
from helpcenter.inquiry.urgent_help import UrgentHelp
from helpcenter.inquiry.whole_inquiry import marked_address, whole_inquiry
from helpcenter.mail.delivery import Mail, MailRefusedError
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
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from helpcenter.center.calendar import Calendar
    from helpcenter.center.facts import Facts
    from helpcenter.inquiry.case import Case, CaseStore
    from helpcenter.inquiry.receipt import ReceiptLinks
    from helpcenter.mail.job import MailJob
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

    def by_kind(self, cases: CaseStore) -> Mapping[str, Callable[[MailJob], Mail]]:
        """Return each kind of mail with what composes it, for the case of a job."""

        def of_case(compose: Callable[[Case], Mail]) -> Callable[[MailJob], Mail]:
            def composed(job: MailJob) -> Mail:
                case = cases.get(job.case_id)
                if case is None:
                    raise MailRefusedError("case_gone")
                return compose(case)

            return composed

        return {
            ACKNOWLEDGEMENT: of_case(self.acknowledgement),
            DEPARTMENT_NOTICE: of_case(self.department_notice),
            UNDELIVERED_NOTICE: of_case(self.undelivered_notice),
        }

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
        whole, topic = (
            whole_inquiry(case, self.facts, messages, self.mark),
            self.facts.topics.get(inquiry.topic),
        )
        links = [(messages.text(code), url(case)) for code, url in self.department_links.items()]
        values = {
            **self._values(case, messages),
            "accepted": when_sent(case, self.calendar, messages),
            "urgent": messages.text("mail.urgent") if topic and topic.urgent else "",
            "language": whole.language,
            "name": whole.name,
            "email": whole.email,
            "as_typed": whole.as_typed,
            "actions_text": buttons_text(links),
            "actions_html": buttons_html(links),
            "details_text": entries_text(whole.details),
            "details_html": entries_html(whole.details, self.mark),
            "message": whole.message,
            "message_html": box_html(whole.message, self.mark),
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
            "email": marked_address(case.inquiry.email, messages),
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
