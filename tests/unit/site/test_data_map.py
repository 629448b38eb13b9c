from __future__ import annotations

import dataclasses
import inspect
from pathlib import Path

import pytest

from helpcenter.aws import table
from helpcenter.messages import load_messages
from publishing.site.data_map import FIELDS, ITEMS, KEPT, data_map
from tests.unit.inquiry.sample import FACTS

WORDS = load_messages(Path(__file__).parents[3] / "theme" / "messages")


@pytest.mark.parametrize("model", FIELDS, ids=lambda model: model.__name__)
def test_every_field_that_is_stored_is_in_the_map(model: type) -> None:
    """Whoever adds a field to a model says what it holds of a person, or that it holds nothing."""
    assert {field.name for field in dataclasses.fields(model)} == set(FIELDS[model])


def test_every_kind_of_item_in_the_database_is_in_the_map() -> None:
    """A new kind of item has a row in the privacy notice, or nobody is in it."""
    keys = {
        name
        for name, made in inspect.getmembers(table, inspect.isfunction)
        if name.endswith("_key") and not name.startswith("_")
    }
    assert keys == set(ITEMS)
    assert set(filter(None, ITEMS.values())) == {kept.name for kept in KEPT}


def test_every_model_is_in_a_row() -> None:
    """What has fields has a row that shows them."""
    assert {model for kept in KEPT for model in kept.models} == set(FIELDS)


@pytest.mark.parametrize("language", WORDS)
def test_the_map_says_what_why_where_how_long_and_who(language: str) -> None:
    """In each language, with the periods of the shipped center."""
    rows = data_map(FACTS, WORDS[language])
    assert len(rows) == len(KEPT)
    assert all(cell for row in rows for cell in row.values())
    inquiries, chats = rows[0], rows[3]
    days = {topic.retention_days for topic in FACTS.choices.values()}
    assert str(max(days)) in inquiries["until"].replace(",", "")
    assert str(FACTS.transcript_retention_days) in chats["until"]


def test_a_shorter_retention_is_a_shorter_period_in_the_map() -> None:
    """The periods are those of center.yml, not those of a text."""
    shorter = dataclasses.replace(FACTS, transcript_retention_days=7)
    assert "7" in data_map(shorter, WORDS["en"])[3]["until"]
