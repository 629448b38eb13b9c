"""The operator's commands over an AWS in memory: what they say, what they change, how they end."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from deployment.account import ParameterStore
from helpcenter.attachment.attachment import Attachment, refused
from helpcenter.attachment.refusal import Reason
from helpcenter.aws.attachments import DynamoAttachmentStore
from helpcenter.aws.cases import DynamoCaseStore
from helpcenter.aws.deliveries import DynamoDeliveries
from helpcenter.aws.leases import DynamoLeases
from helpcenter.aws.letters import DynamoLetters
from helpcenter.aws.outbox import DynamoOutbox
from helpcenter.aws.transcripts import DynamoTranscriptStore
from helpcenter.inquiry.case_id import group_case_id
from helpcenter.inquiry.letters import Letter
from helpcenter.mail.job import ACKNOWLEDGEMENT, RECEIPT_LINKS, new_job
from helpcenter.messages import load_messages
from helpcenter.transcript.delivery import Delivery
from helpcenter.transcript.files import attachment_id
from helpcenter.transcript.parts import Part
from helpcenter.transcript.transcript import File
from operations import __main__ as program
from operations.keys import LinkKeyRing, list_keys, retire, rotate
from operations.place import Place
from operations.terminal import Terminal
from tests.aws.conftest import REGION, TABLE
from tests.aws.faults import answered
from tests.fakes.examples import CASE_ID, make_case, make_jobs, make_transcript

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client

NOW = datetime.now(UTC)
YEAR = NOW + timedelta(days=365)  # commands read the clock: what is stored here is kept from now on
CATALOGUES = load_messages(Path(program.__file__).parent / "messages")
ADDRESS = "mina@example.com"
BUCKET = "attachments-of-the-center"


@pytest.fixture
def client(dynamodb: DynamoDBClient, monkeypatch: pytest.MonkeyPatch) -> DynamoDBClient:
    """The center on AWS that commands work on."""
    storage = boto3.client("s3", REGION)
    storage.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})

    def connect(service: str) -> Any:  # noqa: ANN401 - stands for any
        return {"s3": storage, "cloudformation": OneBucket()}[service]

    monkeypatch.setattr(program, "aws_place", lambda table: Place(dynamodb, table, connect))
    return dynamodb


class OneBucket:
    """The stack that the table belongs to."""

    def describe_stack_resources(self, PhysicalResourceId: str) -> dict[str, object]:  # noqa: N803 - AWS's
        """Return its bucket."""
        assert PhysicalResourceId == TABLE
        return {"StackResources": [{"LogicalResourceId": "AttachmentBucket", "PhysicalResourceId": BUCKET}]}


def run(*arguments: str, language: str = "en") -> int:
    """Run a command."""
    return program.run(["--table", TABLE, *arguments], {"LANG": f"{language}_XX.UTF-8"})


def store(client: DynamoDBClient) -> None:
    """Store a case with its mails, one of them dead."""
    DynamoCaseStore(client, TABLE, lambda: NOW).add(
        replace(make_case(), erase_at=YEAR), make_jobs(due_at=NOW)
    )
    outbox = DynamoOutbox(client, TABLE, lambda: "lease")
    job = outbox.claim(CASE_ID, ACKNOWLEDGEMENT, NOW, NOW + timedelta(minutes=2))
    assert job
    outbox.bury(job, "MessageRejected", NOW)


def everything(client: DynamoDBClient) -> str:
    """Return all that is stored, as text."""
    return str(client.scan(TableName=TABLE)["Items"])


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


def store_all_of_a_person(client: DynamoDBClient) -> S3Client:
    """Store what can be kept of ADDRESS, and a little of others; return the bucket's client."""
    store(client)
    DynamoCaseStore(client, TABLE, lambda: NOW).add(
        replace(make_case("0TESTCASE00", key_digest="b" * 64), erase_at=YEAR), ()
    )
    transcripts = DynamoTranscriptStore(client, TABLE, lambda: NOW)
    chat = replace(make_transcript("0TESTCHAT00"), erase_at=YEAR)
    transcripts.save(Part(chat), new_job("0TESTCHAT00", "transcript#a#1", NOW))
    letters = DynamoLetters(client, TABLE, lambda: NOW)
    letters.post(Letter("LINKS-1", f"{RECEIPT_LINKS}#1", ADDRESS.upper(), "ko", NOW))
    letters.post(Letter("LINKS-2", f"{RECEIPT_LINKS}#1", "other@example.com", "ko", NOW))
    deliveries = DynamoDeliveries(client, TABLE, DynamoLeases(client, TABLE, lambda: "lease"))
    body = json.dumps({"email": ADDRESS.title()}).encode()
    deliveries.take(Delivery("d1", "tawk", body, NOW, NOW, is_pointer=False, failed_for="malformed_body"))
    files = boto3.client("s3", REGION)
    for key in (f"uploads/{CASE_ID}/a", f"files/{CASE_ID}/b", "files/another case/c"):
        files.put_object(Bucket=BUCKET, Key=key, Body=b"x")
    return files


