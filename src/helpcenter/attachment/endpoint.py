"""POST and GET /api/attachments/{token}, between HTTP and the use cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.api.problem import FieldError, ProblemError, problem_response, unavailable, unknown_field
from helpcenter.api.request import JSON_TYPE, check_size, read_json_object
from helpcenter.api.response import json_response
from helpcenter.attachment.bucket import FilesUnavailableError
from helpcenter.attachment.kind import kind_of
from helpcenter.attachment.request_upload import (
    Asked,
    CaseGoneError,
    FileKeyReusedError,
    TooManyFilesError,
)
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from helpcenter.api.request import Request
    from helpcenter.api.response import Response
    from helpcenter.attachment.attachment import Attachment, AttachmentStore
    from helpcenter.attachment.links import UploadLinks
    from helpcenter.attachment.request_upload import RequestUpload
    from helpcenter.center.facts import Facts
    from helpcenter.messages import Messages

_FIELDS = ("key", "name", "type", "size")
_TEXT_MAX = {"key": 200, "name": 1000, "type": 100}  # characters; a file system's names have 255


@record
class UploadEndpoint:
    """Answers scripts: what may be uploaded and how, and what became of it. Words are in Accept-Language."""

    facts: Facts
    messages: Mapping[str, Messages]
    links: UploadLinks
    store: AttachmentStore
    ask: RequestUpload
    count: Callable[[str], None]

    def __call__(self, request: Request) -> Response:
        """Return 201 with a form to upload a file with, 200 with the files of the case, else a problem."""
        messages = self.messages[request.language(self.facts)]
        try:
            case_id = self._case_id(request)
            if request.method == "GET":
                return self._list(case_id, messages)
            return self._allow(case_id, self._asked(request), messages)
        except ProblemError as problem:
            return problem_response(problem, messages)
        except (StoreUnavailableError, FilesUnavailableError) as error:
            return problem_response(unavailable(error.failure), messages)

    def _case_id(self, request: Request) -> str:
        case_id = self.links.case_id(request.path.rpartition("/")[2])
        if case_id is None:
            raise ProblemError(404, "unknown_upload_link")
        return case_id

    def _allow(self, case_id: str, asked: Asked, messages: Messages) -> Response:
        try:
            attachment, form = self.ask(case_id, asked)
        except CaseGoneError as error:
            raise ProblemError(404, "unknown_upload_link") from error
        except TooManyFilesError as error:
            values = {"limit": self.facts.attachments.files}
            raise ProblemError(
                422, "too_many_files", [FieldError("key", "too_many_files", values)]
            ) from error
        except FileKeyReusedError as error:
            raise ProblemError(422, "invalid_upload", [FieldError("key", "file_key_reused")]) from error
        self.count("UploadsAllowed")
        file = _as_json(attachment, messages)
        if form is None:
            return json_response(200, {"file": file})
        return json_response(201, {"file": file, "form": {"url": form.url, "fields": dict(form.fields)}})

    def _list(self, case_id: str, messages: Messages) -> Response:
        files = self.store.of_case(case_id)
        if files is None:
            raise ProblemError(404, "unknown_upload_link")
        uploaded = [each for each in files.attachments if not each.part]
        return json_response(200, {"files": [_as_json(each, messages) for each in uploaded]})

    def _asked(self, request: Request) -> Asked:
        """Return what is asked for.

        Raises:
            ProblemError: 413, 415, 400, or 422 with everything that is wrong.
        """
        body = check_size(request.body)
        if request.content_type != JSON_TYPE:
            raise ProblemError(415, "unsupported_media_type")
        fields = read_json_object(body)
        errors = [unknown_field(name) for name in fields if name not in _FIELDS]
        errors += [found for name, limit in _TEXT_MAX.items() if (found := _text_error(name, limit, fields))]
        kind, size = kind_of(fields.get("type")), fields.get("size")
        if kind is None and not any(error.field == "type" for error in errors):
            errors.append(FieldError("type", "wrong_kind"))
        if not isinstance(size, int) or isinstance(size, bool) or size < 1:
            errors.append(FieldError("size", "wrong_type"))
        elif size > self.facts.attachments.bytes_each:
            limit = {"limit": self.facts.attachments.megabytes_each}
            errors.append(FieldError("size", "file_too_large", limit))
        if errors or kind is None or not isinstance(size, int):
            raise ProblemError(422, "invalid_upload", errors)
        return Asked(str(fields["key"]), str(fields["name"]), kind, size)


def _text_error(name: str, limit: int, fields: Mapping[str, object]) -> FieldError | None:
    """Name what is wrong with a text, if anything is."""
    text = fields.get(name, "")
    if not isinstance(text, str):
        return FieldError(name, "wrong_type")
    if not text:
        return FieldError(name, "required")
    if any("\ud800" <= character <= "\udfff" for character in text):
        return FieldError(name, "broken_text")
    return FieldError(name, "too_long", {"limit": limit}) if len(text) > limit else None


def _as_json(attachment: Attachment, messages: Messages) -> dict[str, object]:
    """Return a file as its sender is told of it; `message` says its state in words."""
    code = f"attachment.{attachment.state}"
    if attachment.reason:
        code = f"attachment.refused.{attachment.reason}"
    return {
        "id": attachment.attachment_id,
        "name": attachment.name,
        "size": attachment.size,
        "state": attachment.state,
        "message": messages.text(code),
    }
