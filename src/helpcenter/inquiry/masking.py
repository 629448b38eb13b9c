"""An inquiry without the secrets that its writer should not have sent."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpcenter.center.facts import Facts, Field
    from helpcenter.inquiry.inquiry import Inquiry
    from helpcenter.redaction.guard import SecretGuard


def mask_inquiry(inquiry: Inquiry, guard: SecretGuard, facts: Facts) -> tuple[Inquiry, dict[str, int]]:
    """Return the inquiry with the secrets in what was typed masked, and how many there were of each kind.

    Secrets are looked for where people write what they like: in all but choices and dates. A detail is read
    with its name before it, as people read it: a number under "order number" is one.

    Everything later sees this inquiry alone. So a retry is told from another inquiry by what is masked too:
    a digest of what was typed would let whoever reads the store try out short secrets until one fits.
    """
    counts: Counter[str] = Counter()

    def masked(text: str, label: str = "") -> str:
        words, found = guard.mask(label + text)
        if not words.startswith(label):
            words, found = guard.mask(text)
        counts.update(found)
        return words.removeprefix(label)

    name, message = masked(inquiry.name), masked(inquiry.message)
    details = {
        key: answer if _is_chosen(facts.fields[key]) else masked(answer, f"{_name(facts, key, inquiry)}: ")
        for key, answer in inquiry.details.items()
    }
    if not counts:
        return inquiry, {}
    return replace(inquiry, name=name, message=message, details=details), dict(counts)


def _is_chosen(field: Field) -> bool:
    return field.kind in {"choice", "date"}


def _name(facts: Facts, key: str, inquiry: Inquiry) -> str:
    return facts.fields[key].name[inquiry.language]
