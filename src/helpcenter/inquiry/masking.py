"""An inquiry without the secrets that its writer should not have sent."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpcenter.inquiry.inquiry import Inquiry
    from helpcenter.redaction.guard import SecretGuard

FREE_TEXTS = ("name", "message")
"""The fields in which people write what they like."""


def mask_inquiry(inquiry: Inquiry, guard: SecretGuard) -> tuple[Inquiry, dict[str, int]]:
    """Return the inquiry with the secrets in its free texts masked, and how many there were of each kind.

    Everything later sees this inquiry alone. So a retry is told from another inquiry by what is masked too:
    a digest of what was typed would let whoever reads the store try out short secrets until one fits.
    """
    texts: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for field in FREE_TEXTS:
        texts[field], found = guard.mask(getattr(inquiry, field))
        counts.update(found)
    return (replace(inquiry, **texts) if counts else inquiry), dict(counts)
