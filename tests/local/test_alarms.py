"""Each alarm of the template goes off for what it is for, and its runbook, followed to its end, ends it."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from soak.sizes import counted, size
from tests.fakes.cloudwatch import ALARM, OK
from tests.local.alarm_watch import NOT_HERE, Watch, alarms
from tests.local.runbooks import BOOKS, Operator, commands_of
from tests.local.situations import GIVEN_UP, Trouble

if TYPE_CHECKING:
    from pathlib import Path

    from tests.local.running import RunningCenter

pytestmark = pytest.mark.xdist_group("center")

ELSEWHERE = {name for name, (alarm, _) in alarms().items() if alarm.metrics[0].namespace in NOT_HERE}
# Many break a function and start it anew, which takes its time: the rest is for `make soak`.
HERE = [
    (name, cause)
    for name in sorted(set(alarms()) - ELSEWHERE)
    for cause in (GIVEN_UP if alarms()[name][0].metrics[0].name == "GivenUp" else [""])
][: size("alarms")]


@pytest.mark.parametrize("case", HERE, ids=" ".join)
def test_an_alarm_goes_off_and_its_runbook_ends_it(
    center: RunningCenter,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    case: tuple[str, str],
) -> None:
    """On while it goes wrong; every command of the runbook works, and then it is quiet again."""
    name, cause = case
    alarm, book = alarms()[name]
    operator = Operator(center, tmp_path, capsys)
    watch = Watch(center, operator.account)
    with ExitStack() as repairs:
        situation = Trouble(watch, repairs, monkeypatch, capsys).of(alarm, cause)
        assert watch.judge(alarm, situation.act) == ALARM
    operator.follow(book, situation.names)
    if cause:
        operator.follow(GIVEN_UP[cause], situation.names)
    assert situation.shown in "".join(operator.printed)
    assert watch.judge(alarm, situation.after) == OK
    counted(alarms=1, commands=len(operator.printed))


@pytest.mark.parametrize("name", sorted(ELSEWHERE))
def test_an_alarm_on_what_only_aws_measures_has_its_bar(
    center: RunningCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """On from its threshold on, off again below it, even when no data come; its runbook can be followed."""
    alarm, book = alarms()[name]
    [metric] = alarm.metrics
    late = (alarm.periods - 1) * metric.period
    for value, state in ((alarm.threshold, ALARM), (alarm.threshold * 0.99, OK)):
        points = {metric: [(period * metric.period, value) for period in range(alarm.periods)]}
        assert alarm.state(alarm.values(points, late)) == state
    assert alarm.state(alarm.values({}, late), before=ALARM) == OK
    Operator(center, tmp_path, capsys).follow(book, lambda _: {})


def test_no_command_of_a_runbook_is_passed_over() -> None:
    """What the tests above do not run is a deployment; nothing else stands in a runbook unseen."""
    others = {each for book in BOOKS.glob("*.md") for each in commands_of(book.name)}
    left = {each for each in others if not each.startswith(("aws ", "make operator "))}
    assert left == {"make deploy", "git checkout <commit> && make deploy"}