def test_a_person_is_given_all_that_is_kept_of_them(client: DynamoDBClient, tmp_path: Path) -> None:
    """Cases, chats, files, what became of mails, and what was set aside; nothing of others."""
    store_all_of_a_person(client)
    folder = tmp_path / "asked"
    assert run("cases", "export", str(folder), "--format", "json", "--email", "nobody@example.com") == 1
    assert not folder.exists()
    assert run("cases", "export", str(folder), "--format", "json", "--email", ADDRESS.upper()) == 0
    cases = json.loads((folder / "cases.json").read_text(encoding="utf-8"))
    ids = {group_case_id(each) for each in (CASE_ID, "0TESTCASE00")}
    assert {case["case_id"] for case in cases} == ids
    [chat] = [json.loads(path.read_text(encoding="utf-8")) for path in (folder / "chats").iterdir()]
    assert chat["customer"]["email"] == ADDRESS
    assert chat["messages"]
    kept = sorted(path.relative_to(folder / "files").as_posix() for path in (folder / "files").rglob("?"))
    assert kept == [f"files/{CASE_ID}/b", f"uploads/{CASE_ID}/a"]
    mails = json.loads((folder / "mails.json").read_text(encoding="utf-8"))
    dead = {
        "case": group_case_id(CASE_ID),
        "mail": ACKNOWLEDGEMENT,
        "state": "DEAD",
        "why": "MessageRejected",
    }
    assert dead in [{name: mail[name] for name in dead} for mail in mails]
    [aside] = (folder / "set-aside").iterdir()
    assert json.loads(aside.read_bytes()) == {"email": ADDRESS.title()}
    written = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.json"))
    assert "other@example.com" not in written
    assert folder.stat().st_mode & 0o077 == 0
    assert run("cases", "export", str(folder), "--email", ADDRESS) == 2  # it is there


def test_nothing_is_left_to_give_once_a_person_is_erased(client: DynamoDBClient, tmp_path: Path) -> None:
    """What is handed over and what is erased are the same."""
    store_all_of_a_person(client)
    assert run("cases", "erase", "--email", ADDRESS, "--yes") == 0
    assert run("cases", "export", str(tmp_path / "asked"), "--email", ADDRESS) == 1


def test_an_address_is_erased_wherever_it_lies(client: DynamoDBClient) -> None:
    """Cases, chats, letters and what was set aside; others stay; nobody to ask is a no."""
    files = store_all_of_a_person(client)
    assert run("cases", "erase", "--email", ADDRESS) == 2
    assert ADDRESS in everything(client)
    assert run("cases", "erase", "--email", ADDRESS.upper(), "--yes") == 0
    assert ADDRESS not in everything(client).lower()
    assert "other@example.com" in everything(client)
    left = [each["Key"] for each in files.list_objects_v2(Bucket=BUCKET)["Contents"]]
    assert left == ["files/another case/c"]
    assert run("cases", "erase", "--email", ADDRESS, "--yes") == 1


