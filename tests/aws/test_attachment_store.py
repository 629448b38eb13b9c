"""What is noted of files, on the table and in memory: the same is asked of both."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from helpcenter.attachment.attachment import Attachment, AttachmentStore, State, refused, settled
from helpcenter.attachment.kind import Kind
from helpcenter.attachment.refusal import Reason
from helpcenter.aws.attachments import DynamoAttachmentStore
from helpcenter.aws.bucket_events import erased_attachments, uploaded_key
from helpcenter.aws.cases import DynamoCaseStore
from helpcenter.aws.transcripts import DynamoTranscriptStore
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.transcript.parts import Part
from tests.aws.conftest import TABLE
from tests.aws.faults import answered, lost_after, lost_before
from tests.fakes.attachments import MemoryAttachmentStore
from tests.fakes.clock import Clock
from tests.fakes.examples import ACCEPTED_AT, CASE_ID, make_case, make_jobs, make_transcript

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_dynamodb import DynamoDBClient

CASE = make_case()
FILE = Attachment(CASE_ID, "a" * 20, "화면.png", Kind.PNG, 100, ACCEPTED_AT, CASE.erase_at)
CLEAN = settled(FILE, Kind.JPEG, 90, "화면.jpg")


def another(number: int, **later: float) -> Attachment:
    """Return a further file, asked for later."""
    at = ACCEPTED_AT + timedelta(**later)
    return Attachment(CASE_ID, f"{number:020}", "b.png", Kind.PNG, 5, at, CASE.erase_at)


@pytest.fixture
def clock() -> Clock:
    """The moment at which the case was accepted."""
    return Clock(ACCEPTED_AT)


@pytest.fixture
def dynamo(dynamodb: DynamoDBClient, clock: Clock) -> DynamoAttachmentStore:
    """The table with a case on it."""
    DynamoCaseStore(dynamodb, TABLE, clock).add(CASE, make_jobs())
    return DynamoAttachmentStore(dynamodb, TABLE, clock)


@pytest.fixture(params=["dynamo", "memory"])
def store(request: pytest.FixtureRequest) -> AttachmentStore:
    """Either store, with a case."""
    if request.param == "memory":
        return MemoryAttachmentStore({CASE_ID: CASE.erase_at})
    found: AttachmentStore = request.getfixturevalue("dynamo")
    return found


def test_a_file_is_kept_as_it_was_noted(store: AttachmentStore) -> None:
    """All its fields come back, through each of its states."""
    assert store.expect(FILE, 0)
    assert store.get(CASE_ID, FILE.attachment_id) == FILE
    store.note_uploaded(FILE)
    uploaded = store.get(CASE_ID, FILE.attachment_id)
    assert uploaded
    assert uploaded.state is State.UPLOADED
    assert store.settle(CLEAN)
    assert store.get(CASE_ID, FILE.attachment_id) == CLEAN


def test_the_files_of_a_case_come_in_order(store: AttachmentStore) -> None:
    """As they were asked for, with the moment at which the case is erased."""
    assert store.expect(another(2, seconds=5), 0)
    assert store.expect(another(1, seconds=9), 1)
    files = store.of_case(CASE_ID)
    assert files
    assert (files.erase_at, files.revision) == (CASE.erase_at, 2)
    assert list(files.attachments) == [another(2, seconds=5), another(1, seconds=9)]


def test_a_case_that_is_not_there_has_no_files(store: AttachmentStore) -> None:
    """Neither can one be noted for it."""
    assert store.of_case("0123456789A") is None
    assert not store.expect(
        Attachment("0123456789A", "b", "b.png", Kind.PNG, 1, ACCEPTED_AT, CASE.erase_at), 0
    )
    assert store.get("0123456789A", "b") is None


def test_of_two_who_saw_the_same_one_is_allowed(store: AttachmentStore) -> None:
    """Whoever counts on what was there before must look again."""
    assert store.expect(FILE, 0)
    assert not store.expect(another(1), 0)
    assert store.expect(another(1), 1)


def test_a_file_may_be_asked_for_again_until_it_is_settled(store: AttachmentStore) -> None:
    """Then it stays as it is."""
    assert store.expect(FILE, 0)
    assert store.expect(FILE, 1)
    assert store.settle(refused(FILE, Reason.DAMAGED))
    assert not store.expect(FILE, 2)


def test_an_outcome_is_noted_once(store: AttachmentStore) -> None:
    """Neither a second outcome nor a late scan changes the first."""
    store.expect(FILE, 0)
    assert store.settle(refused(FILE, Reason.MALWARE))
    assert not store.settle(CLEAN)
    store.note_uploaded(FILE)
    found = store.get(CASE_ID, FILE.attachment_id)
    assert found
    assert (found.state, found.reason) == (State.REFUSED, Reason.MALWARE)


def test_an_erased_file_stays_erased(store: AttachmentStore) -> None:
    """A check that is still under way brings nothing back."""
    assert not store.settle(CLEAN)
    store.note_uploaded(FILE)
    assert store.get(CASE_ID, FILE.attachment_id) is None


def test_what_never_came_is_forgotten_after_a_day(dynamo: DynamoAttachmentStore, clock: Clock) -> None:
    """A clean file stays as long as its case."""
    dynamo.expect(FILE, 0)
    dynamo.expect(another(1), 1)
    dynamo.settle(CLEAN)
    clock.go_on(timedelta(days=1, hours=2))
    files = dynamo.of_case(CASE_ID)
    assert files
    assert list(files.attachments) == [CLEAN]
    assert dynamo.get(CASE_ID, another(1).attachment_id) is None
    clock.at = CASE.erase_at
    assert dynamo.of_case(CASE_ID) is None


def test_a_lost_answer_is_not_a_second_outcome(
    dynamo: DynamoAttachmentStore, dynamodb: DynamoDBClient
) -> None:
    """Who settles again what was settled by the call whose answer was lost, has settled it."""
    dynamo.expect(FILE, 0)
    with lost_after(dynamodb, "UpdateItem"), pytest.raises(StoreUnavailableError):
        dynamo.settle(CLEAN)
    assert dynamo.settle(CLEAN)
    assert not dynamo.settle(refused(FILE, Reason.DAMAGED))


@pytest.mark.parametrize("lose", [lost_before, lost_after])
@pytest.mark.parametrize(
    ("operation", "call"),
    [
        ("Query", lambda store: store.of_case(CASE_ID)),
        ("GetItem", lambda store: store.get(CASE_ID, FILE.attachment_id)),
        ("TransactWriteItems", lambda store: store.expect(FILE, 0)),
        ("UpdateItem", lambda store: store.settle(CLEAN)),
        ("UpdateItem", lambda store: store.note_uploaded(FILE)),
    ],
)
def test_every_lost_call_is_told(
    dynamo: DynamoAttachmentStore,
    dynamodb: DynamoDBClient,
    lose: Callable[..., object],
    operation: str,
    call: Callable[[AttachmentStore], object],
) -> None:
    """Nobody takes a lost request or answer for a yes or a no."""
    with lose(dynamodb, operation), pytest.raises(StoreUnavailableError):  # type: ignore[attr-defined]
        call(dynamo)


@pytest.mark.parametrize("code", ["ProvisionedThroughputExceededException", "InternalServerError"])
def test_a_throttled_table_is_told(
    dynamo: DynamoAttachmentStore, dynamodb: DynamoDBClient, code: str
) -> None:
    """It is no answer either."""
    with answered(dynamodb, "Query", code), pytest.raises(StoreUnavailableError):
        dynamo.of_case(CASE_ID)


def test_many_at_once_get_no_more_than_one(dynamo: DynamoAttachmentStore) -> None:
    """Fifty who saw the same revision: one is allowed."""
    allowed: list[bool] = []

    def try_one(number: int) -> None:
        allowed.append(dynamo.expect(another(number), 0))

    threads = [Thread(target=try_one, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(allowed) == [False] * 49 + [True]


def test_the_stream_tells_of_erased_files() -> None:
    """Only of them, and only of deletions."""

    def record(name: str, sort: str) -> dict[str, object]:
        keys = {"pk": {"S": f"CASE#{CASE_ID}"}, "sk": {"S": sort}}
        return {"eventName": name, "dynamodb": {"Keys": keys}}

    records = [
        record("REMOVE", "ATTACHMENT#abc"),
        record("REMOVE", "CASE"),
        record("INSERT", "ATTACHMENT#def"),
    ]
    records.append(record("REMOVE", "ATTACHMENT#ghi"))
    records[-1]["dynamodb"]["Keys"]["pk"] = {"S": f"HELD#{CASE_ID}"}  # type: ignore[index]
    assert erased_attachments({"Records": records}) == [(CASE_ID, "abc", False), (CASE_ID, "ghi", True)]


@pytest.mark.parametrize(
    ("event", "key"),
    [
        ({"detail": {"object": {"key": "uploads/a/b", "size": 5}}}, "uploads/a/b"),
        ({"detail": {"s3ObjectDetails": {"objectKey": "uploads/a/b", "eTag": "x"}}}, "uploads/a/b"),
        ({"detail": {}}, None),
        ({}, None),
    ],
)
def test_events_name_what_to_check(event: dict[str, object], key: str | None) -> None:
    """S3's and GuardDuty's; the sweep's names nothing."""
    assert uploaded_key(event) == key


