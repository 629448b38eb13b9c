"""What a case says about itself, in the words of one language."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from helpcenter.center.moments import print_moment, print_moment_there
from helpcenter.inquiry.case_id import group_case_id
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from helpcenter.center.calendar import Calendar
    from helpcenter.center.facts import Department, Facts, Topic
    from helpcenter.inquiry.case import Case
    from helpcenter.messages import Messages


@record
class CaseWords:
    """A case's facts as people read them; nothing in it was typed by the customer."""

    case_id: str
    topic: str
    department: str
    accepted: str
    due: str
    kept_until: str


def case_words(case: Case, facts: Facts, calendar: Calendar, messages: Messages) -> CaseWords:
    """Return the case's facts in the language of `messages`: ID grouped, moments in the center's zone."""

    def moment(at: datetime) -> str:
        return print_moment(calendar, messages, at)

    return CaseWords(
        case_id=group_case_id(case.case_id),
        topic=_name(facts.topics, case.inquiry.topic, messages.language),
        department=_name(facts.departments, case.department, messages.language),
        accepted=moment(case.accepted_at),
        due=moment(case.due_at),
        kept_until=moment(case.erase_at),
    )


def when_sent(case: Case, calendar: Calendar, messages: Messages) -> str:
    """Return when the case was accepted; also by the customer's clock, where that shows another time."""
    accepted, offset = print_moment(calendar, messages, case.accepted_at), case.inquiry.utc_offset
    here = calendar.local_time(case.accepted_at).utcoffset()
    if offset is None or here == timedelta(minutes=offset):
        return accepted
    there = print_moment_there(messages, case.accepted_at, offset)
    return messages.text("mail.local_time", accepted=accepted, there=there)


def _name(section: Mapping[str, Topic] | Mapping[str, Department], key: str, language: str) -> str:
    """Return an entry's name; its ID when an operator has renamed the entry since the case was accepted."""
    return section[key].name[language] if key in section else key
