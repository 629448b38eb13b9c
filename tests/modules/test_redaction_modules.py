"""The browser's secret guard in Node: against the shared table, and against Python on the whole corpus."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING

from benchmarks.redaction.corpus import by_hand, generated
from helpcenter.redaction.guard import SecretGuard
from helpcenter.redaction.rules import load_rules
from publishing.site.browser_rules import browser_rules
from tests.modules.node import run_node
from tests.unit.redaction.table import CASES, GARBLED, OWN_NUMBERS

if TYPE_CHECKING:
    from pathlib import Path


def test_browser_and_function_find_the_same_secrets(tmp_path: Path) -> None:
    """Each line of table and corpus, also garbled, has the same secrets at the same places in both."""
    guard = SecretGuard(load_rules(), OWN_NUMBERS)
    texts = [line.text for line in (*by_hand(), *generated(1000))]
    texts += [garble(text) for garble in GARBLED for text in texts[::7]]
    texts += [f"{one.text}\n{other.text}" for one, other in pairwise(CASES)]
    rules, cases = tmp_path / "rules.json", tmp_path / "cases.json"
    rules.write_text(json.dumps(browser_rules(OWN_NUMBERS)), encoding="utf-8")
    answers = [{"text": text, "secrets": guard.find_secrets(text)} for text in texts]
    cases.write_text(json.dumps(answers), encoding="utf-8")
    run_node("redaction.test.mjs", RULES=str(rules), CASES=str(cases))
