"""The keys, states and moments of the one table; README.md beside this file says what its items hold."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

from helpcenter.mail.job import ERASURE_NOTE, TRANSCRIPT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

    from helpcenter.mail.job import MailJob

    Item: TypeAlias = Mapping[str, AttributeValueTypeDef]

DUE_INDEX, ADDRESS_INDEX, EXPIRY_INDEX = "due", "address", "expiry"
DUE_SHARDS, RETIRED_SHARDS = tuple("01"), tuple("234567")
"""Of owed jobs: each takes 1,000 writes a second, four for an inquiry, and is asked for each minute.

Retired ones get no new jobs. A release before may have left some there: they are looked through each hour.
"""
OPEN_SHARDS = tuple(f"open{number}" for number in range(8))
DEAD_SHARD, SUPPRESSED_SHARD = "dead", "suppressed"
DUE, SENT, DEAD, SUPPRESSED = "DUE", "SENT", "DEAD", "SUPPRESSED"
DELIVERIES_SHARD, FAILED_SHARD = "deliveries", "failed"
FILES_SHARD = "files"
DONE, FAILED = "DONE", "FAILED"
_CASE_PREFIX, _MAIL_PREFIX, _TRANSCRIPT_PREFIX = "CASE#", "MAIL#", "TRANSCRIPT#"
_FEEDBACK_PREFIX = "FEEDBACK#"
_DELIVERY_PREFIX, _ANSWERS_PREFIX = "DELIVERY#", "ANSWERS#"
_GAPS_PREFIX, _TERMS_PREFIX = "GAPS#", "TERMS#"
_ATTACHMENT_PREFIX, _FILES_PREFIX = "ATTACHMENT#", "FILES#"
_HISTORY_PREFIX, _LETTER_PREFIX, _HELD_PREFIX, _CASE = "HISTORY#", "LETTER#", "HELD#", "CASE"
HOLDS, PURGES = "HOLDS", "PURGES"
_NOTES = (_LETTER_PREFIX + ERASURE_NOTE, _MAIL_PREFIX + ERASURE_NOTE)


def case_key(case_id: str) -> dict[str, AttributeValueTypeDef]:
    """Return the key of a case."""
    return _key(case_id, _CASE)


def case_of(key: Item) -> str | None:
    """Return the case ID when the key is a case's own, else None."""
    return key["pk"]["S"].removeprefix(_CASE_PREFIX) if key["sk"]["S"] == _CASE else None


def event_key(case_id: str, number: int) -> dict[str, AttributeValueTypeDef]:
    """Return the key of an event of a case; keys sort as the numbers do."""
    return _key(case_id, f"{_HISTORY_PREFIX}{number:04}")


def event_of(key: Item) -> int | None:
    """Return the number when the key is an event's, else None."""
    kind = key["sk"]["S"]
    return int(kind.removeprefix(_HISTORY_PREFIX)) if kind.startswith(_HISTORY_PREFIX) else None


def transcript_key(case_id: str, part_name: str) -> dict[str, AttributeValueTypeDef]:
    """Return the key of a part of a chat."""
    return _key(case_id, _TRANSCRIPT_PREFIX + part_name)


def part_name_of(key: Item) -> str | None:
    """Return the name of the part when the key is a transcript's, else None."""
    kind = key["sk"]["S"]
    return kind.removeprefix(_TRANSCRIPT_PREFIX) if kind.startswith(_TRANSCRIPT_PREFIX) else None


def is_of_a_chat(key: Item) -> bool:
    """Tell whether an item of a case belongs to one of its chats: a part, its mail, files or feedback."""
    kinds = (_TRANSCRIPT_PREFIX, f"{_MAIL_PREFIX}{TRANSCRIPT}#", _FEEDBACK_PREFIX, _FILES_PREFIX)
    return key["sk"]["S"].startswith(kinds) or "part" in key


def feedback_key(case_id: str, part_name: str) -> dict[str, AttributeValueTypeDef]:
    """Return the key of the feedback on a part of a chat."""
    return _key(case_id, _FEEDBACK_PREFIX + part_name)


def delivery_key(delivery_id: str) -> dict[str, AttributeValueTypeDef]:
    """Return the key of a delivery."""
    return {"pk": {"S": _DELIVERY_PREFIX + delivery_id}, "sk": {"S": "DELIVERY"}}


def delivery_of(key: Item) -> str | None:
    """Return the delivery's ID when the key is one's, else None."""
    owner = key["pk"]["S"]
    return owner.removeprefix(_DELIVERY_PREFIX) if owner.startswith(_DELIVERY_PREFIX) else None


