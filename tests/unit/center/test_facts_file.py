"""The compiled facts as functions read them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path

import pytest

from helpcenter.center.facts import Facts, load_facts
from publishing.facts import compile_facts, write_facts

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """The shipped center, compiled, written and read again."""
    path = tmp_path_factory.mktemp("build") / "facts.json"
    write_facts(compile_facts(ROOT / "center.yml", date(2026, 11, 22)), path)
    return load_facts(path)


def test_facts_keep_the_order_of_the_center_file(facts: Facts) -> None:
    """Topics and channels come in the order in which the operator wrote them."""
    assert list(facts.topics)[:3] == ["account", "sign_in", "account_stolen"]
    assert next(iter(facts.channels)) == "inquiry"
    assert facts.languages == ("ko", "en")


def test_a_sub_topic_takes_from_its_parent_what_it_leaves_out(facts: Facts) -> None:
    """Department, retention and promise are the parent's unless the sub-topic has its own."""
    refund, payment, fraud = (facts.topics[key] for key in ("refund", "payment", "payment_fraud"))
    assert (refund.department, refund.retention_days) == (payment.department, payment.retention_days)
    assert (payment.promise.business_days, refund.promise.business_days) == (1, 2)
    assert fraud.department == "fraud_response"
    assert (fraud.promise.open_hours, fraud.promise.business_days) == (2, None)
    assert fraud.promise.schedule == "pay_phone"
    assert refund.record.source == payment.record.source


def test_a_channel_may_have_hours_of_its_own_in_a_language(facts: Facts) -> None:
    """The video chat has Spanish hours that differ from the Korean ones."""
    chat = facts.channels["video_chat"]
    assert chat.schedule_in("ko") == "video_chat"
    assert chat.schedule_in("es") == "video_chat_americas"
    assert chat.usual_wait_minutes == (1, 5)


def test_every_text_is_in_every_language(facts: Facts) -> None:
    """Names are there in each language of the site, holidays too."""
    names = [topic.name for topic in facts.topics.values()]
    names += [channel.name for channel in facts.channels.values()]
    names += [department.name for department in facts.departments.values()]
    assert all(set(name) == {"ko", "en"} for name in names)
    assert facts.holidays["KR"]["2026-09-25"] == {"ko": "추석", "en": "Chuseok"}


def test_facts_cannot_be_changed(facts: Facts) -> None:
    """A fact is read, never set."""
    with pytest.raises(FrozenInstanceError):
        facts.site_url = "https://elsewhere.example/"  # type: ignore[misc]


def test_reading_facts_needs_only_the_standard_library() -> None:
    """Nothing heavy and no zone database is imported at a cold start."""
    code = "import sys, helpcenter.center.calendar, helpcenter.center.facts; print(*sys.modules)"
    path = str(ROOT / "src")
    shown = subprocess.run(
        [sys.executable, "-S", "-c", code],
        env={"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(shown.stdout.split())
    assert not loaded & {"ruamel.yaml", "jsonschema", "holidays", "pydantic", "zoneinfo", "publishing"}
