"""The browser's modules in Node: against the shared tables, and against Python at instants nobody chose."""

from __future__ import annotations

import json
import random
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from helpcenter.center.calendar import Calendar, CalendarRangeError
from helpcenter.center.facts import Facts, facts_from_json
from helpcenter.center.ranking import Need, rank_channels
from helpcenter.center.topics import Promise
from helpcenter.messages import load_messages
from publishing.facts import compile_facts
from publishing.site.browser_facts import browser_facts
from tests.modules.node import run_node

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TODAY = date(2026, 11, 22)
MESSAGES = {language: load_messages(ROOT / "theme" / "messages")[language] for language in ("ko", "en")}
CENTERS = {path.stem: path for path in sorted((ROOT / "tests/vectors/centers").glob("*.yml"))}
CENTERS["shipped"] = ROOT / "center.yml"
WITH_CHANNELS = ("shipped", "ranking")
START = datetime(2025, 1, 2, tzinfo=UTC)
SECONDS = int((datetime(2028, 12, 31, tzinfo=UTC) - START).total_seconds())
CHANCE = random.Random(20261122)  # noqa: S311 - the same questions each time


@cache
def compiled(center: str) -> dict[str, Any]:
    """Return the compiled facts of a center as they are written."""
    return compile_facts(CENTERS[center], TODAY)


@cache
def facts(center: str) -> Facts:
    """Return the compiled facts of a center."""
    return facts_from_json(compiled(center))


@cache
def calendar(center: str) -> Calendar:
    """Return the calendar of a center."""
    return Calendar(facts(center))


def test_the_browsers_calendar_answers_like_the_shared_table() -> None:
    """Each answer of the table is the browser's answer too."""
    run_node("calendar.test.mjs")


def test_the_browser_ranks_channels_like_the_shared_table(tmp_path: Path) -> None:
    """Each order of the table is the browser's order too."""
    path = tmp_path / "facts.json"
    own = {language: browser_facts(facts("ranking"), messages) for language, messages in MESSAGES.items()}
    path.write_text(json.dumps(own), encoding="utf-8")
    run_node("ranking.test.mjs", FACTS=str(path))


def milliseconds(at: datetime | None) -> int | None:
    """Return an instant as browsers count it."""
    return None if at is None else round(at.timestamp() * 1000)


def some_instant() -> datetime:
    """Choose an instant of 2025 to 2028, half of them at a whole quarter hour, where things change."""
    second = CHANCE.randrange(SECONDS)
    return START + timedelta(seconds=CHANCE.choice((second, second // 900 * 900)))


def calendar_question(center: str, schedule: str) -> dict[str, Any]:
    """Ask Python's calendar one of each kind."""
    at, number = some_instant(), CHANCE.randint(1, 12)
    promise = Promise(schedule, *CHANCE.choice(((number, None), (None, number))))
    try:
        moment = calendar(center).promised_moment(promise, at)
    except CalendarRangeError:
        moment = None
    return {
        "facts": center,
        "schedule": schedule,
        "at": milliseconds(at),
        "promise": {
            "schedule": schedule,
            "open_hours": promise.open_hours,
            "business_days": promise.business_days,
        },
        "answer": [
            calendar(center).is_open(schedule, at),
            milliseconds(calendar(center).next_change(schedule, at)),
            milliseconds(moment),
        ],
    }


def ranking_question(center: str, language: str) -> dict[str, Any]:
    """Let Python rank the channels for one need."""
    topic = CHANCE.choice((None, *facts(center).topics))
    service = CHANCE.choice((None, *facts(center).services))
    need, at = Need(language, topic, service, CHANCE.random() < 0.3), some_instant()
    ranking = rank_channels(facts(center), calendar(center), need, at)
    return {
        "facts": f"{center}.{language}",
        "need": {"topic": topic, "service": service, "cannotSignIn": need.cannot_sign_in},
        "at": milliseconds(at),
        "answer": [
            [
                [one.channel.id, one.open, milliseconds(one.until), one.wait_minutes, one.busy]
                for one in ranking.channels
            ],
            ranking.nobody_now,
        ],
    }


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """A file of questions and Python's answers, with the facts that the browser has."""
    own: dict[str, object] = {center: compiled(center) for center in CENTERS}
    own |= {
        f"{center}.{language}": browser_facts(facts(center), messages)
        for center in WITH_CHANNELS
        for language, messages in MESSAGES.items()
    }
    calendar_questions = [
        calendar_question(center, schedule)
        for center in CENTERS
        for schedule in facts(center).schedules
        for _ in range(60)
    ]
    needs = [
        ranking_question(center, language)
        for center in WITH_CHANNELS
        for language in MESSAGES
        for _ in range(150)
    ]
    path = tmp_path / "cases.json"
    content = {"facts": own, "calendar": calendar_questions, "ranking": needs}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_python_and_browser_agree_at_instants_that_nobody_chose(cases: Path) -> None:
    """Open, next change, promised moment and ranking are the same in both, from 2025 to 2028."""
    run_node("agreement.test.mjs", CASES=str(cases))
