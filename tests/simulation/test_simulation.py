"""The outbox past this machine: a million inquiries and a burst of a hundred thousand, in simulated time.

What runs are the use cases that run on AWS; simulated are the clocks, the table, the stream and SES. Each
test says its seed; SEED=… in the environment replays it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from helpcenter.mail.gate import AckCaps
from helpcenter.mail.job import ACKNOWLEDGEMENT, DEPARTMENT_NOTICE
from soak.sizes import counted, seed, size
from tests.simulation.clockwork import START
from tests.simulation.simulated_center import SimulatedCenter, Weather

if TYPE_CHECKING:
    from collections.abc import Mapping

HOUR = 3600.0  # seconds
NO_CAP_OF_ALL = AckCaps(all_an_hour=10**9)
"""The cap of all acknowledgements would hold a burst's back; whoever expects one raises AllAcksAnHour."""
FAULTS = {
    "throttled": 0.002,
    "lost_before": 0.001,
    "lost_after": 0.001,
    "crash_before": 0.0002,
    "crash_after": 0.0002,
}


def test_a_burst_drains_whole_and_the_oldest_first() -> None:
    """More come than SES takes: each mail leaves, none twice, none before an older one of its topic.

    Nothing is refused, for the senders find the pace; so it takes no longer than it must.
    """
    number = seed()
    center = SimulatedCenter(number, Weather(caps=NO_CAP_OF_ALL))
    inquiries = size("burst")
    center.expect(inquiries, over=HOUR * inquiries / 100_000)
    took = center.run()
    left = Counter((case_id, mail) for _, case_id, mail in center.departures.left)
    ideal = 2 * inquiries / center.weather.per_second
    counted(burst=inquiries, mails=left.total(), twice=left.total() - len(left))
    counted(
        hours=took / HOUR, ideal_hours=ideal / HOUR, overtaken=overtaking(center), seeds=str(number),
        delayed=center.outcomes["delayed"],
    )  # fmt: skip
    assert_nothing_is_lost(center, number)
    assert len(left) == left.total() == 2 * inquiries
    assert overtaking(center) == 0
    assert took < 1.25 * ideal + 120


def test_a_million_inquiries_survive_everything_at_once() -> None:
    """Faults at any call, clocks half a minute off, SES away for six hours, the table for twenty minutes.

    Nothing is lost; a mail leaves twice only where SES took it and nobody could note it.
    """
    number, inquiries = seed(), size("million")
    span = inquiries / 250_000 * 42 * HOUR  # about half of what SES takes, so that a pause is made up for
    pause = (span / 6, span / 6 + 6 * HOUR)
    outage = (span / 2, span / 2 + HOUR / 3)
    weather = Weather(FAULTS, skew=30, ses_pause=pause, outage=outage, caps=NO_CAP_OF_ALL, victims=0.01)
    center = SimulatedCenter(number, weather)
    center.expect(inquiries, over=span)
    took = center.run()
    left = Counter((case_id, mail) for _, case_id, mail in center.departures.left)
    elsewhere = sum(max(0, times - 1 - center.unsure[job]) for job, times in left.items())
    held_back = Counter(entry.note for entry in center.table.jobs.values() if entry.state == "SUPPRESSED")
    counted(
        submits=center.tries,
        inquiries=len(center.accepted),
        mails=len(left),
        doubled_in_window=left.total() - len(left) - elsewhere,
        doubled_elsewhere=elsewhere,
        held_back=held_back.total(),
        faults=sum(center.faults.drawn.values()),
    )
    counted(hours_after=f"{(took - span) / HOUR:.1f}", seeds=str(number))
    assert len(center.accepted) == inquiries
    assert_nothing_is_lost(center, number)
    assert elsewhere == 0, number
    assert set(held_back) <= {"over_cap"}


def assert_nothing_is_lost(center: SimulatedCenter, number: int) -> None:
    """Each accepted inquiry is a case with both mails gone; only acknowledgements may be held back."""
    assert set(center.accepted.values()) == set(center.table.cases), number
    assert len(center.table.cases) == len(center.accepted), number
    sent = {(case_id, mail) for _, case_id, mail in center.departures.left}
    for case_id in center.table.cases:
        for mail in (ACKNOWLEDGEMENT, DEPARTMENT_NOTICE):
            entry = center.table.jobs[case_id, mail]
            held_back = entry.state == "SUPPRESSED" and mail == ACKNOWLEDGEMENT
            assert held_back or (entry.state == "SENT" and (case_id, mail) in sent), (number, case_id, entry)


def overtaking(center: SimulatedCenter) -> int:
    """Return how many mails left after one of their kind and topic that was stored a second later or more."""
    latest: Mapping[tuple[str, str], list[float]] = defaultdict(lambda: [0.0])
    overtaken = 0
    for _, case_id, mail in center.departures.left:
        case = center.table.cases[case_id]
        stored = (case.accepted_at - START).total_seconds()
        seen = latest[mail, case.inquiry.topic]
        overtaken += seen[0] - stored >= 1
        seen[0] = max(seen[0], stored)
    return overtaken
