"""Where transcripts are kept: the same contract on AWS and in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.examples import ACCEPTED_AT, CASE_ID, make_transcript, make_transcript_job

if TYPE_CHECKING:
    from tests.aws.conftest import Stores


def test_a_transcript_is_read_as_it_was_stored(stores: Stores) -> None:
    """Every message comes back, and its mail is owed."""
    assert stores.transcripts.add(make_transcript(), [make_transcript_job()]) is True
    assert stores.transcripts.get(CASE_ID) == make_transcript()
    assert list(stores.outbox.due(ACCEPTED_AT)) == [(CASE_ID, "transcript")]


def test_a_transcript_is_stored_once(stores: Stores) -> None:
    """However often it is delivered, the first delivery alone counts."""
    deliveries = [stores.transcripts.add(make_transcript(), [make_transcript_job()]) for _ in range(3)]
    assert deliveries == [True, False, False]


def test_an_unknown_transcript_is_none(stores: Stores) -> None:
    """A transcript that was never stored is no error."""
    assert stores.transcripts.get(CASE_ID) is None


def test_a_transcript_is_gone_from_the_moment_of_its_erasure(stores: Stores) -> None:
    """What may no longer be kept is not shown, although it is deleted later."""
    stores.transcripts.add(make_transcript(), [make_transcript_job()])
    stores.clock.at = make_transcript().erase_at
    assert stores.transcripts.get(CASE_ID) is None
