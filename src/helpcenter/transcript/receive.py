"""Receive what a chat provider sends: check who sent it, keep it or note where it is, and answer."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from helpcenter.api.problem import ProblemError
from helpcenter.api.request import JSON_TYPE, check_size, read_json_object
from helpcenter.records import record
from helpcenter.transcript.delivery import Delivery, DeliveryTooLargeError
from helpcenter.transcript.parts import TranscriptTooLargeError
from helpcenter.transcript.provider import Pointer, Reading, UnreadableError, delivery_id, readable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime, timedelta

    from helpcenter.api.problem import FieldError
    from helpcenter.center.facts import Facts
    from helpcenter.transcript.delivery import Deliveries
    from helpcenter.transcript.keeping import KeepChat
    from helpcenter.transcript.provider import Provider
    from helpcenter.transcript.transcript import Transcript

BODY_MAX = 2 * 1024 * 1024
"""Bytes. A chat of 2,000 messages in Hangul has 1.5 million if each letter is escaped; Lambda takes 6 MB."""


class Outcome(StrEnum):
    """What became of a delivery."""

    KEPT = "kept"  # it brought something
    KNOWN = "known"  # it brought nothing new
    WAITING = "waiting"  # the chat will be fetched
    IGNORED = "ignored"  # it tells of something else
    SET_ASIDE = "set_aside"  # it can't be read, and is kept as it is


@record
class Received:
    """An outcome with what there is to it."""

    outcome: Outcome
    transcript: Transcript | None = None
    delivery_id: str = ""
    reason: str = ""
    errors: Sequence[FieldError] = ()


@record
class ReceiveDelivery:
    """The use case behind the providers' webhooks."""

    facts: Facts
    providers: Mapping[str, Provider]
    keep: KeepChat
    deliveries: Deliveries
    settle: timedelta
    now: Callable[[], datetime]

    def __call__(self, name: str, headers: Mapping[str, str], body: bytes) -> Received:
        """Return what became of a delivery. Header names are lower case, `body` is as it was sent.

        Nothing of it is read before its sender is known. What comes from the right sender and can't be read
        is set aside, once however often it comes.

        Raises:
            ProblemError: 404 unknown provider, 413 too large, 401 not signed rightly or in time, 415 not
                JSON; 413 also for what can't be read and has no room as it is.
            StoreUnavailableError: nothing was stored.
        """
        provider = self.providers.get(name)
        if provider is None or provider.verify is None or provider.read is None:
            raise ProblemError(404, "unknown_provider")
        now = self.now()
        provider.verify(headers, check_size(body, BODY_MAX), now)
        if headers.get("content-type", "").partition(";")[0].strip().lower() != JSON_TYPE:
            raise ProblemError(415, "unsupported_media_type")
        try:
            with readable():
                found = provider.read(_parsed(body), Reading(self.facts, now))
            if found is None:
                return Received(Outcome.IGNORED)
            if isinstance(found, Pointer):
                return self._wait(found, now)
            kept = self.keep(name, provider, found)
        except TranscriptTooLargeError:
            return self._set_aside(name, body, now, UnreadableError("too_large"))
        except UnreadableError as error:
            return self._set_aside(name, body, now, error)
        return Received(Outcome.KEPT if kept.is_new else Outcome.KNOWN, kept.transcript)

    def _wait(self, found: Pointer, now: datetime) -> Received:
        delivery = Delivery(
            found.delivery_id, found.provider, found.to_bytes(), now, now + self.settle, is_pointer=True
        )
        self.deliveries.take(delivery, postpone=True)
        return Received(Outcome.WAITING, delivery_id=found.delivery_id)

    def _set_aside(self, name: str, body: bytes, now: datetime, error: UnreadableError) -> Received:
        known_as = delivery_id(name, body)
        try:
            self.deliveries.take(Delivery(known_as, name, body, now, now, failed_for=error.reason))
        except DeliveryTooLargeError as none:
            raise ProblemError(413, "body_too_large") from none
        return Received(Outcome.SET_ASIDE, None, known_as, error.reason, error.errors)


def _parsed(body: bytes) -> Mapping[str, object]:
    try:
        return read_json_object(body)
    except ProblemError as error:
        raise UnreadableError(error.code) from error
