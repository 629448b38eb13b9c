"""Proof of work, for centers that ask for it."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from altcha import Challenge, Payload, solve_challenge

from helpcenter.center.facts import facts_from_json
from helpcenter.inquiry.proof import ProofOfWork
from publishing.facts import compile_facts
from tests.unit.inquiry.desk import Desk

if TYPE_CHECKING:
    from helpcenter.api.response import Response

ROOT = Path(__file__).parents[3]


def asking_desk(now: datetime | None = None) -> Desk:
    """Return a desk of a center that asks for proof of work."""
    desk = Desk()
    at = now or datetime.now(UTC)
    desk.take = replace(desk.take, proof=ProofOfWork(b"secret", 1, lambda: at))
    return desk


def solved(response: Response) -> str:
    """Return the solution of the challenge in a refusal."""
    assert response.status == 403
    body: dict[str, Any] = json.loads(response.body)
    assert body["type"].endswith(":proof_required")
    challenge = Challenge.from_dict(body["challenge"])
    solution = solve_challenge(challenge)
    assert solution
    return str(Payload(challenge, solution).to_base64())


def test_an_inquiry_of_a_script_takes_work() -> None:
    """The first answer holds a challenge; with its solution the same inquiry is stored, once."""
    desk = asking_desk()
    solution = solved(desk.post_json())
    assert desk.table.cases == {}
    first = desk.post_json(altcha=solution)
    assert first.status == 201
    assert desk.post_json(altcha=solution) == first
    assert len(desk.table.cases) == 1


def test_a_solution_is_worth_one_case() -> None:
    """Under another key it is none, so nothing has to remember which were used."""
    desk = asking_desk()
    solution = solved(desk.post_json("key-1"))
    assert desk.post_json("key-1", altcha=solution).status == 201
    assert desk.post_json("key-2", altcha=solution).status == 403


@pytest.mark.parametrize("solution", ["", "x", "e30=", "9" * 3000, base64.b64encode(b"[[[[]]]]").decode()])
def test_what_is_no_solution_gets_a_challenge(solution: str) -> None:
    """Whatever it is, it is no error of ours."""
    solved(asking_desk().post_json(altcha=solution))


def test_a_challenge_made_elsewhere_or_changed_is_not_ours() -> None:
    """A cheaper challenge, or one that never ends, is not signed."""
    other = Desk()
    other.take = replace(other.take, proof=ProofOfWork(b"another", 1, lambda: datetime.now(UTC)))
    assert asking_desk().post_json(altcha=solved(other.post_json())).status == 403


def test_a_solution_gets_old() -> None:
    """After twenty minutes another one is needed."""
    long_ago = datetime.now(UTC) - timedelta(minutes=21)
    desk = asking_desk(long_ago)
    assert desk.post_json(altcha=solved(desk.post_json())).status == 403


def test_a_form_without_scripts_is_looked_over_instead() -> None:
    """It cannot compute: the page for review stands in its place, also where nobody asked for it."""
    desk = asking_desk()
    assert desk.post_form().status == 200
    assert desk.table.cases == {}


@pytest.mark.parametrize(
    ("value", "code"), [(1, "wrong_type"), ("a\nb", "control_characters"), ("a" * 4001, "too_long")]
)
def test_without_it_only_the_form_of_a_solution_matters(value: object, code: str) -> None:
    """A center that does not ask takes no notice of solutions."""
    assert Desk().post_json(altcha="anything").status == 201
    errors = json.loads(Desk().post_json(altcha=value).body)["errors"]
    assert [(error["field"], error["code"]) for error in errors] == [("altcha", code)]


def test_center_yml_switches_it_on(tmp_path: Path) -> None:
    """One line; the center that ships has it off."""
    source = (ROOT / "center.yml").read_text(encoding="utf-8")
    assert facts_from_json(compile_facts(ROOT / "center.yml")).proof_of_work is None
    path = tmp_path / "center.yml"
    path.write_text(source + "proof_of_work: {cost: 5000}\n", encoding="utf-8")
    assert facts_from_json(compile_facts(path)).proof_of_work == 5000
