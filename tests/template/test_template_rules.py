"""The rules of `proofs/rules/` over template.yaml, and over template.yaml with mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofs.faults import FAULTS, Fault, findings
from proofs.rules import RULES, broken_rules
from proofs.template import read_template, transformed

ROOT = Path(__file__).parents[2]


def test_the_template_keeps_to_the_rules() -> None:
    """Nothing public, nothing unbounded, nothing lost, nothing without a runbook."""
    assert list(broken_rules(transformed(ROOT, read_template(ROOT)))) == []


def test_each_seeded_fault_is_found() -> None:
    """A mistake somebody could make is found by the rule that is there for it."""
    assert [str(each.fault) for each in findings(ROOT) if not each.found] == []


def test_no_rule_is_without_a_fault() -> None:
    """A rule that never saw a fault may see none at all."""
    assert {fault.rule for fault in FAULTS} == {rule.__name__ for rule in RULES}


@pytest.mark.parametrize("rule", ["buckets_are_private", "posts_are_throttled"])
def test_a_fault_changes_nothing_but_its_copy(rule: str) -> None:
    """The next fault is alone again."""
    written = read_template(ROOT)
    fault: Fault = next(each for each in FAULTS if each.rule == rule)
    assert fault.seeded(written) != written
    assert written == read_template(ROOT)
