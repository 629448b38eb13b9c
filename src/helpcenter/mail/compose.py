"""From a job to its mail: each kind of mail is composed from what is stored, when it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.mail.delivery import MailRefusedError
from helpcenter.mail.job import ACKNOWLEDGEMENT, DEPARTMENT_NOTICE, TRANSCRIPT, UNDELIVERED_NOTICE
from helpcenter.records import field, record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from helpcenter.inquiry.case import CaseStore
    from helpcenter.inquiry.mails import InquiryMails
    from helpcenter.mail.delivery import Mail
    from helpcenter.mail.job import MailJob
    from helpcenter.transcript.mails import TranscriptMails
    from helpcenter.transcript.parts import TranscriptStore


@record
class ComposeMail:
    """Composes every mail of the center; `others` are further kinds of mail with what composes them."""

    cases: CaseStore
    transcripts: TranscriptStore
    inquiry_mails: InquiryMails
    transcript_mails: TranscriptMails
    others: Mapping[str, Callable[[MailJob], Mail]] = field(default_factory=dict)

    def __call__(self, job: MailJob) -> Mail:
        """Return the mail of a job.

        Raises:
            MailNotOwedError: there is nothing to tell.
            MailRefusedError: what the job speaks of was erased meanwhile, or no such mail is known.
            StoreUnavailableError: what the job speaks of could not be read.
        """
        if job.kind in self.others:
            return self.others[job.kind](job)
        if job.kind == TRANSCRIPT:
            transcript = self.transcripts.get(job.case_id, job.which)
            if transcript is None:
                raise MailRefusedError("case_gone")
            return self.transcript_mails.transcript(transcript)
        case = self.cases.get(job.case_id)
        if case is None:
            raise MailRefusedError("case_gone")
        if job.mail == ACKNOWLEDGEMENT:
            return self.inquiry_mails.acknowledgement(case)
        if job.mail == DEPARTMENT_NOTICE:
            return self.inquiry_mails.department_notice(case)
        if job.mail == UNDELIVERED_NOTICE:
            return self.inquiry_mails.undelivered_notice(case)
        raise MailRefusedError("unknown_mail")
