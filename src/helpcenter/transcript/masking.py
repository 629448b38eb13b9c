"""A chat without the secrets that were typed into it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpcenter.redaction.guard import SecretGuard
    from helpcenter.transcript.transcript import Chat, Message

_QUESTION_MAX = 80  # characters of the message before that may say what a bare number is


def mask_chat(chat: Chat, guard: SecretGuard) -> Chat:
    """Return the chat with the secrets in its names, messages and file names masked.

    Each message tells how many were masked in it. In a chat the question stands in one message and the answer
    in the next, so each message is read with the end of the one before it.
    """
    messages: list[Message] = []
    masked_name = cache(guard.mask)  # a few people write many messages
    question = ""
    for message in chat.messages:
        counts: Counter[str] = Counter()
        text, found = mask_answer(guard, question, message.text)
        name, in_name = masked_name(message.name)
        counts.update(found)
        counts.update(in_name)
        files = []
        for file in message.files:
            called, in_file = guard.mask(file.name)
            counts.update(in_file)
            files.append(replace(file, name=called))
        messages.append(
            replace(message, name=name, text=text, files=tuple(files), masked=dict(counts))
            if counts
            else message
        )
        question = text.rstrip().rpartition("\n")[2][-_QUESTION_MAX:]
    customer = replace(chat.customer, name=guard.mask(chat.customer.name)[0])
    return replace(chat, customer=customer, messages=tuple(messages))


def mask_answer(guard: SecretGuard, question: str, text: str) -> tuple[str, dict[str, int]]:
    """Return the text masked as what follows the question, and the counts of what was masked in it."""
    context = f"{question}\n"
    masked, counts = guard.mask(context + text)
    if masked.startswith(context):
        return masked.removeprefix(context), counts
    return guard.mask(text)
