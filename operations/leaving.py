"""`leave`: everything that is kept, in formats that need none of this software."""

from __future__ import annotations

import json
import shutil
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpcenter.aws.table import attachment_of, part_name_of
from helpcenter.inquiry.case_id import group_case_id
from operations.backup import copy_files, every_item
from operations.export import read_histories, write_json
from operations.terminal import DONE, MISUSED

if TYPE_CHECKING:
    import argparse

    from helpcenter.messages import Messages
    from operations.place import Place
    from operations.terminal import Terminal

_ROOT = Path(__file__).parents[1]
_OWN = ("center.yml", "docs")


def add_commands(groups: argparse._SubParsersAction[argparse.ArgumentParser], messages: Messages) -> None:
    """Add the command."""
    group = groups.add_parser("leave", help=messages.text("operations.leave"))
    commands = group.add_subparsers(metavar="COMMAND", required=True)
    text = messages.text("operations.leave.all")
    command = commands.add_parser("all", help=text, description=text)
    command.add_argument(
        "folder", metavar="FOLDER", type=Path, help=messages.text("operations.backup.folder")
    )
    command.set_defaults(run=leave)


def leave(place: Place, terminal: Terminal, options: argparse.Namespace) -> int:
    """Write all of it into a new folder that nobody else may read.

    `cases.json` has the cases with their events, `chats/` a JSON file for each part of a chat, `files/` the
    files of cases, `files.json` their names, `center.yml` and `docs/` what the site was made of.
    """
    folder: Path = options.folder
    if folder.exists():
        terminal.warn("operations.backup.exists", folder=folder)
        return MISUSED
    folder.mkdir(mode=0o700, parents=True)
    with (folder / "cases.json").open("w", encoding="utf-8") as file:
        cases = write_json(file, read_histories(place, terminal))
    (folder / "chats").mkdir()
    chats, names = 0, list[dict[str, Any]]()
    for item in every_item(place):
        if part := part_name_of(item):
            chats += 1
            case_id = item["pk"]["S"].partition("#")[2]
            told = json.loads(zlib.decompress(bytes(item["document"]["B"])))
            target = folder / "chats" / f"{group_case_id(case_id)}.{part.replace('#', '.')}.json"
            target.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        elif found := attachment_of(item):
            case_id, attachment_id = found
            about: dict[str, Any] = {
                name: item[name]["S"] for name in ("name", "media_type", "state") if name in item
            }
            names.append({"case_id": group_case_id(case_id), "file": attachment_id, **about})
    (folder / "files.json").write_text(
        json.dumps(names, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    files = len(list(copy_files(place, folder / "files")))
    for name in _OWN:
        copy = shutil.copytree if (_ROOT / name).is_dir() else shutil.copy
        copy(_ROOT / name, folder / name)
    terminal.say("operations.leave.done", cases=cases, chats=chats, files=files, folder=folder)
    return DONE