CHAT_FILE = replace(FILE, attachment_id="c" * 20, part=make_transcript().part_name)


@pytest.fixture(params=["dynamo", "memory"])
def chat_store(request: pytest.FixtureRequest) -> AttachmentStore:
    """Either store, with a chat and no inquiry."""
    if request.param == "memory":
        return MemoryAttachmentStore(chats={(CASE_ID, CHAT_FILE.part)})
    dynamodb, clock = request.getfixturevalue("dynamodb"), request.getfixturevalue("clock")
    DynamoTranscriptStore(dynamodb, TABLE, clock).save(Part(make_transcript()), None)
    return DynamoAttachmentStore(dynamodb, TABLE, clock)


def test_a_file_of_a_chat_is_noted_and_settled_once(chat_store: AttachmentStore) -> None:
    """As often as it is fetched anew before; a case without an inquiry has such files too."""
    assert chat_store.note_sent(CHAT_FILE)
    assert chat_store.note_sent(replace(CHAT_FILE, size=101))
    assert chat_store.of_case(CASE_ID) is None
    [noted] = chat_store.sent(CASE_ID)
    assert (noted.size, noted.part) == (101, CHAT_FILE.part)
    chat_store.note_uploaded(noted)
    assert chat_store.sent(CASE_ID)[0].state is State.UPLOADED
    assert chat_store.settle(settled(CHAT_FILE, Kind.PNG, 90, "a.png"))
    assert not chat_store.note_sent(CHAT_FILE)
    assert chat_store.sent(CASE_ID)[0].state is State.CLEAN


