"""Recall and precision of the secret guard on the labelled corpus."""

from __future__ import annotations

from benchmarks.redaction.corpus import SEED, by_hand, generated
from benchmarks.redaction.scoring import score
from benchmarks.table import Table
from helpcenter.redaction.guard import SecretGuard
from helpcenter.redaction.rules import load_rules

GENERATED = 2400
RECALL_MIN, PRECISION_MIN = 0.99, 0.95
_DEMO_NUMBER = "17000310"  # the telephone number in the lines by hand that is the center's own


def figures() -> Table:
    """Measure over all lines, by kind and by how the lines came about."""
    guard = SecretGuard(load_rules(), frozenset({_DEMO_NUMBER}))
    hand, made = by_hand(), generated(GENERATED)
    whole, of_hand, of_made = score(guard, [*hand, *made]), score(guard, hand), score(guard, made)
    rows = [
        [kind, str(whole.secrets[kind]), _percent(whole.recall(kind)), _percent(whole.precision(kind))]
        for kind in sorted(whole.secrets)
    ]
    for name, total in (("by hand", of_hand), ("generated", of_made), ("all", whole)):
        rows.append([name, str(total.secrets.total()), _percent(total.recall()), _percent(total.precision())])
    return Table(
        title="redaction.title",
        columns=("redaction.kind", "redaction.secrets", "redaction.recall", "redaction.precision"),
        rows=rows,
        holds=whole.recall() >= RECALL_MIN and whole.precision() >= PRECISION_MIN,
        values={
            "lines": len(hand) + len(made),
            "hand": len(hand),
            "seed": SEED,
            "recall": f"{RECALL_MIN:.0%}",
            "precision": f"{PRECISION_MIN:.0%}",
        },
    )


def _percent(share: float) -> str:
    return f"{share:.2%}"