def job_key(case_id: str, mail: str) -> dict[str, AttributeValueTypeDef]:
    """Return the key of a mail job."""
    return _key(case_id, _MAIL_PREFIX + mail)


def attachment_key(case_id: str, attachment_id: str) -> dict[str, AttributeValueTypeDef]:
    """Return the key of what is noted of a file."""
    return _key(case_id, _ATTACHMENT_PREFIX + attachment_id)


def attachment_of(key: Item) -> tuple[str, str] | None:
    """Return (case ID, attachment ID) when the key is an attachment's, or its copy's, else None."""
    owner, kind = key["pk"]["S"], key["sk"]["S"]
    if not kind.startswith(_ATTACHMENT_PREFIX):
        return None
    case_id = owner.removeprefix(_HELD_PREFIX).removeprefix(_CASE_PREFIX)
    return case_id, kind.removeprefix(_ATTACHMENT_PREFIX)


def files_key(case_id: str, part_name: str) -> dict[str, AttributeValueTypeDef]:
    """Return the key of what says that the files of a part are to be fetched."""
    return _key(case_id, _FILES_PREFIX + part_name)


def files_of(key: Item) -> tuple[str, str] | None:
    """Return (case ID, part name) when the key is one of files to be fetched, else None."""
    owner, kind = key["pk"]["S"], key["sk"]["S"]
    if not kind.startswith(_FILES_PREFIX):
        return None
    return owner.removeprefix(_CASE_PREFIX), kind.removeprefix(_FILES_PREFIX)


def is_held(key: Item) -> bool:
    """Tell whether the key is that of a copy under a hold."""
    return key["pk"]["S"].startswith(_HELD_PREFIX)


def attachments_range() -> tuple[str, str]:
    """Return the first and last `sk` between which a case's files stand, and the case itself, and no more."""
    return _ATTACHMENT_PREFIX, "CASE"


def attachments_prefix() -> str:
    """Return what the `sk` of each file of a case begins with."""
    return _ATTACHMENT_PREFIX


def given_acks_key(mailbox: str) -> dict[str, AttributeValueTypeDef]:
    """Return the key of what a mailbox was given, by its digest."""
    return {"pk": {"S": f"ACKS#{mailbox}"}, "sk": {"S": "ACKS"}}


def all_acks_key(now: datetime) -> dict[str, AttributeValueTypeDef]:
    """Return the key of what all mailboxes together were given in an hour."""
    hour = now.astimezone(UTC).isoformat(timespec="hours")
    return {"pk": {"S": "ACKS#all"}, "sk": {"S": hour}}


def suppressed_key(address: str) -> dict[str, AttributeValueTypeDef]:
    """Return the key of an address that mail must not go to, by its digest."""
    return {"pk": {"S": f"SUPPRESSED#{address}"}, "sk": {"S": "SUPPRESSED"}}


def ack_switch_key() -> dict[str, AttributeValueTypeDef]:
    """Return the key of the switch that stops acknowledgements."""
    return {"pk": {"S": "SWITCH#acks"}, "sk": {"S": "SWITCH"}}


def answers_key(day: date, language: str, page: str) -> dict[str, AttributeValueTypeDef]:
    """Return the key of a day's answers about an article in a language."""
    return {"pk": {"S": _ANSWERS_PREFIX + day.isoformat()}, "sk": {"S": f"{language}#{page}"}}


def gap_key(day: date, language: str, what: str, subject: str) -> dict[str, AttributeValueTypeDef]:
    """Return the key of a day's count of gaps."""
    return {"pk": {"S": _GAPS_PREFIX + day.isoformat()}, "sk": {"S": f"{language}#{what}#{subject}"}}


def watched_terms_key(digest: str) -> dict[str, AttributeValueTypeDef]:
    """Return the key of terms that are not known to be searched often."""
    return {"pk": {"S": _TERMS_PREFIX + digest}, "sk": {"S": "TERMS"}}


def gaps_of_day(day: date) -> tuple[str, str]:
    """Return the hash keys under which a day's gaps and answers are."""
    return _GAPS_PREFIX + day.isoformat(), _ANSWERS_PREFIX + day.isoformat()


