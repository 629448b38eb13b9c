"""Each kind of mistake in a center file is told with its line and the nearest right name."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

import publishing
from helpcenter.messages import load_messages
from publishing.facts import CenterFileError, Problem, compile_facts

CENTER = Path(__file__).parents[3] / "center.yml"
RIGHT = CENTER.read_text(encoding="utf-8")
MESSAGES = load_messages(Path(publishing.__file__).parent / "messages")

# What stands in the shipped file, what stands there by mistake, the code, and what is suggested.
MISTAKES = [
    ("department: payment_care", "department: paymnt_care", "facts.unknown_department", "payment_care"),
    (
        "parent: payment\n    name: {ko: 결제가",
        "parent: paymet\n    name: {ko: 결제가",
        "facts.unknown_parent",
        "payment",
    ),
    ("schedule: identity_phone", "schedule: identty_phone", "facts.unknown_schedule", "identity_phone"),
    ("schedule: pay_phone}", "schedule: pay_fone}", "facts.unknown_schedule", "pay_phone"),
    ("service: video\n    purpose", "service: vidoe\n    purpose", "facts.unknown_service", "video"),
    ("languages: [ko, en, ja, es", "languages: [ko, en, jaa, es", "facts.unknown_language", "ja"),
    ("topics: [payment_fraud]", "topics: [payment_frau]", "facts.unknown_topic", "payment_fraud"),
    ("required: [occurred_at]", "required: [ocurred_at]", "facts.unknown_field", "occurred_at"),
    (
        "channels: [video_chat, pay_chat]",
        "channels: [video_chat, pay_chta]",
        "facts.unknown_channel",
        "pay_chat",
    ),
    ("time_zone: Asia/Seoul", "time_zone: Asia/Soul", "facts.unknown_zone", "Asia/Seoul"),
    ("business_schedule: office", "business_schedule: ofice", "facts.unknown_schedule", "office"),
    (
        "    sign_in: false\n    schedule: always\n    remark",
        "    sing_in: false\n    schedule: always\n    remark",
        "facts.unknown_key",
        "sign_in",
    ),
    ("kind: community", "kind: comunity", "facts.not_one_of", "community"),
    (
        "    schedule: pay_chat\n",
        "    schedule: pay_chat\n    widget: {provider: chatwot}\n",
        "facts.not_one_of",
        "chatwoot",
    ),
    (
        "    schedule: pay_chat\n",
        "    schedule: pay_chat\n    widget: {provider: tawk}\n",
        "facts.missing",
        None,
    ),
    (
        "    schedule: pay_chat\n",
        '    schedule: pay_chat\n    widget: {provider: generic, url: "http://chat.example.com"}\n',
        "facts.wrong_form",
        None,
    ),
    (
        "on_holidays: as_usual\n    verified_on",
        "on_holidays: as_usal\n    verified_on",
        "facts.not_one_of",
        "as_usual",
    ),
    ("country: KR", "country: XX", "facts.unknown_country", None),
    ('mon-fri: ["10:00-17:00"]', 'mon-fri: ["10:00-25:00"]', "facts.wrong_form", None),
    ('mon-fri: ["10:00-17:00"]', 'monday: ["10:00-17:00"]', "facts.wrong_form", None),
    ("date: 2027-03-19", "date: 2027-02-30", "facts.wrong_form", None),
    ("number: 1700-0316", "number: call us", "facts.wrong_form", None),
    ("    number: 1700-0350\n", "", "facts.missing", None),
    ("name: {ko: 메일, en: Mail}", "name: {ko: 메일}", "facts.missing_language", None),
    ("name: {ko: 메일, en: Mail}", "name: {ko: 메일, en: Mail, em: Mail}", "facts.unknown_language", "en"),
    ("name: {ko: 메일, en: Mail}", "name: {ko: 메일, en: ''}", "facts.empty", None),
    ("retention_days: 90", "retention_days: ninety", "facts.wrong_type.integer", None),
    ("retention_days: 90", "retention_days: 0", "facts.out_of_range", None),
    ("usual_wait_minutes: [1, 5]", "usual_wait_minutes: [5, 1]", "facts.wait_reversed", None),
    ("usual_wait_minutes: [1, 5]", "usual_wait_minutes: [1]", "facts.too_few", None),
    ("promise: {open_hours: 4}", "promise: {open_hours: 4, business_days: 1}", "facts.promise_one_of", None),
    (
        "name: {ko: 계정과 로그인,",
        "parent: sign_in\n    name: {ko: 계정과 로그인,",
        "facts.parent_circle",
        None,
    ),
    ('breaks: {mon-fri: ["12:00-13:00"]}', 'breaks: {sat: ["12:00-13:00"]}', "facts.break_outside", None),
    ("hours: {mon-sun: 24h}", "hours: {mon-sun: 24h, tue: 24h}", "facts.day_twice", None),
    ("valid_to: 2027-01-03", "valid_to: 2026-01-03", "facts.dates_reversed", None),
    (
        "verified_on: 2026-11-02\n    review_after",
        "verified_on: 2028-01-01\n    review_after",
        "facts.review_reversed",
        None,
    ),
    ("    valid_to: 2026-11-28\n", "", "facts.missing", None),
    ("valid_to: 2026-11-28", "valid_to: 2026-11-01", "facts.dates_reversed", None),
    ("page: hours/#special", "page: /hours", "facts.wrong_form", None),
    ("required: [occurred_at]", "required: [occurred_at, amount]", "facts.field_twice", None),
    (
        "# Names only: the mailboxes",
        "# refunds@corp.example, names only: the mailboxes",
        "facts.private_address",
        None,
    ),
    ("date: 2027-03-19", "date: [2027-03-19", "facts.not_yaml", None),
    (
        "business_schedule: office",
        "business_schedule: office\nbusiness_schedule: office",
        "facts.not_yaml",
        None,
    ),
]


def line_of(part: str) -> int:
    """Return the line on which the replaced text begins to differ."""
    return RIGHT[: RIGHT.index(part)].count("\n") + 1


@pytest.mark.parametrize(("right", "wrong", "code", "nearest"), MISTAKES, ids=lambda value: str(value)[:40])
def test_a_mistake_is_told_with_line_and_nearest_name(
    tmp_path: Path, right: str, wrong: str, code: str, nearest: str | None
) -> None:
    """The problem names file and line, and both languages make a sentence of it that holds the suggestion."""
    path = tmp_path / "center.yml"
    path.write_text(RIGHT.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(CenterFileError) as caught:
        compile_facts(path)
    found = [problem for problem in caught.value.problems if problem.code == code]
    assert found, caught.value.problems
    problem = found[0]
    assert problem.file == "center.yml"
    # A missing entry is told where it should be, a broken bracket where it is noticed.
    assert abs(problem.line - line_of(right)) <= (10 if code in {"facts.missing", "facts.not_yaml"} else 1)
    assert problem.values.get("nearest") == nearest
    for messages in MESSAGES.values():
        sentence = problem.sentence(messages)
        assert sentence.startswith(f"center.yml:{problem.line}: ")
        assert (nearest or "") in sentence


def problems_in(path: Path) -> list[Problem] | None:
    """Return what is wrong with a center file, None when it compiles."""
    try:
        compile_facts(path)
    except CenterFileError as error:
        return error.problems
    return None


@cache
def right_as_json() -> str:
    """Return the right file as JSON, read once: that takes longer than anything else here."""
    return json.dumps(YAML(typ="safe").load(RIGHT), default=str)


@settings(derandomize=True, deadline=None, max_examples=30, database=None)
@given(data=st.data(), junk=st.sampled_from([None, [], {}, "", "x", 0, -1.5, True, [[]], {"x": {}}]))
def test_a_wrong_value_anywhere_is_a_problem_or_no_problem(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, junk: object
) -> None:
    """Whatever stands wherever, the file compiles or says what is wrong; it never breaks the compiler."""
    center: dict[str, Any] = json.loads(right_as_json())
    node: Any = center
    while True:
        key = data.draw(st.sampled_from(list(node) if isinstance(node, dict) else list(range(len(node)))))
        if not isinstance(node[key], (dict, list)) or not node[key] or data.draw(st.booleans()):
            break
        node = node[key]
    node[key] = junk
    path = tmp_path_factory.mktemp("junk") / "center.yml"
    path.write_text(json.dumps(center, ensure_ascii=False, indent=1), encoding="utf-8")
    problems = problems_in(path)
    assert problems is None or [problem.sentence(MESSAGES["ko"]) for problem in problems]


def test_all_mistakes_are_told_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    """Two wrong names are two problems, the upper one first."""
    path = tmp_path / "center.yml"
    text = RIGHT.replace("department: other", "").replace(
        "business_schedule: office", "business_schedule: offce"
    )
    path.write_text(text.replace("department: customer_care", "department: customer_car"), encoding="utf-8")
    with pytest.raises(CenterFileError) as caught:
        compile_facts(path)
    lines = [problem.line for problem in caught.value.problems]
    assert len(lines) == 3
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"- a list\n", "facts.not_mapping"), (b"", "facts.not_mapping"), (b"a: \xff\n", "facts.not_utf8")],
)
def test_a_file_that_is_no_center_is_told_so(tmp_path: Path, content: bytes, code: str) -> None:
    """A list, an empty file and one in another encoding are each told in a sentence."""
    path = tmp_path / "center.yml"
    path.write_bytes(content)
    with pytest.raises(CenterFileError) as caught:
        compile_facts(path)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_the_catalogues_have_the_same_codes() -> None:
    """Korean and English say the same things."""
    assert set(MESSAGES["ko"].texts) == set(MESSAGES["en"].texts)
