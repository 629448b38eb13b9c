"""Every kind of fact may say from when to when it is true, and how it is vouched for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import publishing
from helpcenter.center.facts import Facts, facts_from_json
from helpcenter.center.validity import facts_in_force
from helpcenter.messages import load_messages
from publishing.facts import CenterFileError, Problem, compile_facts

MESSAGES = load_messages(Path(publishing.__file__).parent / "messages")
TODAY = date(2026, 11, 22)
VOUCHED = "source: Rulebook 3, verified_on: 2026-10-01, review_after: 2027-10-01"
RECORD = f"valid_from: 2026-12-01, valid_to: 2026-12-31, {VOUCHED}"
# Each kind of fact is there once, with a place for more words.
CENTER = """
brand: {name: {en: A}, legal_name: {en: A}, center_name: {en: A}%(brand)s}
site_url: https://help.onmaru.example/
languages: [en]
spoken_languages: {en: {en: English}}
time_zone: Asia/Seoul
country: KR
business_schedule: office
transcript_retention_days: 30
services: {shop: {name: {en: Shop}%(services)s}}
departments: {care: {name: {en: Care}%(departments)s}}
schedules:
  office:
    {name: {en: Office}, hours: {mon-fri: ["09:00-18:00"]}, on_holidays: closed%(schedules)s}
holidays: {KR: {add: [{date: 2027-01-29, name: {en: Extra}%(holidays)s}]}}
closures: [{date: 2026-12-30, schedules: [office], reason: {en: Inventory}%(closures)s}]
openings: [{date: 2026-12-26, hours: ["09:00-12:00"], schedules: [office], reason: {en: Sale}%(openings)s}]
channels:
  line:
    {kind: phone, name: {en: Line}, number: 1700-0001, purpose: {en: All}, languages: [en], sign_in: false,
     schedule: office%(channels)s}
peaks: [{channels: [line], days: mon, hours: "09:00-10:00", extra_wait_percent: 10%(peaks)s}]
fields: {color: {kind: line, name: {en: Color}%(fields)s}}
topics:
  all: {name: {en: All}, department: care, urgent: false, promise: {business_days: 1}, retention_days: 9}
  buy: {parent: all, name: {en: Buying}, service: shop, optional: [color]%(topics)s}
