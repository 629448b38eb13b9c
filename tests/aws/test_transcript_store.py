"""Where transcripts are kept: the same contract on AWS and in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from helpcenter.attachment.attachment import Attachment
from helpcenter.aws.attachments import DynamoAttachmentStore
from helpcenter.aws.transcripts import DynamoTranscriptStore
from helpcenter.transcript.feedback import Feedback
from helpcenter.transcript.parts import MailState, Part, TranscriptTooLargeError
from tests.fakes.examples import (
    ACCEPTED_AT,
    CASE_ID,
    make_case,
    make_jobs,
    make_transcript,
    make_transcript_job,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from tests.aws.conftest import Stores

MINUTE = timedelta(minutes=1)
LATER = ACCEPTED_AT + timedelta(minutes=3)
NAME = make_transcript().part_name
CHANGED = replace(make_transcript(), language="en")


def store(stores: Stores) -> Part:
    """Store a part that owes a mail; return it as it is read."""
    assert stores.transcripts.save(Part(make_transcript()), make_transcript_job())
    [part] = stores.transcripts.parts(CASE_ID)
    return part


def test_a_part_is_read_as_it_was_stored(stores: Stores) -> None:
    """Every message comes back, and its mail is owed."""
    assert store(stores) == Part(make_transcript(), 1, MailState.WAITING)
    assert stores.transcripts.get(CASE_ID, NAME) == make_transcript()
    assert list(stores.outbox.due(ACCEPTED_AT)) == [(CASE_ID, f"transcript#{NAME}")]


def test_a_part_is_stored_once(stores: Stores) -> None:
    """Of two who found nothing there, one stores."""
    stored = [stores.transcripts.save(Part(make_transcript()), make_transcript_job()) for _ in range(3)]
    assert stored == [True, False, False]


def test_a_part_changes_while_nobody_has_touched_its_mail(stores: Stores) -> None:
    """Part and moment of its mail change together, once for each who read the part as it was."""
    part = store(stores)
    job = replace(make_transcript_job(), due_at=LATER)
    assert stores.transcripts.save(replace(part, transcript=CHANGED), job)
    assert not stores.transcripts.save(replace(part, transcript=make_transcript()), job)
    assert stores.transcripts.parts(CASE_ID) == [Part(CHANGED, 2, MailState.WAITING)]
    assert list(stores.outbox.due(ACCEPTED_AT)) == []
    assert list(stores.outbox.due(LATER)) == [(CASE_ID, f"transcript#{NAME}")]


def test_a_part_stands_once_its_mail_is_taken(stores: Stores) -> None:
    """Who read the part before the mail was claimed changes nothing: the mail may hold the part already."""
    part = store(stores)
    job = stores.outbox.claim(CASE_ID, f"transcript#{NAME}", ACCEPTED_AT, LATER)
    assert job
    assert not stores.transcripts.save(replace(part, transcript=CHANGED), make_transcript_job())
    assert not stores.transcripts.save(replace(part, transcript=CHANGED), None)
    assert stores.transcripts.parts(CASE_ID) == [Part(make_transcript(), 1, MailState.TAKEN)]
    stores.outbox.retry(job, ACCEPTED_AT)
    assert stores.transcripts.parts(CASE_ID) == [Part(make_transcript(), 1, MailState.TAKEN)]
    assert stores.transcripts.get(CASE_ID, NAME) == make_transcript()


def test_a_mail_may_come_to_be_owed_or_not(stores: Stores) -> None:
    """A part without a mail gets one later; one whose customer wants none any more loses it."""
    assert stores.transcripts.save(Part(make_transcript()), None)
    [part] = stores.transcripts.parts(CASE_ID)
    assert part.mail is MailState.NONE
    assert stores.transcripts.save(replace(part, transcript=CHANGED), make_transcript_job())
    assert not stores.transcripts.save(replace(part, transcript=CHANGED), make_transcript_job())
    [part] = stores.transcripts.parts(CASE_ID)
    assert stores.transcripts.save(part, None)
    assert list(stores.outbox.due(LATER)) == []


def test_parts_of_one_case_are_read_together_and_in_order(stores: Stores) -> None:
    """Other chats and an inquiry may lie under the same case; each part knows how far its mail is."""
    stores.cases.add(make_case(), make_jobs())
    store(stores)
    more = replace(make_transcript(), part=2)
    other = replace(make_transcript(), chat_id="chat-2")
    for transcript in (other, more):
        assert stores.transcripts.save(Part(transcript), None)
    found = {part.transcript.part_name: part.mail for part in stores.transcripts.parts(CASE_ID)}
    assert found == {NAME: MailState.WAITING, more.part_name: MailState.NONE, other.part_name: MailState.NONE}
    assert [name for name in found if name in {NAME, more.part_name}] == [NAME, more.part_name]


def test_a_chat_of_two_thousand_messages_fits(stores: Stores) -> None:
    """As JSON it would be too large for a record; it is stored packed."""
    said = make_transcript().messages[1]
    many = tuple(
        replace(said, id=f"message-{number:032}", text=f"{number}번 답변입니다.") for number in range(2000)
    )
    long = replace(make_transcript(), messages=many)
    assert stores.transcripts.save(Part(long), None)
    assert stores.transcripts.get(CASE_ID, NAME) == long


def test_an_unknown_transcript_is_none(stores: Stores) -> None:
    """A transcript that was never stored is no error."""
    assert stores.transcripts.get(CASE_ID, NAME) is None
    assert stores.transcripts.parts(CASE_ID) == []


def test_a_transcript_is_gone_from_the_moment_of_its_erasure(stores: Stores) -> None:
    """What may no longer be kept is not shown, although it is deleted later."""
    store(stores)
    stores.clock.at = make_transcript().erase_at
    assert stores.transcripts.get(CASE_ID, NAME) is None
    assert stores.transcripts.parts(CASE_ID) == []


def test_what_no_record_has_room_for_is_refused(dynamo_stores: Stores) -> None:
    """It is told apart from an outage: trying again would not help."""
    text = "".join(chr(0xAC00 + (number * 7919) % 11172) for number in range(400_000))
    huge = replace(make_transcript().messages[1], text=text)
    with pytest.raises(TranscriptTooLargeError):
        dynamo_stores.transcripts.save(Part(replace(make_transcript(), messages=(huge,) * 9)), None)


def test_everything_that_a_chat_left_can_be_named(dynamo_stores: Stores, dynamodb: DynamoDBClient) -> None:
    """Part, mail, feedback and files, nothing of the inquiry: what erasing a case's chats deletes."""
    store = DynamoTranscriptStore(dynamodb, "cases", dynamo_stores.clock)
    dynamo_stores.cases.add(make_case(), make_jobs())
    transcript = make_transcript()
    dynamo_stores.transcripts.save(Part(transcript), make_transcript_job(), fetch_at=ACCEPTED_AT)
    notes = DynamoAttachmentStore(dynamodb, "cases", dynamo_stores.clock)
    file = Attachment(CASE_ID, "a" * 20, "a.png", None, 1, ACCEPTED_AT, transcript.erase_at)
    assert notes.note_sent(replace(file, part=transcript.part_name))
    assert notes.expect(replace(file, attachment_id="b" * 20), 0)
    dynamo_stores.feedback.give(transcript, Feedback(5, "", ACCEPTED_AT))
    name = transcript.part_name
    kinds = {key["sk"]["S"] for key in store.items(CASE_ID)}
    own = {f"TRANSCRIPT#{name}", f"MAIL#transcript#{name}", f"FEEDBACK#{name}", f"FILES#{name}"}
    assert kinds == {*own, f"ATTACHMENT#{'a' * 20}"}


