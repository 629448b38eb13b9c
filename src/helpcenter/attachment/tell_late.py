"""Tell the department of a file that comes after it may have looked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from helpcenter.inquiry.acting import ActionRefusedError, CaseGoneError
from helpcenter.inquiry.life import Kind
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from helpcenter.attachment.attachment import Attachment
    from helpcenter.inquiry.acting import ActOnCase

QUIET = timedelta(minutes=15)
"""After an inquiry, or after something was added to it, files come without a word: the link shows them."""


@record
class TellOfLateFile:
    """The use case: a late file is information that the customer adds, and is told of as such."""

    act: ActOnCase
    now: Callable[[], datetime]

    def __call__(self, attachment: Attachment) -> None:
        """Note the file's name as added information, which owes the department a mail, if it is late.

        Told again of the same file it says nothing more; a case that takes nothing more is left as it is, and
        what was sent in a chat is nothing that was added.

        Raises:
            StoreUnavailableError: nobody knows; tell again.
        """
        history = None if attachment.part else self.act.store.read(attachment.case_id)
        if history is None:
            return
        last = history.last(Kind.INFORMATION)
        since = max(history.case.accepted_at, last.at if last else history.case.accepted_at)
        if self.now() < since + QUIET:
            return
        try:
            self.act(history, Kind.INFORMATION, attachment.name)
        except (ActionRefusedError, CaseGoneError):
            return