def test_a_refused_file_of_a_chat_may_be_of_no_kind(chat_store: AttachmentStore) -> None:
    """Its name and its reason are what is kept of it."""
    film = refused(replace(CHAT_FILE, kind=None, name="film.mp4"), Reason.WRONG_KIND)
    assert chat_store.note_sent(film)
    assert chat_store.sent(CASE_ID) == [film]


def test_a_file_of_an_erased_chat_is_not_noted(chat_store: AttachmentStore) -> None:
    """Nor one of another part."""
    assert not chat_store.note_sent(replace(CHAT_FILE, part="other#0001"))
    assert chat_store.sent(CASE_ID) == []


def test_files_of_chats_take_no_place_of_uploads(dynamo: DynamoAttachmentStore) -> None:
    """A case that has both lists them together, and tells them apart."""
    DynamoTranscriptStore(dynamo.client, TABLE, dynamo.now).save(Part(make_transcript()), None)
    assert dynamo.expect(FILE, 0)
    assert dynamo.note_sent(CHAT_FILE)
    files = dynamo.of_case(CASE_ID)
    assert files
    assert sorted(each.is_counted(ACCEPTED_AT) for each in files.attachments) == [False, True]
    assert [each.attachment_id for each in dynamo.sent(CASE_ID)] == [CHAT_FILE.attachment_id]
