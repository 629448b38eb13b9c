"""Who can be reached when: dead ends are found at the right quarter hours, and nowhere else."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from helpcenter.center.calendar import CalendarRangeError
from helpcenter.center.coverage import Coverage, coverages
from helpcenter.center.reach import Day, Reach, spans_of
from tests.unit.center.small_center import facts_of, small_center

MONDAY, TUESDAY, WEDNESDAY = date(2026, 9, 7), date(2026, 9, 8), date(2026, 9, 9)
FRIDAY, SATURDAY = date(2026, 9, 11), date(2026, 9, 12)
CHUSEOK_EVE, SUBSTITUTE = date(2026, 9, 24), date(2026, 10, 5)


@cache
def unchanged() -> list[Coverage]:
    """Return all coverages of the small center as it is."""
    return coverages(facts_of(small_center()))


def coverage(topic: str, language: str = "ko", center: dict[str, Any] | None = None) -> Coverage:
    """Return the coverage of a topic of the small center."""
    found = coverages(facts_of(center)) if center else unchanged()
    return next(one for one in found if (one.topic.id, one.language) == (topic, language))


def quarters(day: Day, reach: Reach) -> list[str]:
    """Return the first and last quarter hour of each run of quarter hours that are so throughout."""
    inside = [
        any(start <= minute and minute + 15 <= end for start, end in spans_of(day, reach))
        for minute in range(0, 1440, 15)
    ]
    runs, before = [], False
    for index, now in enumerate([*inside, False]):
        if now != before:
            at = index - (not now)
            runs.append(f"{at // 4:02}:{at % 4 * 15:02}")
        before = now
    return runs


def test_an_urgent_topic_has_a_dead_end_before_after_and_at_lunch() -> None:
    """On a weekday nobody is there until nine, over lunch to the quarter hour, and from six."""
    day = coverage("theft").on(MONDAY)
    assert quarters(day, Reach.NOBODY) == ["00:00", "08:45", "12:00", "13:00", "18:00", "23:45"]
    assert quarters(day, Reach.LIVE) == ["09:00", "11:45", "13:15", "17:45"]


def test_a_topic_that_can_wait_has_none_while_a_message_is_taken() -> None:
    """The same hours without an agent are no dead end where one may write."""
    day = coverage("order").on(MONDAY)
    assert quarters(day, Reach.NOBODY) == []
    assert quarters(day, Reach.WRITTEN) == ["00:00", "08:45", "12:00", "13:00", "18:00", "23:45"]


def test_a_shift_past_midnight_reaches_into_the_next_day() -> None:
    """Friday's night shift is there on Saturday until six; Sunday's does not exist on Monday."""
    english = coverage("theft", "en")
    assert quarters(english.on(SATURDAY), Reach.LIVE_SIGNED_IN) == ["00:00", "05:45"]
    assert quarters(english.on(MONDAY), Reach.LIVE_SIGNED_IN) == ["22:00", "23:45"]
    week = english.ordinary_week(MONDAY)
    assert [quarters(day, Reach.LIVE_SIGNED_IN) for day in week] == [
        ["22:00", "23:45"],
        *[["00:00", "05:45", "22:00", "23:45"]] * 4,
        ["00:00", "05:45"],
        [],
    ]


@pytest.mark.parametrize("day", [CHUSEOK_EVE, SUBSTITUTE])
def test_a_public_holiday_is_a_dead_end_all_day_also_a_substitute_one(day: date) -> None:
    """A Thursday and a Monday with nobody at the phone."""
    assert quarters(coverage("theft").on(day), Reach.NOBODY) == ["00:00", "23:45"]


def test_last_nights_shift_goes_on_into_a_holiday() -> None:
    """What started before the holiday ends when it always does; the holiday's own shift does not start."""
    english = coverage("theft", "en")
    assert quarters(english.on(CHUSEOK_EVE), Reach.LIVE_SIGNED_IN) == ["00:00", "05:45"]
    assert quarters(english.on(date(2026, 9, 25)), Reach.LIVE_SIGNED_IN) == []


def test_closures_and_extra_openings_count() -> None:
    """A closed day, a closed afternoon (the night shift's evening too) and an opened Saturday."""
    korean, english = coverage("theft"), coverage("theft", "en")
    assert quarters(korean.on(TUESDAY), Reach.LIVE) == []
    assert quarters(korean.on(WEDNESDAY), Reach.LIVE) == ["09:00", "11:45", "13:15", "15:45"]
    assert quarters(english.on(WEDNESDAY), Reach.LIVE_SIGNED_IN) == ["00:00", "05:45"]
    assert quarters(korean.on(SATURDAY), Reach.LIVE) == ["10:00", "11:15"]


def test_only_worse_days_than_the_ordinary_week_are_told() -> None:
    """The list of days has holidays and closures, not the weekends, and not the day that is better."""
    found = coverage("theft").dead_ends(date(2026, 9, 1), date(2026, 10, 11))
    assert found.week[0] == ((0, 540), (720, 795), (1080, 1440))
    assert found.week[6] == ((0, 1440),)
    chuseok = [date(2026, 9, 24), date(2026, 9, 25)]
    assert list(found.days) == [TUESDAY, WEDNESDAY, *chuseok, SUBSTITUTE, date(2026, 10, 9)]
    assert found.days[WEDNESDAY] == ((0, 540), (720, 795), (960, 1440))


def test_a_channel_serves_its_topics_else_its_service_else_everything() -> None:
    """The chat names topics, the phone a service; the inquiry takes whatever there is."""
    assert [channel.id for channel in coverage("order").channels] == ["phone", "chat", "inquiry", "forum"]
    assert [channel.id for channel in coverage("loan").channels] == ["inquiry", "forum"]


