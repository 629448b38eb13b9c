"""`leave`: everything that is kept, in formats that need none of this software."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from operations.backup import copy_files, every_item
from operations.case_files import read_histories, write_cases
from operations.person import write_chat, write_file_names
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
    cases = write_cases(folder / "cases.json", "json", read_histories(place, terminal))
    (folder / "chats").mkdir()
    chats = sum(write_chat(item, folder / "chats") for item in every_item(place))
    write_file_names(every_item(place), folder / "files.json")
    files = len(list(copy_files(place, folder / "files")))
    for name in _OWN:
        copy = shutil.copytree if (_ROOT / name).is_dir() else shutil.copy
        copy(_ROOT / name, folder / name)
    terminal.say("operations.leave.done", cases=cases, chats=chats, files=files, folder=folder)
    return DONE