def test_an_erasure_that_leaves_something_is_not_done(
    client: DynamoDBClient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The proof is a second look, not the first one's word."""
    store(client)
    monkeypatch.setattr("helpcenter.aws.erasure.DynamoEraser.left", lambda *_: 3)
    assert run("cases", "erase", CASE_ID, "--yes") == 1
    assert "3 left" in capsys.readouterr().out


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
    """75, as sysexits has it for what may work later, and the reason's code."""
    with answered(client, "Scan", "ProvisionedThroughputExceededException"):
        assert run("cases", "list", "--all") == 75
    assert "ProvisionedThroughputExceededException" in capsys.readouterr().err


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


class Stack:
    """CloudFormation with a stack of two parameters, and Parameter Store; `told` is every change."""

    def __init__(self) -> None:
        self.secret, self.given = "first", {"LinkKeys": "first", "SiteUrl": "https://a/"}
        self.told: list[tuple[str, str]] = []

    def get_parameters(self, *, Names: list[str], WithDecryption: bool) -> dict[str, object]:  # noqa: N803
        """Return the secret."""
        assert WithDecryption
        return {"Parameters": [{"Name": name, "Value": self.secret} for name in Names]}

    def put_parameter(self, *, Name: str, Value: str, Type: str, Overwrite: bool) -> None:  # noqa: N803
        """Change the secret."""
        assert (Name, Type, Overwrite) == ("/help-center/LinkKeys", "SecureString", True)
        self.secret = Value
        self.told.append(("secret", Value))

    def describe_stacks(self, *, StackName: str) -> dict[str, object]:  # noqa: N803
        """Return the stack; what is secret is not shown."""
        assert StackName == "help-center"
        return {
            "Stacks": [{"Parameters": [{"ParameterKey": k, "ParameterValue": "****"} for k in self.given]}]
        }

    def update_stack(
        self,
        *,
        UsePreviousTemplate: bool,  # noqa: N803
        Parameters: list[dict[str, Any]],  # noqa: N803
        **_: object,
    ) -> None:
        """Change the parameters that are given."""
        assert UsePreviousTemplate
        assert {each["ParameterKey"] for each in Parameters} == set(self.given)
        for each in Parameters:
            if not each.get("UsePreviousValue"):
                self.given[each["ParameterKey"]] = each["ParameterValue"]
                self.told.append(("stack", each["ParameterValue"]))

    def get_waiter(self, _: str) -> Stack:
        """Return what waits."""
        return self

    def wait(self, **_: object) -> None:
        """Wait for nothing."""


def test_a_new_key_is_known_everywhere_before_anybody_signs_with_it() -> None:
    """First all take it, then all sign with it; the one before it stays good until it is retired.

    The stack itself knows it each time: should a deploy be rolled back, nobody goes back to a key before.
    """
    stack = Stack()
    ring = LinkKeyRing(stack, ParameterStore(stack), "help-center")
    ring.rotate()
    new, old = stack.secret.split(",")
    assert (old, len(new) >= 40) == ("first", True)
    both = [("secret", f"first,{new}"), ("stack", f"first,{new}")]
    assert stack.told == [*both, *((name, f"{new},first") for name, _ in both)]
    ring.rotate()
    assert stack.secret.split(",")[1] == new
    ring.retire()
    assert "," not in stack.secret
    assert stack.given == {"LinkKeys": stack.secret, "SiteUrl": "https://a/"}


def test_keys_are_shown_by_their_fingerprints(capsys: pytest.CaptureFixture[str]) -> None:
    """No key is ever printed."""
    stack = Stack()
    place = Place(None, TABLE, lambda _: stack)  # type: ignore[arg-type] # no table is asked
    terminal = Terminal(CATALOGUES["en"], {})
    for command in (rotate, list_keys, retire):
        assert command(place, terminal, argparse.Namespace(stack="help-center")) == 0
    said = capsys.readouterr()
    assert not any(key in said.out + said.err for _, keys in stack.told for key in keys.split(","))
    assert "signs" in said.out


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
