"""The schema of what is kept, held true to what is kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from helpcenter.transcript import transcript as model
from helpcenter.transcript.transcript import transcript_from_json, transcript_to_json
from tests.unit.transcript.provider_desk import PROVIDERS
from tests.unit.transcript.relay import Relay, chat, message
from tests.unit.transcript.test_amazon_connect import FILE_KO, arrive
from tests.unit.transcript.test_chatwoot import RESOLVED
from tests.unit.transcript.test_rocketchat import SESSION
from tests.unit.transcript.test_tawk import CREATED

if TYPE_CHECKING:
    from tests.unit.transcript.provider_desk import Desk

SCHEMA = json.loads((Path(model.__file__).parent / "transcript.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def tell_all(desk: Desk) -> None:
    """Let every provider tell its chat."""
    desk.serve_chatwoot()
    desk.serve_channel_talk()
    desk.post_tawk(CREATED)
    desk.post_rocketchat(SESSION)
    desk.post_chatwoot(RESOLVED)
    desk.poll()
    arrive(desk, FILE_KO)
    desk.later(minutes=3)
    desk.sweep()


def test_what_every_provider_tells_is_kept_as_the_schema_says(desk: Desk) -> None:
    """One model for all of them, and as JSON and back nothing is lost."""
    tell_all(desk)
    assert sorted({one.provider for one in desk.table.transcripts} | {"generic"}) == PROVIDERS
    for transcript in desk.table.transcripts:
        data = json.loads(json.dumps(transcript_to_json(transcript)))
        VALIDATOR.validate(data)
        assert transcript_from_json(data) == transcript


def test_the_schema_names_every_field_and_no_other(relay: Relay) -> None:
    """A field that is kept is described, one that is described is kept."""
    files = [{"name": "a.png", "media_type": "image/png"}]
    note = message(3, visibility="internal")
    data = json.loads(json.dumps(transcript_to_json(relay.send(chat(message(1, files=files), note)))))
    VALIDATOR.validate(data)
    part, message_part = SCHEMA["properties"], SCHEMA["properties"]["messages"]["items"]["properties"]
    assert set(data) == set(part)
    assert set(data["customer"]) == set(part["customer"]["properties"])
    assert set(data["messages"][0]) == set(message_part)
    assert set(data["messages"][0]["files"][0]) == set(message_part["files"]["items"]["properties"])
    assert data["withdrawn"] == ["m3"]


@pytest.mark.parametrize("spoilt", [{"schema": "transcript/2"}, {"case_id": "1"}, {"note": "x"}, {"part": 0}])
def test_the_schema_refuses_what_is_not_kept_so(relay: Relay, spoilt: dict[str, object]) -> None:
    """It says something."""
    data = json.loads(json.dumps(transcript_to_json(relay.send(chat()))))
    assert not VALIDATOR.is_valid({**data, **spoilt})
