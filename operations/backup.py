"""`backup`: the table and the files of a center in a folder, and back into an empty one.

The folder holds `items.jsonl`, an item a line as DynamoDB's own JSON with bytes in base64, `files/` with
the objects of the bucket by their keys, and `manifest.json` with digests of all. Secrets are not in it: who
gets hold of a backup can sign no link.

A mail that was owed when the backup was made may have left since. Restored, it is dead, with its reason,
until an operator has it sent: nothing goes out twice, and nothing is silent.
"""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpcenter.aws.table import DEAD, DEAD_SHARD, DUE, case_of, job_of, moment_text
from operations.terminal import DONE, MISUSED, NOT_DONE

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from helpcenter.messages import Messages
    from operations.place import Place
    from operations.terminal import Terminal

ITEMS, FILES, MANIFEST = "items.jsonl", "files", "manifest.json"
RESTORED = "restored"
"""The reason of a mail that is dead because it was owed when the backup was made."""

_BATCH = 25  # https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html


def add_commands(groups: argparse._SubParsersAction[argparse.ArgumentParser], messages: Messages) -> None:
    """Add the commands of this group."""
    group = groups.add_parser("backup", help=messages.text("operations.backup"))
    commands = group.add_subparsers(metavar="COMMAND", required=True)
    for name, run in (("save", save), ("restore", restore)):
        text = messages.text(f"operations.backup.{name}")
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument(
            "folder", metavar="FOLDER", type=Path, help=messages.text("operations.backup.folder")
        )
        command.set_defaults(run=run)
        if run is save:
            command.add_argument(
                "--items-of", metavar="TABLE", help=messages.text("operations.backup.items_of")
            )


def save(place: Place, terminal: Terminal, options: argparse.Namespace) -> int:
    """Save table and files into a new folder that nobody else may read.

    What changes meanwhile may be in it as it was or as it is: for one moment of the whole, see PITR.
    """
    folder: Path = options.folder
    if folder.exists():
        terminal.warn("operations.backup.exists", folder=folder)
        return MISUSED
    folder.mkdir(mode=0o700, parents=True)
    count = 0
    with (folder / ITEMS).open("w", encoding="utf-8") as file:
        for item in terminal.counted(every_item(place, options.items_of)):
            file.write(json.dumps(item, default=_told, ensure_ascii=False) + "\n")
            count += 1
    keys = list(copy_files(place, folder / FILES))
    digests = {ITEMS: _digest(folder / ITEMS)}
    digests |= {f"{FILES}/{key}": _digest(folder / FILES / key) for key in keys}
    manifest = {"made_at": datetime.now(UTC).isoformat(), "items": count, "sha256": digests}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    terminal.say("operations.backup.saved", items=count, files=len(keys), folder=folder)
    return DONE


def restore(place: Place, terminal: Terminal, options: argparse.Namespace) -> int:
    """Restore a backup into a center without cases; hold the mails that were owed."""
    folder: Path = options.folder
    try:
        digests = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["sha256"]
    except FileNotFoundError:
        terminal.warn("operations.backup.none", folder=folder)
        return MISUSED
    for name, digest in digests.items():
        if not (folder / name).is_file() or _digest(folder / name) != digest:
            terminal.warn("operations.backup.damaged", file=folder / name)
            return NOT_DONE
    if any(case_of(item) for item in every_item(place)):
        terminal.warn("operations.backup.not_empty")
        return NOT_DONE
    # Files first: an item that tells of one finds it there.
    keys = [name.removeprefix(f"{FILES}/") for name in digests if name != ITEMS]
    bucket, s3 = place.bucket(), place.connect("s3")
    for key in keys:
        s3.put_object(Bucket=bucket, Key=key, Body=(folder / FILES / key).read_bytes())
    count = held = 0
    batch: list[dict[str, Any]] = []
    with (folder / ITEMS).open(encoding="utf-8") as file:
        for line in terminal.counted(file):
            item, count = json.loads(line, object_hook=_read), count + 1
            if job_of(item) and item["state"]["S"] == DUE:
                item, held = _dead(item), held + 1
            batch.append(item)
            if len(batch) == _BATCH:
                _write(place, batch)
                batch = []
    _write(place, batch)
    terminal.say("operations.backup.restored", items=count, files=len(keys))
    if held:
        terminal.say("operations.backup.held", count=held)
    return DONE


def every_item(place: Place, table: str | None = None) -> Iterator[dict[str, Any]]:
    """Yield every item of the center's table, or of another that was restored from it."""
    pages = place.client.get_paginator("scan").paginate(TableName=table or place.table, ConsistentRead=True)
    for page in pages:
        yield from page["Items"]


def copy_files(place: Place, folder: Path, prefixes: Sequence[str] = ("",)) -> Iterator[str]:
    """Copy the objects of the bucket whose keys begin so into a folder, by their keys; yield the keys."""
    bucket, s3 = place.bucket(), place.connect("s3")
    folder.mkdir(mode=0o700)
    for prefix in prefixes:
        pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
        for key in (found["Key"] for page in pages for found in page.get("Contents", ())):
            target = (folder / key).resolve()
            if not target.is_relative_to(folder.resolve()):  # keys are ours; a foreign one goes nowhere
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(s3.get_object(Bucket=bucket, Key=key)["Body"].read())
            yield key


def _write(place: Place, batch: list[dict[str, Any]]) -> None:
    left: dict[str, Any] = {place.table: [{"PutRequest": {"Item": item}} for item in batch]} if batch else {}
    while left:  # what DynamoDB puts off is asked for again; the SDK waits between tries
        left = dict(place.client.batch_write_item(RequestItems=left)["UnprocessedItems"])


def _dead(item: dict[str, Any]) -> dict[str, Any]:
    """Return an owed job as one that is dead until somebody has it sent."""
    kept = {name: value for name, value in item.items() if name != "lease"}
    now = {"S": moment_text(datetime.now(UTC))}
    return {
        **kept,
        "state": {"S": DEAD},
        "due_shard": {"S": DEAD_SHARD},
        "due_at": now,
        "reason": {"S": RESTORED},
    }


def _told(value: object) -> str:
    """Return bytes as JSON can tell them: DynamoDB's JSON has them in base64 too."""
    return base64.b64encode(bytes(value)).decode()  # type: ignore[call-overload]  # json asks for bytes alone


def _read(value: dict[str, Any]) -> dict[str, Any]:
    """Return a value of DynamoDB's JSON with its bytes."""
    if set(value) == {"B"} and isinstance(value["B"], str):
        return {"B": base64.b64decode(value["B"])}
    return value


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
