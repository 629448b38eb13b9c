"""Work off deliveries whose chat is still to be fetched, and ask providers for chats that have ended."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from helpcenter.api.problem import ProblemError
from helpcenter.api.request import read_json_object
from helpcenter.mail.job import wait_after
from helpcenter.records import record
from helpcenter.transcript.delivery import ATTEMPTS_MAX, Delivery
from helpcenter.transcript.parts import TranscriptTooLargeError
from helpcenter.transcript.provider import (
    FetchError,
    Pointer,
    Reading,
    UnreadableError,
    pointer_from_bytes,
    readable,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime, timedelta

    from helpcenter.center.facts import Facts
    from helpcenter.transcript.delivery import Deliveries
    from helpcenter.transcript.keeping import KeepChat
    from helpcenter.transcript.provider import Provider
    from helpcenter.transcript.transcript import Chat, Transcript


class WorkOutcome(StrEnum):
    """What became of one try."""

    KEPT = "kept"
    KNOWN = "known"
    NOTHING = "nothing"  # the chat goes on, or is none of ours
    DELAYED = "delayed"
    SET_ASIDE = "set_aside"
    NOT_DUE = "not_due"  # somebody else has it


@record
class Worked:
    """A delivery that was tried; `reason` is a code."""

    delivery_id: str
    outcome: WorkOutcome
    reason: str = ""
    transcript: Transcript | None = None


@record
class WorkOffDeliveries:
    """The use case behind the schedule and behind S3's events."""

    facts: Facts
    providers: Mapping[str, Provider]
    keep: KeepChat
    deliveries: Deliveries
    settle: timedelta
    lease: timedelta
    now: Callable[[], datetime]

    def due(self, *, until: datetime) -> Iterator[Worked]:
        """Work off all that is due, and begin nothing new at `until` (UTC)."""
        for delivery_id in self.deliveries.due(self.now()):
            if self.now() >= until:
                return
            yield self._work(delivery_id)

    def these(self, pointers: Iterable[Pointer]) -> Iterator[Worked]:
        """Note where chats are and fetch them at once: what does not work now is due again later."""
        for pointer in pointers:
            self._note(pointer, self.now())
            yield self._work(pointer.delivery_id)

    def find(self, since: datetime, *, all_providers: bool = False) -> Iterator[Worked]:
        """Ask the polled providers, or all that can be asked, for chats that ended after `since`.

        Yields only what could not be asked.
        """
        for name, provider in self.providers.items():
            if provider.find is None or not (all_providers or provider.polled):
                continue
            try:
                with readable():
                    found = list(provider.find(since, Reading(self.facts, self.now())))
            except (FetchError, UnreadableError) as error:
                yield Worked(name, WorkOutcome.DELAYED, str(error))
                continue
            for pointer in found:
                self._note(pointer, self.now() + self.settle)

    def _note(self, pointer: Pointer, due_at: datetime) -> None:
        received = Delivery(
            pointer.delivery_id, pointer.provider, pointer.to_bytes(), self.now(), due_at, is_pointer=True
        )
        self.deliveries.take(received)

    def _work(self, delivery_id: str) -> Worked:
        now = self.now()
        delivery = self.deliveries.claim(delivery_id, now, now + self.lease)
        if delivery is None:
            return Worked(delivery_id, WorkOutcome.NOT_DUE)
        try:
            with readable():
                chat = self._chat(delivery)
            if chat is None:
                self.deliveries.forget(delivery)
                return Worked(delivery_id, WorkOutcome.NOTHING)
            kept = self.keep(delivery.provider, self.providers[delivery.provider], chat)
        except FetchError as error:
            return self._again(delivery, str(error))
        except UnreadableError as error:
            return self._set_aside(delivery, error.reason)
        except TranscriptTooLargeError:
            return self._set_aside(delivery, "too_large")
        self.deliveries.done(delivery, self.now())
        outcome = WorkOutcome.KEPT if kept.is_new else WorkOutcome.KNOWN
        return Worked(delivery_id, outcome, transcript=kept.transcript)

    def _chat(self, delivery: Delivery) -> Chat | None:
        """Return the chat of a delivery, wherever it is to be had.

        Raises:
            FetchError, UnreadableError: it is not.
        """
        provider, reading = self.providers.get(delivery.provider), Reading(self.facts, self.now())
        if provider is None:
            raise UnreadableError("unknown_provider")
        found: Chat | Pointer | None
        if delivery.is_pointer:
            found = pointer_from_bytes(delivery.provider, delivery.body)
        else:
            # Set aside once, and now to be read again.
            found = _read_again(provider, delivery, reading)
        if isinstance(found, Pointer):
            if provider.fetch is None:
                raise UnreadableError("unknown_provider")
            return provider.fetch(found, reading)
        return found

    def _again(self, delivery: Delivery, reason: str) -> Worked:
        if delivery.attempts >= ATTEMPTS_MAX:
            return self._set_aside(delivery, reason)
        self.deliveries.retry(delivery, self.now() + wait_after(delivery.attempts))
        return Worked(delivery.delivery_id, WorkOutcome.DELAYED, reason)

    def _set_aside(self, delivery: Delivery, reason: str) -> Worked:
        self.deliveries.set_aside(delivery, reason, self.now())
        return Worked(delivery.delivery_id, WorkOutcome.SET_ASIDE, reason)


def _read_again(provider: Provider, delivery: Delivery, reading: Reading) -> Chat | Pointer | None:
    """Read what a provider once sent, as of when it was received: it was in time then."""
    if provider.read is None:
        raise UnreadableError("unknown_provider")
    try:
        return provider.read(read_json_object(delivery.body), Reading(reading.facts, delivery.received_at))
    except ProblemError as error:
        raise UnreadableError(error.code) from error
