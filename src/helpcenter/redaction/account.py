"""What was masked, told to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpcenter.messages import Messages


def masked_words(masked: Mapping[str, int], messages: Messages) -> str:
    """Return the kinds that were masked with their counts, as one phrase; empty when nothing was."""
    return messages.text("list.comma").join(
        messages.text("masked.kind", kind=messages.text(f"secret.{kind}"), count=count)
        for kind, count in masked.items()
    )
