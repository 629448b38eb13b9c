"""Keep a chat under its case, once however often it is told, with the mail that it owes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.inquiry.case_id import CaseIdError, derive_case_id, parse_case_id
from helpcenter.mail.job import TRANSCRIPT, MailJob
from helpcenter.records import record
from helpcenter.transcript.masking import mask_chat
from helpcenter.transcript.parts import next_part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from helpcenter.center.facts import Facts
    from helpcenter.inquiry.case import CaseStore
    from helpcenter.redaction.guard import SecretGuard
    from helpcenter.transcript.parts import Part, TranscriptStore
    from helpcenter.transcript.provider import Provider
    from helpcenter.transcript.transcript import Chat, Transcript

UNENDED_WAIT = timedelta(hours=1)
"""How long a mail waits for the rest of a chat of which only a piece is over."""
_COLLISIONS_MAX = 8
_TRIES = 5


class CaseIdsExhaustedError(Exception):
    """Eight IDs in a row belong to other chats: the secret or the store is not what it should be."""


@record
class KeptChat:
    """What is kept after a chat was told: the part that it led to, and whether that is news."""

    transcript: Transcript
    is_new: bool


@record
class KeepChat:
    """The use case behind every provider.

    `settle`: how long the mail of a chat waits for it to be reopened, completed or told again. `guard` takes
    secrets out; nothing is stored that did not go through it.
    """

    facts: Facts
    store: TranscriptStore
    cases: CaseStore
    case_secret: bytes
    settle: timedelta
    guard: SecretGuard
    now: Callable[[], datetime]

    def __call__(self, name: str, provider: Provider, chat: Chat) -> KeptChat:
        """Keep what is new about the chat.

        A chat in which no agent spoke, without a mail address, or whose customer wants no mail, is kept and
        owes none: the address may be one that a stranger typed, and only an agent's answer makes it worth
        writing to.

        Raises:
            StoreUnavailableError: nothing was stored, or nobody knows; telling it again finds out.
            TranscriptTooLargeError: no record has room for it.
        """
        chat = mask_chat(chat if provider.locate else _by_name_alone(chat), self.guard)
        for _ in range(_TRIES):
            case_id, parts = self._place(name, chat)
            erase_at = chat.ended_at + timedelta(days=self.facts.transcript_retention_days)
            part = next_part(parts, chat, case_id=case_id, provider=name, erase_at=erase_at)
            if parts and part.transcript == parts[-1].transcript:
                return KeptChat(part.transcript, is_new=False)
            fetch_at = self.now() if part.transcript.sends_files else None
            if self.store.save(part, self._mail_owed(part.transcript, provider), fetch_at=fetch_at):
                return KeptChat(part.transcript, is_new=True)
        raise StoreUnavailableError("contention")

    def _place(self, name: str, chat: Chat) -> tuple[str, list[Part]]:
        """Return the case that the chat belongs to, and its parts that are there."""
        identity = (name, chat.account, chat.chat_id)
        joined = self._joined(chat)
        if joined:
            return joined, _of_chat(self.store.parts(joined), identity)
        key = f"chat:{name}:{chat.account}:{chat.chat_id}"
        for attempt in range(_COLLISIONS_MAX):
            case_id = derive_case_id(self.case_secret, key, attempt)
            parts = self.store.parts(case_id)
            if len(own := _of_chat(parts, identity)) == len(parts):
                return case_id, own
        raise CaseIdsExhaustedError

    def _joined(self, chat: Chat) -> str | None:
        """Return the case that the provider names, if it is there and its customer has the same address.

        Whoever opens a chat can say any case: without the same address it would be somebody else's.
        """
        try:
            case_id = parse_case_id(chat.case_reference)
        except CaseIdError:
            return None
        case = self.cases.get(case_id)
        same = case is not None and case.inquiry.email.casefold() == (chat.customer.email or "").casefold()
        return case_id if same else None

    def _mail_owed(self, transcript: Transcript, provider: Provider) -> MailJob | None:
        customer = transcript.customer
        if not (provider.mails and customer.email and customer.consent is not False and transcript.answered):
            return None
        # Its files take some minutes at most to be fetched and checked, and no mail waits for longer.
        settle = timedelta() if provider.settles and not transcript.sends_files else self.settle
        wait = settle if transcript.ended else UNENDED_WAIT
        return MailJob(transcript.case_id, f"{TRANSCRIPT}#{transcript.part_name}", self.now() + wait)


def _by_name_alone(chat: Chat) -> Chat:
    """Return the chat without where its files were: nobody can fetch them, and it may be as good as a key."""
    messages = (
        replace(message, files=tuple(replace(file, source="") for file in message.files))
        if message.files
        else message
        for message in chat.messages
    )
    return replace(chat, messages=tuple(messages))


def _of_chat(parts: Sequence[Part], identity: tuple[str, str, str]) -> list[Part]:
    return [part for part in parts if part.transcript.identity == identity]
