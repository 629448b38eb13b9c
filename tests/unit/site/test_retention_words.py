"""For how long inquiries are kept, as pages say it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpcenter.messages import load_messages
from publishing.site.vocabulary import retention_words
from tests.unit.inquiry.sample import FACTS, ROOT

MESSAGES = load_messages(ROOT / "theme" / "messages")


@pytest.mark.parametrize(
    ("language", "days", "said"),
    [
        ("ko", (365, 1095, 365), "1년(365일) 또는 3년(1,095일)"),
        ("en", (1095, 365), "1 year (365 days) or 3 years (1,095 days)"),
        ("ko", (30, 30), "30일"),
        ("en", (30, 1), "1 day or 30 days"),
    ],
)
def test_each_length_is_said_once(language: str, days: tuple[int, ...], said: str) -> None:
    """The shortest first, whichever topics have them."""
    topic = FACTS.topics["refund"]
    topics = {f"t{at}": replace(topic, id=f"t{at}", retention_days=each) for at, each in enumerate(days)}
    facts = replace(FACTS, topics=topics)
    assert retention_words(facts, MESSAGES[language]) == said
