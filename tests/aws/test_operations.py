"""The operator's commands over an AWS in memory: what they say, what they change, how they end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from helpcenter.attachment.attachment import Attachment, refused
from helpcenter.attachment.refusal import Reason
from helpcenter.aws.attachments import DynamoAttachmentStore
from helpcenter.aws.outbox import DynamoOutbox
from helpcenter.aws.transcripts import DynamoTranscriptStore
from helpcenter.inquiry.case_id import group_case_id
from helpcenter.mail.job import ACKNOWLEDGEMENT
from helpcenter.transcript.files import attachment_id
from helpcenter.transcript.parts import Part
from helpcenter.transcript.transcript import File
from operations.terminal import Terminal
from tests.aws.command_line import CATALOGUES, NOW, YEAR, run, store, work_on
from tests.aws.conftest import TABLE
from tests.aws.faults import answered
from tests.fakes.examples import CASE_ID, make_transcript

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture
def client(dynamodb: DynamoDBClient, monkeypatch: pytest.MonkeyPatch) -> DynamoDBClient:
    """The center on AWS that commands work on."""
    work_on(dynamodb, monkeypatch)
    return dynamodb


def test_dead_mails_are_redriven_once(client: DynamoDBClient, capsys: pytest.CaptureFixture[str]) -> None:
    """The first run makes them due, their attempts forgotten; the second finds none."""
    store(client)
    assert run("mails", "list-dead") == 0
    assert capsys.readouterr().out.split("\t")[:3] == [group_case_id(CASE_ID), ACKNOWLEDGEMENT, "dead"]
    for count in ("1", "0"):
        assert run("mails", "redrive") == 0
        assert count in capsys.readouterr().out
    outbox = DynamoOutbox(client, TABLE, lambda: "lease-2")
    now = datetime.now(UTC)
    assert list(outbox.dead(now)) == []
    job = outbox.claim(CASE_ID, ACKNOWLEDGEMENT, now, now + timedelta(minutes=2))
    assert job
    assert job.attempts == 1


def test_a_redrive_takes_one_case_where_it_is_told(client: DynamoDBClient) -> None:
    """Another case's dead mails stay dead; a number that is none is said so."""
    store(client)
    assert run("mails", "redrive", "--case", "0000-0000-000") == 0
    assert list(DynamoOutbox(client, TABLE, str).dead(datetime.now(UTC)))
    assert run("mails", "redrive", "--case", "no case") == 2


def test_acknowledgements_are_paused_and_resumed(
    client: DynamoDBClient,  # noqa: ARG001 - is there
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each says how it is now; twice is as once."""
    said = []
    for command in ("status", "pause", "pause", "resume", "resume"):
        assert run("acks", command) == 0
        said.append("paused" in capsys.readouterr().out)
    assert said == [False, True, True, False, False]


@pytest.mark.parametrize("language", sorted(CATALOGUES))
def test_a_command_speaks_the_operators_language(
    client: DynamoDBClient, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    """Results and errors alike; results stay on stdout."""
    store(client)
    assert run("cases", "list", language=language) == 0
    listed = capsys.readouterr()
    assert listed.out.startswith(f"{group_case_id(CASE_ID)}\treceived\tvideo_support\tplayback\t")
    assert "\x1b" not in listed.out
    assert run("cases", "show", "0000-0000-000", language=language) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.strip() == CATALOGUES[language].text("operations.no_case", case_id="0000-0000-000")


def test_a_case_is_shown_whole(client: DynamoDBClient, capsys: pytest.CaptureFixture[str]) -> None:
    """Every answer by its name, what was typed indented line by line, and the customer's own time."""
    store(client)
    assert run("cases", "show", CASE_ID) == 0
    lines = capsys.readouterr().out.splitlines()
    at = lines.index("What you have tried")
    assert lines[at + 1 : at + 3] == ["    껐다 켰습니다", "    두 번"]
    assert "    재생이 멈춥니다 🎬" in lines
    assert any(line.endswith("\t2026-11-22T22:00:00-03:30") for line in lines)


def test_a_database_that_is_away_is_no_answer(
    client: DynamoDBClient, capsys: pytest.CaptureFixture[str]
) -> None:
    """75, as sysexits has it for what may work later, and which call failed with what."""
    with answered(client, "Scan", "ProvisionedThroughputExceededException"):
        assert run("cases", "list", "--all") == 75
    assert "(ProvisionedThroughputExceededException Scan)" in capsys.readouterr().err


def test_catalogues_say_the_same_things() -> None:
    """In each language, and every command explains itself."""
    assert len({frozenset(messages.texts) for messages in CATALOGUES.values()}) == 1
    for group in ("cases", "mails", "acks", "holds", "retention", "promises", "keys", "transcripts"):
        with pytest.raises(SystemExit) as caught:
            run(group, "--help")
        assert caught.value.code == 0
    with pytest.raises(SystemExit) as caught:
        run("nothing")
    assert caught.value.code == 2


def test_colours_are_left_out_where_they_are_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR, a dumb terminal, or no terminal at all."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    shown = [
        Terminal(CATALOGUES["en"], environment).alarm("LATE") != "LATE"
        for environment in ({}, {"NO_COLOR": "1"}, {"TERM": "dumb"}, {"NO_COLOR": ""})
    ]
    assert shown == [True, False, False, True]


def test_a_chat_is_shown_with_how_far_its_files_are(
    client: DynamoDBClient, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that can be fetched has a state or a reason; where it was stands nowhere."""
    chat = replace(make_transcript(), erase_at=YEAR)
    files = tuple(File(f"{name}.png", source="https://chat.example/key") for name in ("a", "b"))
    said = replace(chat.messages[0], files=(*files, File("c.png")))
    chat = replace(chat, messages=(said, *chat.messages[1:]))
    DynamoTranscriptStore(client, TABLE, lambda: NOW).save(Part(chat), None)
    known_as = attachment_id(chat, said, 0)
    note = Attachment(CASE_ID, known_as, "a.png", None, 1, NOW, chat.erase_at, part=chat.part_name)
    notes = DynamoAttachmentStore(client, TABLE, lambda: NOW)
    assert notes.note_sent(refused(note, Reason.MALWARE))
    assert run("transcripts", "show", CASE_ID) == 0
    shown = capsys.readouterr().out
    assert "[a.png] (malware) [b.png] (waiting) [c.png]" in shown
    assert "chat.example" not in shown
    assert run("transcripts", "show", "0000-0000-000") == 1