def test_files_are_to_be_fetched_since_their_part_is_stored(stores: Stores) -> None:
    """Noted with the part, all or nothing; leased, given back, done; and anew when the part changes."""
    jobs, name = stores.file_jobs, make_transcript().part_name
    assert not stores.transcripts.save(Part(make_transcript(), revision=7), None, fetch_at=ACCEPTED_AT)
    assert list(jobs.due(LATER)) == []
    assert stores.transcripts.save(Part(make_transcript()), None, fetch_at=ACCEPTED_AT)
    assert list(jobs.due(ACCEPTED_AT - MINUTE)) == []
    assert list(jobs.due(ACCEPTED_AT)) == [(CASE_ID, name)]
    job = jobs.claim(CASE_ID, name, ACCEPTED_AT, LATER)
    assert job
    assert jobs.claim(CASE_ID, name, ACCEPTED_AT, LATER) is None
    jobs.retry(job, ACCEPTED_AT + MINUTE)
    again = jobs.claim(CASE_ID, name, ACCEPTED_AT + MINUTE, LATER)
    assert again
    assert (job.attempts, again.attempts) == (1, 2)
    jobs.done(job, LATER)  # it lost its lease
    assert list(jobs.due(LATER)) == [(CASE_ID, name)]
    jobs.done(again, LATER)
    assert list(jobs.due(LATER)) == []
    assert jobs.claim(CASE_ID, name, LATER, LATER) is None
    assert stores.transcripts.save(Part(make_transcript(), 1), None, fetch_at=LATER)
    assert list(jobs.due(LATER)) == [(CASE_ID, name)]
    anew = jobs.claim(CASE_ID, name, LATER, LATER + MINUTE)
    assert anew
    assert anew.attempts == 1
