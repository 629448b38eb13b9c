"""GET /api/files/{token} and /api/files/{token}/{attachment ID}: a case's files.

A department's link leads to all of them, a customer's to those that were sent in a chat.
"""

from __future__ import annotations

from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING

from helpcenter.api.problem import ProblemError, unavailable
from helpcenter.api.response import Response
from helpcenter.attachment.attachment import State
from helpcenter.attachment.bucket import FilesUnavailableError
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.inquiry.case_id import group_case_id
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from helpcenter.api.reply_page import ReplyPages
    from helpcenter.api.request import Request
    from helpcenter.attachment.attachment import Attachment, AttachmentStore
    from helpcenter.attachment.bucket import Bucket
    from helpcenter.attachment.links import FileLinks, SentFileLinks
    from helpcenter.center.facts import Facts
    from helpcenter.messages import Messages

DOWNLOAD_LIFE = timedelta(minutes=1)
"""How long the address of the file itself is good: it is followed at once."""


@record
class FilesEndpoint:
    """Answers with a page of links, and each link with the file's own address, good for a minute.

    The files come from the bucket's address, never from the site's, and as downloads.
    """

    facts: Facts
    messages: Mapping[str, Messages]
    pages: ReplyPages
    links: FileLinks
    sent_links: SentFileLinks
    store: AttachmentStore
    bucket: Bucket
    count: Callable[[str], None]

    def __call__(self, request: Request) -> Response:
        """Return the page, the way to a file, or what is wrong: one answer for forged, old and erased."""
        messages = self.messages[request.language(self.facts)]
        token, _, wanted = request.path.partition("/api/files/")[2].partition("/")
        try:
            if case_id := self.sent_links.case_id(token):
                return self._of_chats(case_id, wanted, messages)
            case_id = self.links.case_id(token)
            files = self.store.of_case(case_id) if case_id else None
            if case_id is None or files is None:
                return self._problem(ProblemError(404, "unknown_files"), messages)
            if not wanted:
                title, content = files_content(case_id, token, files.attachments, messages)
                return self.pages.response(200, messages.language, title, content)
            return self._handed_over(files.attachments, wanted) or self._problem(
                ProblemError(404, "unknown_files"), messages
            )
        except (StoreUnavailableError, FilesUnavailableError) as error:
            return self._problem(unavailable(error.failure), messages)

    def _of_chats(self, case_id: str, wanted: str, messages: Messages) -> Response:
        """Return the way to a file of a chat or, as long as there is none, what became of it."""
        sent = [each for each in self.store.sent(case_id) if each.attachment_id == wanted]
        if there := self._handed_over(sent, wanted):
            return there
        title = messages.text("files.sent", case_id=group_case_id(case_id))
        refused = [each for each in sent if each.state is State.REFUSED]
        told = [_entry(each, "", messages) for each in refused]
        told = told or [escape(messages.text("files.sent.waiting"))]
        content = f"<h1>{escape(title)}</h1>" + "".join(f"<p>{each}</p>" for each in told)
        return self.pages.response(200, messages.language, title, content)

    def _handed_over(self, attachments: Sequence[Attachment], wanted: str) -> Response | None:
        for attachment in attachments:
            if attachment.attachment_id == wanted and attachment.state is State.CLEAN:
                self.count("FilesHandedOver")
                headers = {"location": self.bucket.link(attachment, DOWNLOAD_LIFE)}
                headers |= {"cache-control": "no-store", "referrer-policy": "no-referrer"}
                return Response(303, headers=headers)
        return None

    def _problem(self, problem: ProblemError, messages: Messages) -> Response:
        title = messages.text(f"problem.{problem.code}")
        detail = messages.text(f"problem.{problem.code}.detail")
        content = f"<h1>{escape(title)}</h1><p>{escape(detail)}</p>"
        return self.pages.problem(problem, messages.language, title, content)


def files_content(
    case_id: str, token: str, attachments: Sequence[Attachment], messages: Messages
) -> tuple[str, str]:
    """Return title (text) and content (HTML) of the page with a case's files."""
    title = messages.text("files.title", case_id=group_case_id(case_id))
    entries = "".join(
        f'<li class="files__file">{_entry(each, token, messages)}</li>'
        for each in attachments
        if each.state is not State.EXPECTED
    )
    found = (
        f'<ul class="files">{entries}</ul>' if entries else f"<p>{escape(messages.text('files.none'))}</p>"
    )
    return title, f"<h1>{escape(title)}</h1><p>{escape(messages.text('files.intro'))}</p>{found}"


def _entry(attachment: Attachment, token: str, messages: Messages) -> str:
    name, size = escape(attachment.name), escape(size_words(attachment.size, messages))
    if attachment.state is State.CLEAN:
        link = f"/api/files/{escape(token)}/{attachment.attachment_id}"
        return f'<a href="{link}" rel="nofollow"><bdi>{name}</bdi></a> ({size})'
    code = (
        f"attachment.refused.{attachment.reason}" if attachment.reason else f"attachment.{attachment.state}"
    )
    return f"<bdi>{name}</bdi> ({size}): {escape(messages.text(code))}"


def size_words(size: int, messages: Messages) -> str:
    """Return a size in bytes as people read it."""
    if size < 1_000_000:
        return messages.text("files.kilobytes", count=max(1, round(size / 1000)))
    return messages.text("files.megabytes", count=round(size / 1_000_000, 1))
