"""The files of a case on its receipt, and where more can be added."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from helpcenter.attachment.attachment import State
from helpcenter.attachment.files_page import size_words
from helpcenter.inquiry.life import Kind
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from helpcenter.attachment.attachment import Attachment, AttachmentStore
    from helpcenter.inquiry.history import CaseHistory
    from helpcenter.messages import Messages


@record
class ReceiptFiles:
    """Shows a customer the files of a case; those of its chats stand in the chats.

    `upload_url` makes the address at which more can be added.
    """

    store: AttachmentStore
    upload_url: Callable[[str], str]
    now: Callable[[], datetime]

    def section(self, history: CaseHistory, messages: Messages) -> str:
        """Return the files as HTML, and a place for more where something may be added; see ReceiptPage.

        Scripts put `theme/components/attachments/` into the place, which lists the files itself.

        Raises:
            StoreUnavailableError: the store could not be read.
        """
        case_id = history.case.case_id
        files = self.store.of_case(case_id)
        uploaded = [each for each in (files.attachments if files else ()) if not each.part]
        entries = "".join(_entry(each, messages) for each in uploaded)
        shown = f'<ul class="files">{entries}</ul>' if entries else ""
        if history.may(Kind.INFORMATION, self.now()):
            url, hint = escape(self.upload_url(case_id)), escape(messages.text("files.no_script"))
            hint = f"<noscript><p>{hint}</p></noscript>"
            shown = f'<div data-attachments-endpoint="{url}">{shown}{hint}</div>'
        if not shown:
            return ""
        title = escape(messages.text("files.receipt"))
        return f'<section class="receipt__part" id="files"><h2>{title}</h2>{shown}</section>'


def _entry(attachment: Attachment, messages: Messages) -> str:
    if attachment.state is State.EXPECTED:
        return ""
    code = (
        f"attachment.refused.{attachment.reason}" if attachment.reason else f"attachment.{attachment.state}"
    )
    name, size = escape(attachment.name), escape(size_words(attachment.size, messages))
    return f"<li><bdi>{name}</bdi> ({size}): {escape(messages.text(code))}</li>"
