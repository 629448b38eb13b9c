"""The mails that follow an inquiry: what was added, a call for the lead, an erasure, links, promises due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.inquiry.case_id import group_case_id
from helpcenter.inquiry.case_words import case_words, when_sent
from helpcenter.inquiry.follow_up_lines import (
    erased_lines,
    event_line,
    open_case_lines,
    promise_lines,
    sent_lines,
)
from helpcenter.inquiry.mail_lines import Link, html_lines, text_lines
from helpcenter.mail.delivery import Mail, MailNotOwedError
from helpcenter.mail.job import (
    ADDED_INFORMATION,
    ERASURE_NOTE,
    ESCALATION,
    PROMISE_LIST,
    REASSIGNMENT,
    RECEIPT_LINKS,
)
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from helpcenter.center.calendar import Calendar
    from helpcenter.center.facts import Facts
    from helpcenter.inquiry.case import Case
    from helpcenter.inquiry.history import CaseHistory, Event, HistoryStore
    from helpcenter.inquiry.letters import Letter, LetterStore
    from helpcenter.inquiry.lost_links import AddressBook
    from helpcenter.inquiry.progress import ProgressLinks
    from helpcenter.inquiry.receipt import ReceiptLinks
    from helpcenter.mail.job import MailJob
    from helpcenter.mail.templates import MailTemplates
    from helpcenter.messages import Messages


@record
class FollowUpStores:
    """Where these mails find what they tell."""

    histories: HistoryStore
    letters: LetterStore
    addresses: AddressBook


@record
class _Wording:
    """The kind of a mail, the words of its language, and what goes into its subject and title."""

    kind: str
    messages: Messages
    values: Mapping[str, str]


@record
class FollowUpMails:
    """Composes them. `mailboxes` and `leads`: department -> address, `default` for the rest.

    `mark` is what stands for a masked secret; `files_link` leads to a case's files.
    A department without a lead's mailbox has its own take the call. Words that a customer wrote go to
    departments alone; mails to customers hold none.
    """

    facts: Facts
    calendar: Calendar
    messages: Mapping[str, Messages]
    templates: MailTemplates
    receipt_links: ReceiptLinks
    progress_links: ProgressLinks
    stores: FollowUpStores
    mailboxes: Mapping[str, str]
    leads: Mapping[str, str]
    mark: str
    files_link: Callable[[Case], str]

    def by_kind(self) -> Mapping[str, Callable[[MailJob], Mail]]:
        """Return each kind of mail with what composes it."""
        return {
            ADDED_INFORMATION: self.added_information,
            ESCALATION: self.escalation,
            REASSIGNMENT: self.reassignment,
            ERASURE_NOTE: self.erasure_note,
            RECEIPT_LINKS: self.receipt_mail,
            PROMISE_LIST: self.promise_list,
        }

    def added_information(self, job: MailJob) -> Mail:
        """Bring the department what the customer added."""
        history = self._history(job)
        added = [event for event in history.events if str(event.number) == job.which]
        return self._to_department(ADDED_INFORMATION, history, added)

    def escalation(self, job: MailJob) -> Mail:
        """Bring the lead the whole inquiry with its history."""
        history = self._history(job)
        lead = self.leads.get(history.case.department) or self.leads.get("default")
        return self._to_department(ESCALATION, history, history.events, whole=True, lead=lead)

    def reassignment(self, job: MailJob) -> Mail:
        """Bring the new department the whole inquiry with its history."""
        history = self._history(job)
        return self._to_department(REASSIGNMENT, history, history.events, whole=True)

    def erasure_note(self, job: MailJob) -> Mail:
        """Tell the customer that all is erased, and what the law keeps."""
        letter = self._letter(job)
        messages = self._words(letter.language)
        wording = _Wording(ERASURE_NOTE, messages, {"case_id": group_case_id(letter.owner)})
        return self._mail(letter.to, wording, erased_lines(letter, self.calendar, messages))

    def receipt_mail(self, job: MailJob) -> Mail:
        """Bring the customer the links to the open cases of the address.

        Raises:
            MailNotOwedError: there are none.
        """
        letter = self._letter(job)
        cases = self.stores.addresses.open_cases(letter.to)
        if not cases:
            raise MailNotOwedError("no_cases")
        # To the address as it was typed with the newest of them, not as whoever asks types it now.
        address = cases[0].inquiry.email
        theirs = [case for case in cases if case.inquiry.email == address]
        messages = self._words(letter.language)
        lines = open_case_lines(theirs, self.receipt_links, self.facts, self.calendar, messages)
        return self._mail(address, _Wording(RECEIPT_LINKS, messages, {}), lines)

    def promise_list(self, job: MailJob) -> Mail:
        """Bring a department what is due today, and what is late."""
        letter = self._letter(job)
        messages, mailbox = self._words(letter.language), self._mailbox(letter.to)
        wording = _Wording(PROMISE_LIST, messages, {"count": letter.lines[0]})
        return self._mail(mailbox, wording, promise_lines(letter, self.facts, self.calendar, messages))

    def _to_department(
        self,
        kind: str,
        history: CaseHistory,
        events: Sequence[Event],
        *,
        whole: bool = False,
        lead: str | None = None,
    ) -> Mail:
        """Return a mail in the center's first language; a reply goes to the customer."""
        case, messages = history.case, self._words(self.facts.languages[0])
        words = case_words(case, self.facts, self.calendar, messages)
        values = {"case_id": words.case_id, "topic": words.topic, "due": words.due}
        lines: list[str | Link] = [
            messages.text(f"mail.{kind}.text", department=words.department),
            messages.text(
                "mail.follow_up.facts", accepted=when_sent(case, self.calendar, messages), **values
            ),
        ]
        if whole:
            lines += sent_lines(case, self.facts, messages, self.mark)
        lines += [event_line(event, self.facts, self.calendar, messages) for event in events]
        lines += [
            Link(messages.text("mail.follow_up.answered"), self.progress_links.answered_link(case.case_id)),
            Link(
                messages.text("mail.follow_up.needs_information"),
                self.progress_links.needs_information_link(case.case_id),
            ),
            Link(messages.text("mail.link.files"), self.files_link(case)),
        ]
        mailbox = lead or self._mailbox(case.department)
        return self._mail(mailbox, _Wording(kind, messages, values), lines, reply_to=case.inquiry.email)

    def _mail(
        self, to: str, wording: _Wording, lines: Sequence[str | Link], reply_to: str | None = None
    ) -> Mail:
        messages = wording.messages
        center = self.facts.brand.center_name[messages.language]
        filled = {
            "center": center,
            "title": messages.text(f"mail.{wording.kind}.title", **wording.values),
            "subject": messages.text(f"mail.{wording.kind}.subject", center=center, **wording.values),
            "lines_text": text_lines(lines),
            "lines_html": html_lines(lines, self.mark),
        }
        rendered = self.templates.render("follow_up", messages.language, filled)
        return Mail(center, to, rendered.subject, rendered.text, rendered.html, reply_to=reply_to)

    def _mailbox(self, department: str) -> str:
        return self.mailboxes.get(department) or self.mailboxes["default"]

    def _words(self, language: str) -> Messages:
        return self.messages.get(language) or self.messages[self.facts.languages[0]]

    def _history(self, job: MailJob) -> CaseHistory:
        history = self.stores.histories.read(job.case_id)
        if history is None:
            raise MailNotOwedError("case_gone")
        return history

    def _letter(self, job: MailJob) -> Letter:
        letter = self.stores.letters.get(job.case_id, job.mail)
        if letter is None:
            raise MailNotOwedError("letter_gone")
        return letter
