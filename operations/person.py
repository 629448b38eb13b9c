"""`cases export --email`: all that is kept of a person, for who asks for it."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

from helpcenter.aws.deliveries import body_of
from helpcenter.aws.histories import items_of
from helpcenter.aws.table import attachment_of, delivery_of, part_name_of
from helpcenter.inquiry.case_id import group_case_id
from operations.backup import copy_files
from operations.case_files import write_cases
from operations.terminal import DONE, NOT_DONE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from helpcenter.aws.table import Item
    from operations.place import Place
    from operations.terminal import Terminal

_TOLD = ("mail", "state", "at", "why")  # of a mail


def hand_over(place: Place, terminal: Terminal, address: str, folder: Path, chosen: str) -> int:
    """Write what is kept of an address into a new folder that nobody else may read.

    `cases` is a file as `chosen`, "csv" or "json". `chats/` has a JSON file for each part of a chat, `files/`
    the files that were sent, whose names are in `files.json`. `mails.json` says which mails were owed and
    what became of each; their text is not kept. `set-aside/` has what chat systems told and nobody could
    read. Returns the exit code: 1 where nothing is kept.
    """
    case_ids, others = place.traces().of_address(address, terminal.counted)
    if not case_ids and not others:
        terminal.warn("operations.person.none")
        return NOT_DONE
    folder.mkdir(mode=0o700, parents=True)
    histories = [history for each in case_ids if (history := place.histories().read(each))]
    write_cases(folder / f"cases.{chosen}", chosen, histories)
    items = [item for case_id in case_ids for item in items_of(place.client, place.table, case_id)]
    (folder / "chats").mkdir()
    chats = sum(write_chat(item, folder / "chats") for item in items)
    write_file_names(items, folder / "files.json")
    prefixes = [f"{state}/{case_id}/" for case_id in case_ids for state in ("files", "uploads")]
    files = len(list(copy_files(place, folder / "files", prefixes)))
    mails = [mail for case_id in case_ids for mail in place.mail_lists().of_case(case_id)]
    told = [
        {"case": group_case_id(mail.case_id), **{name: getattr(mail, name) for name in _TOLD}}
        for mail in mails
    ]
    _write(folder / "mails.json", told)
    _write_set_aside(place, others, folder / "set-aside")
    counts = {
        "cases": len(histories),
        "chats": chats,
        "files": files,
        "mails": len(mails),
        "others": len(others),
    }
    terminal.say("operations.person.done", folder=folder, **counts)
    return DONE


def write_chat(item: Item, folder: Path) -> int:
    """Write the part of a chat that an item is, as JSON; return how many it was: one or none."""
    part = part_name_of(item)
    if not part:
        return 0
    case_id = item["pk"]["S"].partition("#")[2]
    told = json.loads(zlib.decompress(bytes(item["document"]["B"])))
    _write(folder / f"{group_case_id(case_id)}.{part.replace('#', '.')}.json", told)
    return 1


def write_file_names(items: Iterable[Item], path: Path) -> None:
    """Write which file belongs to which case, under which name, and how far its check is."""
    names: list[dict[str, Any]] = []
    for item in items:
        if found := attachment_of(item):
            case_id, attachment_id = found
            about = {name: item[name]["S"] for name in ("name", "media_type", "state") if name in item}
            names.append({"case_id": group_case_id(case_id), "file": attachment_id, **about})
    _write(path, names)


def _write_set_aside(place: Place, keys: Iterable[Item], folder: Path) -> None:
    folder.mkdir()
    for number, key in enumerate((key for key in keys if delivery_of(key)), 1):
        item = place.client.get_item(TableName=place.table, Key=key).get("Item")
        if item:
            (folder / f"{number}.txt").write_bytes(body_of(item))


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
