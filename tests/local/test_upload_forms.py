"""Forms of uploads on the running center are as strict as S3's.

https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html: a field must meet its
condition, every field but the signature, the policy, the file and `x-ignore-` must have one, the file must
be of the size, and the time not be over; sigv4-UsingHTTPPOST.html: the signature is over the policy.
"""

from __future__ import annotations

import base64
import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest

from local.aws import Account
from tests.local.running import RunningCenter, eventually
from tests.local.uploads import ask, files_path, post, settled, upload, upload_path
from tests.unit.attachment.files import exif, jpeg, png
from tests.unit.attachment.hostile_files import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("center")
Fields = dict[str, str]


@pytest.fixture(scope="module")
def path(center: RunningCenter) -> str:
    """The link of a stored case."""
    return upload_path(center)


@pytest.fixture(scope="module")
def fields(center: RunningCenter, path: str) -> Fields:
    """A form for a small PNG."""
    found: Fields = ask(center, path, png()).json["form"]["fields"]
    return found


def policy_of(fields: Fields) -> Any:  # noqa: ANN401 - JSON
    """Return the policy of a form."""
    return json.loads(base64.b64decode(fields["policy"]))


def with_policy(fields: Fields, **changes: object) -> Fields:
    """Return a form whose policy somebody changed."""
    policy = json.dumps({**policy_of(fields), **changes}).encode()
    return {**fields, "policy": base64.b64encode(policy).decode()}


def test_a_form_names_everything(fields: Fields, path: str) -> None:
    """Bucket, key, type and exact size are conditions of it, and it is over in ten minutes."""
    policy = policy_of(fields)
    conditions = policy["conditions"]
    assert {"key": fields["key"]} in conditions
    assert {"Content-Type": "image/png"} in conditions
    assert ["content-length-range", len(png()), len(png())] in conditions
    assert fields["key"].startswith(f"uploads/{path.rpartition('/')[2].partition('.')[0]}/")
    left = datetime.fromisoformat(policy["expiration"]) - datetime.now(UTC)
    assert 0 < left.total_seconds() <= 600


@pytest.mark.parametrize(
    "spoil",
    [
        lambda fields: {**fields, "key": "files/anything"},
        lambda fields: {**fields, "key": fields["key"] + "x"},
        lambda fields: {**fields, "key": "uploads/${filename}"},
        lambda fields: {**fields, "Content-Type": "text/html"},
        lambda fields: {**fields, "acl": "public-read"},
        lambda fields: {**fields, "success_action_redirect": "https://evil.example/"},
        lambda fields: {**fields, "x-amz-meta-a": "b"},
        lambda fields: {**fields, "tagging": "<Tagging/>"},
        lambda fields: {**fields, "x-amz-signature": "0" * 64},
        lambda fields: {name: value for name, value in fields.items() if name != "Content-Type"},
        lambda fields: {name: value for name, value in fields.items() if name != "policy"},
        lambda fields: {name: value for name, value in fields.items() if name != "x-amz-signature"},
        lambda fields: {"key": fields["key"], "Content-Type": "image/png"},
        lambda fields: with_policy(fields, expiration="2099-01-01T00:00:00Z"),
        lambda fields: with_policy(fields, conditions=[]),
    ],
)
def test_no_other_form_is_taken(
    center: RunningCenter, fields: Fields, spoil: Callable[[Fields], Fields]
) -> None:
    """Another key, another type, a field more or less, another policy, no signature: refused."""
    assert 400 <= post(center, spoil(fields), png()).status < 500


@pytest.mark.parametrize("content", [png() + b"x", png()[:-1], b""])
def test_a_file_of_another_size_is_not_taken(center: RunningCenter, fields: Fields, content: bytes) -> None:
    """The form is for the size that was asked for, to the byte."""
    assert post(center, fields, content).status == 400


def test_nothing_but_forms_is_taken(center: RunningCenter) -> None:
    """The address answers neither reading nor listing."""
    assert center.send("/uploads/").status == 403
    assert center.send("/uploads/", b"x", {"content-type": "text/plain"}).status == 403


def test_a_file_arrives_checked(center: RunningCenter, path: str) -> None:
    """A photo named .png is a photo, and has lost the place where it was taken."""
    photo = jpeg(exif(6), start=b"")
    file = upload(center, path, photo, name="사진.png", type="image/jpeg")
    assert (file["state"], file["name"]) == ("clean", "사진.jpg")
    assert file["size"] < len(photo)


@pytest.mark.parametrize("name", ["svg", "eicar", "pdf with a program", "jpeg and zip", "png bomb"])
def test_a_hostile_file_is_refused_on_arrival(center: RunningCenter, name: str) -> None:
    """Whatever type the browser claims, and although its form was right."""
    _, make = HOSTILE[name]
    file = upload(center, upload_path(center), make())
    assert file["state"] == "refused"


def test_files_are_kept_on_this_machine(center: RunningCenter) -> None:
    """What was handed over is whole on the disk before its sender hears of it."""
    file = upload(center, upload_path(center), png(7, 7))
    kept = [found.read_bytes() for found in (center.data / "files").iterdir() if file["id"] in found.name]
    assert kept == [png(7, 7)]


def test_files_go_when_their_notes_go(center: RunningCenter) -> None:
    """Whoever erases a case's items, or their time, has its files erased: by the stream, within seconds."""
    path = upload_path(center)
    file = upload(center, path, png(9, 9))
    case_id = path.rpartition("/")[2].partition(".")[0]
    endpoint = (center.data / "endpoint").read_text(encoding="ascii").strip()
    table = Account(int(endpoint.rpartition(":")[2])).client("dynamodb")
    (name,) = table.list_tables()["TableNames"]
    key = {"pk": {"S": f"CASE#{case_id}"}, "sk": {"S": f"ATTACHMENT#{file['id']}"}}
    assert any(file["id"] in kept.name for kept in (center.data / "files").iterdir())
    table.delete_item(TableName=name, Key=key)
    eventually(lambda: not any(file["id"] in kept.name for kept in (center.data / "files").iterdir()))


def test_a_kill_loses_no_file(tmp_path: Path) -> None:
    """After a `kill -9` the department's page has the file, and what was in quarantine is checked."""
    center = RunningCenter(tmp_path).start()
    path = upload_path(center)
    upload(center, path, png(7, 7))
    form = ask(center, path, png(8, 8)).json
    assert post(center, form["form"]["fields"], png(8, 8)).status == 204
    page = files_path(center, path)
    center.kill()
    center.start()
    assert settled(center, path, form["file"]["id"])["state"] == "clean"
    links = re.findall(r'href="(/api/files/[^"]+)"', center.send(page).body)
    assert len(links) == 2
    for link in links:
        with urlopen(center.send(link).headers["location"]) as answer:  # noqa: S310 - our own address
            assert answer.read() in {png(7, 7), png(8, 8)}
            assert answer.headers["content-disposition"].startswith("attachment;")
    assert center.stop() == 0