never_asks: {pin: {name: {en: PIN}%(never_asks)s}}
"""
DATED = ("services", "departments", "schedules", "channels", "peaks", "fields", "topics")
VOUCHED_FOR = (*DATED, "brand", "holidays", "closures", "openings", "never_asks")
NOTHING = dict.fromkeys(VOUCHED_FOR, "")


def write(tmp_path: Path, **parts: str) -> Path:
    """Write the center with more words in some of its facts."""
    path = tmp_path / "center.yml"
    text = CENTER % {**NOTHING, **{key: f", {part}" for key, part in parts.items()}}
    path.write_text(text, encoding="utf-8")
    return path


def facts_of(tmp_path: Path, **parts: str) -> Facts:
    """Return the compiled facts."""
    return facts_from_json(compile_facts(write(tmp_path, **parts), TODAY))


def problems_of(tmp_path: Path, **parts: str) -> list[Problem]:
    """Return what is wrong."""
    with pytest.raises(CenterFileError) as caught:
        compile_facts(write(tmp_path, **parts), TODAY)
    return caught.value.problems


@pytest.mark.parametrize("kind", VOUCHED_FOR)
def test_every_kind_of_fact_may_be_vouched_for(tmp_path: Path, kind: str) -> None:
    """Source, day of checking and day of the next review can stand everywhere, and are checked there."""
    facts_of(tmp_path, **{kind: VOUCHED})
    [problem] = problems_of(tmp_path, **{kind: "verified_on: 2026-10-01, review_after: 2026-09-01"})
    assert problem.code == "facts.review_reversed"


@pytest.mark.parametrize("kind", DATED)
def test_most_kinds_of_fact_may_be_dated(tmp_path: Path, kind: str) -> None:
    """First and last day can stand there, and their order is checked."""
    codes = {problem.code for problem in problems_of(tmp_path, **{kind: "valid_from: 2027, valid_to: 2026"})}
    assert codes == {"facts.wrong_type.string"}
    text = "valid_from: 2027-01-01, valid_to: 2026-01-01"
    assert "facts.dates_reversed" in {problem.code for problem in problems_of(tmp_path, **{kind: text})}


def test_the_record_of_each_fact_is_compiled(tmp_path: Path) -> None:
    """Functions, pages and checks read from the compiled facts how a fact is vouched for."""
    dated = dict.fromkeys(("services", "departments", "channels", "peaks", "fields", "topics"), RECORD)
    # A topic needs its department on each of its days, so that one has no end.
    facts = facts_of(tmp_path, brand=VOUCHED, **{**dated, "departments": VOUCHED})
    found = [
        facts.services["shop"].record,
        facts.channels["line"].record,
        facts.peaks[0].record,
        facts.fields["color"].record,
        facts.topics["buy"].record,
    ]
    assert {(record.valid_from, record.valid_to) for record in found} == {("2026-12-01", "2026-12-31")}
    found += [facts.brand.record, facts.departments["care"].record]
    assert {record.source for record in found} == {"Rulebook 3"}


def test_a_fact_is_there_on_its_days_only(tmp_path: Path) -> None:
    """First and last day count as well; what only names it does without."""
    parts = dict.fromkeys(("services", "channels", "fields", "topics"), RECORD)
    facts = facts_of(tmp_path, **parts)
    for day in (date(2026, 12, 1), date(2026, 12, 31)):
        assert facts_in_force(facts, day) == facts
    for day in (date(2026, 11, 30), date(2027, 1, 1)):
        current = facts_in_force(facts, day)
        assert (list(current.services), list(current.channels), list(current.fields)) == ([], [], [])
        assert list(current.topics) == ["all"]
        assert current.peaks[0].channels == ()


def test_a_field_that_is_not_in_force_is_not_asked_for(tmp_path: Path) -> None:
    """A topic may name a field from a day on: until then the form goes without it."""
    facts = facts_of(tmp_path, fields="valid_from: 2027-01-01")
    assert facts_in_force(facts, date(2026, 12, 31)).topics["buy"].optional == ()
    assert facts_in_force(facts, date(2027, 1, 1)).topics["buy"].optional == ("color",)


@pytest.mark.parametrize(
    ("needed", "own"),
    [
        ("valid_to: 2027-06-30", ""),
        ("valid_to: 2027-06-30", "valid_to: 2027-07-01"),
        ("valid_from: 2026-12-01", "valid_from: 2026-11-30"),
    ],
)
def test_a_fact_that_outlives_what_it_names_is_told(tmp_path: Path, needed: str, own: str) -> None:
    """A topic whose service ends before it does would name nothing one day."""
    [problem] = problems_of(tmp_path, services=needed, **({"topics": own} if own else {}))
    assert (problem.code, problem.values["value"]) == ("facts.outlives", "shop")
    assert CENTER.splitlines()[problem.line - 1].lstrip().startswith("buy:")
    assert all("shop" in problem.sentence(messages) for messages in MESSAGES.values())


def test_a_sub_topic_ends_with_its_parent(tmp_path: Path) -> None:
    """What a sub-topic does not say about its days it takes from its parent."""
    text = CENTER.replace("all: {name: {en: All},", "all: {name: {en: All}, valid_to: 2026-12-31,")
    path = tmp_path / "center.yml"
    path.write_text(text % NOTHING, encoding="utf-8")
    facts = facts_from_json(compile_facts(path, TODAY))
    assert facts.topics["buy"].record.valid_to == "2026-12-31"
    assert facts_in_force(facts, date(2027, 1, 1)).topics == {}


def test_a_required_field_of_a_sub_topic_is_no_longer_optional(tmp_path: Path) -> None:
    """A sub-topic may require what its parent leaves open."""
    text = CENTER.replace("retention_days: 9}", "retention_days: 9, optional: [color]}")
    path = tmp_path / "center.yml"
    path.write_text(text.replace("optional: [color]%", "required: [color]%") % NOTHING, encoding="utf-8")
    topic = facts_from_json(compile_facts(path, TODAY)).topics["buy"]
    assert (topic.required, topic.optional) == (("color",), ())
