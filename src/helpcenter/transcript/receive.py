"""Receive a transcript: check who sent it, keep it with the mail it owes, once however often delivered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from helpcenter.api.problem import ProblemError
from helpcenter.api.request import JSON_TYPE, check_size, read_json_object
from helpcenter.inquiry.case_id import derive_case_id
from helpcenter.mail.job import TRANSCRIPT, new_job
from helpcenter.transcript.generic import read_chat
from helpcenter.transcript.masking import mask_chat
from helpcenter.transcript.signature import verify
from helpcenter.transcript.transcript import keep, transcript_to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from helpcenter.center.facts import Facts
    from helpcenter.mail.job import MailJob
    from helpcenter.redaction.guard import SecretGuard
    from helpcenter.transcript.transcript import Chat, Transcript, TranscriptStore

BODY_MAX = 256 * 1024  # bytes: a chat of 2,000 messages is longer than any form
STORED_MAX = 350 * 1024  # bytes of JSON: normalising can triple a text, and a record ends at 400 KB
_COLLISIONS_MAX = 8


class CaseIdsExhaustedError(Exception):
    """Eight IDs in a row belong to other chats: the secret or the store is not what it should be."""


@dataclass(frozen=True, slots=True)
class ReceiveTranscript:
    """The use case behind a provider's webhook. `secrets`: provider -> its live signing secrets."""

    facts: Facts
    store: TranscriptStore
    guard: SecretGuard
    case_secret: bytes
    secrets: Mapping[str, Sequence[bytes]]
    now: Callable[[], datetime]

    def __call__(self, provider: str, headers: Mapping[str, str], body: bytes) -> tuple[Transcript, bool]:
        """Return the transcript that is kept, and whether this delivery brought it.

        Header names are lower case, `body` is as it was sent. Nothing of it is read before its signature.
        A chat in which no agent spoke, or without a mail address, is kept and owes no mail: the address may
        be one that a stranger typed, and only an agent's answer makes it worth writing to.

        Raises:
            ProblemError: 404 unknown provider, 413 too large, 401 not signed rightly or in time, 415 not
                JSON, 400 malformed, 422 with everything that is wrong with its fields.
            StoreUnavailableError: nothing was stored.
        """
        if provider not in self.secrets:
            raise ProblemError(404, "unknown_provider")
        now = self.now()
        verify(headers, check_size(body, BODY_MAX), self.secrets[provider], now)
        if headers.get("content-type", "").partition(";")[0].strip().lower() != JSON_TYPE:
            raise ProblemError(415, "unsupported_media_type")
        chat = read_chat(read_json_object(body), self.facts, now)
        return self._keep(provider, mask_chat(chat, self.guard), now)

    def _keep(self, provider: str, chat: Chat, now: datetime) -> tuple[Transcript, bool]:
        for attempt in range(_COLLISIONS_MAX):
            transcript = self._transcript(provider, chat, attempt)
            if self.store.add(transcript, _mails_owed(transcript, now)):
                return transcript, True
            existing = self.store.get(transcript.case_id) or transcript
            if existing.identity == transcript.identity:
                return existing, False
        raise CaseIdsExhaustedError

    def _transcript(self, provider: str, chat: Chat, attempt: int) -> Transcript:
        key = f"chat:{provider}:{chat.account}:{chat.chat_id}:{chat.last_message_id}"
        transcript = keep(
            chat,
            case_id=derive_case_id(self.case_secret, key, attempt),
            provider=provider,
            erase_at=chat.ended_at + timedelta(days=self.facts.transcript_retention_days),
        )
        check_size(json.dumps(transcript_to_json(transcript), ensure_ascii=False).encode(), STORED_MAX)
        return transcript


def _mails_owed(transcript: Transcript, now: datetime) -> tuple[MailJob, ...]:
    owed = transcript.customer.email is not None and transcript.answered
    return (new_job(transcript.case_id, TRANSCRIPT, now),) if owed else ()