def test_a_channel_that_does_not_speak_the_language_is_no_help() -> None:
    """The phone is answered in Korean only."""
    assert [channel.id for channel in coverage("theft", "en").channels] == ["chat", "inquiry", "forum"]


def test_stretches_name_what_is_open_and_fill_the_day() -> None:
    """At each time one knows which channels are open, and which of them need no sign-in."""
    day = coverage("order").on(MONDAY)
    assert (day[0].start, day[-1].end) == (0, 1440)
    assert all(one.end == other.start for one, other in pairwise(day))
    morning = next(stretch for stretch in day if stretch.start == 540)
    assert [channel.id for channel in morning.channels] == ["phone", "chat", "inquiry", "forum"]
    without = [channel.id for channel in morning.channels if not channel.sign_in]
    assert without == ["phone", "inquiry", "forum"]


def test_an_agent_behind_a_sign_in_is_told_apart() -> None:
    """With the chat alone an agent is reached after signing in only."""
    center = small_center()
    center["channels"]["phone"]["topics"] = ["order"]
    day = coverage("theft", center=center).on(MONDAY)
    assert quarters(day, Reach.LIVE) == []
    assert quarters(day, Reach.LIVE_SIGNED_IN) == ["09:00", "11:45", "13:15", "17:45"]


def test_what_needs_a_sign_in_does_not_count_for_sign_in_trouble() -> None:
    """Whoever is locked out cannot chat; with the inquiry behind a sign-in too they reach nobody at all."""
    center = small_center()
    center["channels"]["phone"]["topics"] = ["theft"]
    center["topics"]["order"]["sign_in_trouble"] = True
    assert quarters(coverage("order", center=center).on(MONDAY), Reach.WRITTEN) == ["00:00", "23:45"]
    center["channels"]["inquiry"]["sign_in"] = True
    assert quarters(coverage("order", center=center).on(MONDAY), Reach.NOBODY) == ["00:00", "23:45"]


def test_being_locked_out_is_told_even_where_somebody_is_reached() -> None:
    """With the inquiry closed at night, whoever cannot sign in has no way while only the chat is open."""
    center = small_center()
    center["channels"]["inquiry"]["schedule"] = "office"
    hours = coverage("theft", "en", center).locked_out(MONDAY, MONDAY)
    assert hours.week[0] == ((0, 540), (720, 795), (1080, 1440))
    assert not coverage("theft", "en").locked_out(MONDAY, date(2026, 12, 31)).ever


def test_a_community_leads_nobody_out_of_a_dead_end() -> None:
    """Where only users answer users, the center is not reached."""
    center = small_center()
    center["channels"]["inquiry"]["topics"] = ["order"]
    assert quarters(coverage("loan", center=center).on(MONDAY), Reach.NOBODY) == ["00:00", "23:45"]


def test_a_channel_counts_on_its_days_only() -> None:
    """A phone that is given up leaves a dead end from the next day on."""
    center = small_center()
    center["channels"]["phone"]["valid_to"] = str(MONDAY)
    del center["channels"]["chat"]
    theft = coverage("theft", center=center)
    assert quarters(theft.on(MONDAY), Reach.LIVE) != []
    assert quarters(theft.on(date(2026, 9, 10)), Reach.NOBODY) == ["00:00", "23:45"]
    assert date(2026, 9, 10) in theft.dead_ends(MONDAY, FRIDAY).days


def test_dated_hours_switch_by_themselves() -> None:
    """From the day of the new hours the ordinary week is the new one; before, its days are the worse ones."""
    center = small_center()
    new = {"valid_from": "2026-09-14", "valid_to": "2026-12-31", "hours": {"mon-fri": ["10:00-18:00"]}}
    center["schedules"]["office"]["dated"] = [new]
    theft = coverage("theft", center=center)
    assert quarters(theft.ordinary_week(FRIDAY)[0], Reach.LIVE)[0] == "09:00"
    assert quarters(theft.ordinary_week(date(2026, 9, 14))[0], Reach.LIVE) == ["10:00", "17:45"]
    assert theft.dead_ends(FRIDAY, date(2026, 9, 14)).days[date(2026, 9, 14)] == ((0, 600), (1080, 1440))


def test_a_topic_has_no_dead_ends_on_days_without_it() -> None:
    """A topic that starts later is looked at from then on; one that is over is not."""
    center = small_center()
    center["topics"]["theft"].update(valid_from="2026-09-12", valid_to="2026-09-13")
    theft = coverage("theft", center=center)
    assert theft.dead_ends(MONDAY, FRIDAY).days == {}
    found = theft.dead_ends(MONDAY, date(2026, 9, 30))
    assert (found.week[5], found.days) == (((0, 1440),), {})
    assert not any(theft.dead_ends(MONDAY, FRIDAY).week)


def test_days_that_are_not_covered_are_refused() -> None:
    """Nothing is guessed about a day whose holidays are not known."""
    with pytest.raises(CalendarRangeError):
        coverage("theft").on(date(2024, 12, 31))
    assert quarters(coverage("theft").on(date(2025, 1, 1)), Reach.NOBODY) == ["00:00", "23:45"]


def test_only_what_can_be_written_about_is_looked_at() -> None:
    """A heading is no topic of its own; every other one is there in each language."""
    center = small_center()
    center["topics"]["loan"]["parent"] = "order"
    found = [(one.topic.id, one.language) for one in coverages(facts_of(center))]
    assert found == [("theft", "ko"), ("theft", "en"), ("loan", "ko"), ("loan", "en")]
