"""Some permissions taken from the running center; `make permissions` takes them all, which takes minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from local.template import code_folders, load_template
from proofs.journeys import JOURNEYS, NOT_ASKED
from proofs.permissions import Permission, Roles, findings
from tests.local.running import ROOT

if TYPE_CHECKING:
    from tests.local.running import RunningCenter

pytestmark = pytest.mark.xdist_group("center")
SAMPLE = ("ShowReceipt", "CountGap")


@pytest.mark.parametrize("function", SAMPLE)
def test_a_function_may_do_what_it_must_and_no_more(center: RunningCenter, function: str) -> None:
    """Nothing is refused to it, and without any one of its permissions something is."""
    assert Roles(center).lacks(function) == []
    found = [each for _, each in findings(center, (function,))]
    assert found
    assert [each.permission for each in found if not each.missed] == []


def test_what_is_taken_is_one_action_on_one_resource() -> None:
    """The others stay, with their conditions."""
    statement = {"Effect": "Allow", "Action": ["a:X", "a:Y"], "Resource": ["r", "s"], "Condition": {"C": {}}}
    left = Permission("F", "p", 0, "a:X", "s").taken_from({"Statement": [statement]})
    assert [(each["Action"], each["Resource"]) for each in left["Statement"]] == [
        (["a:X"], ["r"]),
        (["a:Y"], ["r"]),
        (["a:Y"], ["s"]),
    ]
    assert all(each["Condition"] == {"C": {}} for each in left["Statement"])


def test_each_function_has_its_journey() -> None:
    """A new function comes with what it is for, and what is not asked is asked for by some function."""
    template = load_template(ROOT / "template.yaml")
    assert set(JOURNEYS) == set(code_folders(template)) - {"Layer"}
    for function, action in NOT_ASKED:
        assert action in str(template["Resources"][function]["Properties"]["Policies"])
