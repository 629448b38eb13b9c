"""A chat without the secrets that were typed into it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpcenter.redaction.guard import SecretGuard
    from helpcenter.transcript.transcript import Chat, Message

_QUESTION_MAX = 80  # characters of the message before that may say what a bare number is


def mask_chat(chat: Chat, guard: SecretGuard) -> Chat:
    """Return the chat with the secrets in its names and messages masked, and `masked` telling how many.

    In a chat the question stands in one message and the answer in the next, so each message is read with the
    end of the one before it.
    """
    counts: Counter[str] = Counter()

    def mask(text: str) -> str:
        masked, found = guard.mask(text)
        counts.update(found)
        return masked

    messages: list[Message] = []
    question = ""
    for message in chat.messages:
        text, found = mask_answer(guard, question, message.text)
        counts.update(found)
        messages.append(replace(message, name=mask(message.name), text=text))
        question = text.rstrip().rpartition("\n")[2][-_QUESTION_MAX:]
    customer = replace(chat.customer, name=mask(chat.customer.name))
    return replace(chat, customer=customer, messages=tuple(messages), masked=dict(counts))


def mask_answer(guard: SecretGuard, question: str, text: str) -> tuple[str, dict[str, int]]:
    """Return the text masked as what follows the question, and the counts of what was masked in it."""
    context = f"{question}\n"
    masked, counts = guard.mask(context + text)
    if masked.startswith(context):
        return masked.removeprefix(context), counts
    return guard.mask(text)
