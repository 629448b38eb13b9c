"""The mails that follow an inquiry: what was added, a call for the lead, an erasure, links, promises due."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from helpcenter.center.moments import print_moment
from helpcenter.inquiry.case_id import group_case_id
from helpcenter.inquiry.case_words import case_words, when_sent
from helpcenter.inquiry.event_words import event_words
from helpcenter.inquiry.mail_lines import Link, html_lines, text_lines
from helpcenter.inquiry.whole_inquiry import whole_inquiry
from helpcenter.mail.delivery import Mail, MailNotOwedError
from helpcenter.mail.job import (
    ADDED_INFORMATION,
    ERASURE_NOTE,
    ESCALATION,
    PROMISE_LIST,
    REASSIGNMENT,
    RECEIPT_LINKS,
)
from helpcenter.mail.templates import without_bidi_controls
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
        return self._to_department(ADDED_INFORMATION, history, self._mailbox(history), added)

    def escalation(self, job: MailJob) -> Mail:
        """Bring the lead the whole inquiry with its history."""
        history = self._history(job)
        department = history.case.department
        lead = self.leads.get(department) or self.leads.get("default") or self._mailbox(history)
        return self._to_department(ESCALATION, history, lead, history.events, whole=True)

    def reassignment(self, job: MailJob) -> Mail:
        """Bring the new department the whole inquiry with its history."""
        history = self._history(job)
        return self._to_department(REASSIGNMENT, history, self._mailbox(history), history.events, whole=True)

    def erasure_note(self, job: MailJob) -> Mail:
        """Tell the customer that all is erased, and what the law keeps."""
        letter = self._letter(job)
        messages = self._words(letter.language)
        lines = [messages.text("mail.erasure_note.text", case_id=group_case_id(letter.owner))]
        for until in letter.lines:
            moment = print_moment(self.calendar, messages, datetime.fromisoformat(until))
            lines.append(messages.text("erasure.held", until=moment))
        lines.append(messages.text("erasure.backups"))
        return self._to_customer(ERASURE_NOTE, letter, messages, lines)

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
        messages = self._words(letter.language)
        lines: list[str | Link] = [messages.text("mail.receipt_links.text")]
        for case in cases:
            if case.inquiry.email == address:
                words = case_words(case, self.facts, self.calendar, messages)
                about = messages.text(
                    "mail.receipt_links.case", case_id=words.case_id, accepted=words.accepted
                )
                lines.append(Link(about, self.receipt_links.url(case.case_id)))
        return self._to_customer(RECEIPT_LINKS, letter, messages, lines, address)

    def promise_list(self, job: MailJob) -> Mail:
        """Bring a department what is due today, and what is late."""
        letter = self._letter(job)
        messages, count = self._words(letter.language), int(letter.lines[0])
        lines = [messages.text("mail.promise_list.text", count=count)]
        for line in letter.lines[1:]:
            case_id, topic, due = line.split(" ")
            due_at = datetime.fromisoformat(due)
            known = self.facts.topics.get(topic)
            lines.append(
                messages.text(
                    "mail.promise_list.late" if due_at <= letter.written_at else "mail.promise_list.near",
                    case_id=group_case_id(case_id),
                    topic=known.name[messages.language] if known else topic,
                    due=print_moment(self.calendar, messages, due_at),
                )
            )
        if (more := count - len(letter.lines) + 1) > 0:
            lines.append(messages.text("mail.promise_list.more", count=more))
        mailbox = self.mailboxes.get(letter.to) or self.mailboxes["default"]
        return self._mail(mailbox, _Wording(PROMISE_LIST, messages, {"count": str(count)}), lines)

    def _to_department(
        self,
        kind: str,
        history: CaseHistory,
        mailbox: str,
        events: Sequence[Event],
        *,
        whole: bool = False,
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
            lines += self._sent(case, messages)
        lines += [self._said(event, messages) for event in events]
        lines += [
            Link(messages.text("mail.follow_up.answered"), self.progress_links.answered_link(case.case_id)),
            Link(
                messages.text("mail.follow_up.needs_information"),
                self.progress_links.needs_information_link(case.case_id),
            ),
            Link(messages.text("mail.link.files"), self.files_link(case)),
        ]
        return self._mail(mailbox, _Wording(kind, messages, values), lines, reply_to=case.inquiry.email)

    def _sent(self, case: Case, messages: Messages) -> list[str]:
        """Return all that the customer sent with the inquiry."""
        sent = whole_inquiry(case, self.facts, messages, self.mark)
        return [
            messages.text("mail.follow_up.sender", language=sent.language, name=sent.name, email=sent.email),
            sent.as_typed,
            *(f"{name}: {answer}" for name, answer in sent.details),
            sent.message,
        ]

    def _said(self, event: Event, messages: Messages) -> str:
        """Return what happened, as a department reads it."""
        said = event_words(event, "event", self.facts, messages)
        moment = print_moment(self.calendar, messages, event.at)
        quoted = f"\n{without_bidi_controls(event.words)}" if event.words else ""
        return f"{moment}\n{said}{quoted}"

    def _to_customer(
        self, kind: str, letter: Letter, messages: Messages, lines: Sequence[str | Link], address: str = ""
    ) -> Mail:
        case_id = group_case_id(letter.owner) if kind == ERASURE_NOTE else ""
        return self._mail(address or letter.to, _Wording(kind, messages, {"case_id": case_id}), lines)

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

    def _mailbox(self, history: CaseHistory) -> str:
        return self.mailboxes.get(history.case.department) or self.mailboxes["default"]

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
