"""What a first answer and a later one call and load; `make bench PART=functions` counts instructions."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from benchmarks.functions.measuring import count_calls
from helpcenter.center.facts import load_facts

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.functions.measuring import Calls
    from tests.local.running import RunningCenter

pytestmark = pytest.mark.xdist_group("center")
CALLS = {"submit_inquiry": 1.17, "send_transcript": 1.26, "deliver_mail": 1.38}
"""How many times the calls of a bare client that puts one item: three in a hundred above what it was last."""
WARM_CALLS = {"submit_inquiry": 1.23, "send_transcript": 3.03, "deliver_mail": 7.46}
"""The same for a request after the first."""
MODULES = {"submit_inquiry": 63, "send_transcript": 68, "deliver_mail": 65}
"""Modules of ours. Whoever needs one more on the way to a first answer says so here."""
ROUND_TRIPS = {"submit_inquiry": 1, "send_transcript": 2, "deliver_mail": 8}
PACKAGES = {"aws_lambda_powertools", "helpcenter", "typing_extensions"}


def calls_of(name: str, center: RunningCenter, scratch: Path) -> Calls:
    """Return what answers take with the layer as it is deployed."""
    build = center.data / "build"
    return count_calls(name, build / "layer", load_facts(build / "facts.json"), scratch)


@pytest.fixture(scope="module")
def bare(center: RunningCenter, tmp_path_factory: pytest.TempPathFactory) -> Calls:
    """The least that a function on boto3 can be."""
    return calls_of("bare", center, tmp_path_factory.mktemp("bare"))


@pytest.mark.parametrize("function", CALLS)
def test_an_answer_takes_no_more_than_it_did(
    center: RunningCenter, tmp_path: Path, bare: Calls, function: str
) -> None:
    """Neither calls nor modules nor round trips grow unnoticed, and no package comes in beside the known."""
    answers = calls_of(function, center, tmp_path)
    ours = [name for name in answers.modules if name.split(".")[0] == "helpcenter"]
    packages = {name.split(".")[0] for name in set(answers.modules) - set(bare.modules)} - {"handler"}
    assert answers.cold / bare.cold <= CALLS[function]
    assert answers.warm / bare.warm <= WARM_CALLS[function]
    assert len(ours) <= MODULES[function], ours
    assert packages - sys.stdlib_module_names <= PACKAGES
    assert "boto3" not in answers.modules
    assert answers.round_trips == ROUND_TRIPS[function]