def gap_of(item: Item) -> tuple[str, str, str]:
    """Return (language, what, subject) of an item under one of `gaps_of_day`; answers say no `what`."""
    language, _, rest = item["sk"]["S"].partition("#")
    if item["pk"]["S"].startswith(_ANSWERS_PREFIX):
        return language, "", rest
    what, _, subject = rest.partition("#")
    return language, what, subject


def job_of(key: Item) -> tuple[str, str] | None:
    """Return (case ID, mail) when the key is a mail job's, else None."""
    owner, kind = key["pk"]["S"], key["sk"]["S"]
    if not kind.startswith(_MAIL_PREFIX):
        return None
    return owner.removeprefix(_CASE_PREFIX), kind.removeprefix(_MAIL_PREFIX)


def new_job_item(job: MailJob, erase_at: datetime) -> Item:
    """Return the item of a job that is owed."""
    return {
        **job_key(job.case_id, job.mail),
        "state": {"S": DUE},
        "attempts": {"N": str(job.attempts)},
        "due_shard": {"S": due_shard(job.case_id)},
        "due_at": {"S": moment_text(job.due_at)},
        "expires_at": expiry(erase_at),
    }


def due_shard(case_id: str) -> str:
    """Return the shard of the index that holds a case's owed jobs."""
    return _shard(case_id, DUE_SHARDS)


def letter_key(owner: str, mail: str) -> dict[str, AttributeValueTypeDef]:
    """Return the key of a letter."""
    return _key(owner, _LETTER_PREFIX + mail)


def is_note(key: Item) -> bool:
    """Tell whether the key is that of what tells a customer of an erasure: the letter or its job."""
    return key["sk"]["S"] in _NOTES


def is_bare_event(item: Item) -> bool:
    """Tell whether an item says that something happened to a case, and nothing that somebody wrote."""
    return event_of(item) is not None and item["words"] == item["detail"] == {"S": ""}


def hold_key(case_id: str) -> dict[str, AttributeValueTypeDef]:
    """Return the key of the hold on a case."""
    return {"pk": {"S": HOLDS}, "sk": {"S": case_id}}


def held_key(case_id: str, item: Item | None = None) -> dict[str, AttributeValueTypeDef]:
    """Return the key of the copy of an item under a hold; without one, of a copy of the case itself."""
    return {"pk": {"S": _HELD_PREFIX + case_id}, "sk": item["sk"] if item else {"S": _CASE}}


def is_held_too(key: Item) -> bool:
    """Tell whether a hold keeps the item: everything of a case but its mails and what is to be fetched."""
    return not key["sk"]["S"].startswith((_MAIL_PREFIX, _LETTER_PREFIX, _FILES_PREFIX))


def kind_of(key: Item) -> str:
    """Name the kind of an item: `case`, `history`, `mail` and so on."""
    owner, kind = key["pk"]["S"], key["sk"]["S"]
    return (kind if owner.startswith(_CASE_PREFIX) else owner).partition("#")[0].lower()


def purge_key(day: date) -> dict[str, AttributeValueTypeDef]:
    """Return the key of what was erased on a day."""
    return {"pk": {"S": PURGES}, "sk": {"S": day.isoformat()}}


def open_shard(case_id: str) -> str:
    """Return the shard of the index that holds a case as long as somebody waits for its answer."""
    return _shard(case_id, OPEN_SHARDS)


def moment_text(at: datetime) -> str:
    """Return an aware moment as text that sorts; `datetime.fromisoformat` reads it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def expiry(erase_at: datetime) -> AttributeValueTypeDef:
    """Return `expires_at`: whole seconds, never later than the moment."""
    return {"N": str(int(erase_at.timestamp()))}


def erased_by(erase_at: datetime) -> dict[str, AttributeValueTypeDef]:
    """Return `expires_at` and `purge_day` of what people wrote or are named in."""
    return {"expires_at": expiry(erase_at), "purge_day": {"S": purge_day(erase_at)}}


def purge_day(at: datetime) -> str:
    """Return the day in UTC, as the index `expiry` knows it."""
    return at.astimezone(UTC).date().isoformat()


def is_expired(item: Item, now: datetime) -> bool:
    """Tell whether the item may no longer be shown, although TTL has not deleted it yet."""
    return now.timestamp() >= int(item["expires_at"]["N"])


def _shard(case_id: str, shards: Sequence[str]) -> str:
    return shards[zlib.crc32(case_id.encode()) % len(shards)]


def _key(case_id: str, kind: str) -> dict[str, AttributeValueTypeDef]:
    return {"pk": {"S": _CASE_PREFIX + case_id}, "sk": {"S": kind}}
