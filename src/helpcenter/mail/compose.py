"""From a job to its mail: each kind of mail is composed from what is stored, when it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.mail.delivery import MailRefusedError
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from helpcenter.mail.delivery import Mail
    from helpcenter.mail.job import MailJob

    Composers = Mapping[str, Callable[[MailJob], Mail]]


@record
class ComposeMail:
    """Composes every mail of the center: `kinds` has for each kind what gives the composers of its family.

    They are asked for when a mail of the family is to be sent, so that a run loads what its own mails are
    made of and nothing else.
    """

    kinds: Mapping[str, Callable[[], Composers]]

    def __call__(self, job: MailJob) -> Mail:
        """Return the mail of a job.

        Raises:
            MailNotOwedError: there is nothing to tell.
            MailRefusedError: what the job speaks of was erased meanwhile, or no such mail is known.
            StoreUnavailableError: what the job speaks of could not be read.
        """
        if job.kind not in self.kinds:
            raise MailRefusedError("unknown_mail")
        return self.kinds[job.kind]()[job.kind](job)
