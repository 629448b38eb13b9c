"""`python -m publishing.cards`: make the ready-made cards again, when brand or colours changed."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from helpcenter.center.facts import load_facts
from publishing import operator_messages
from publishing.cards.fonts import find_font
from publishing.cards.ready import make_ready

if TYPE_CHECKING:
    from collections.abc import Mapping


def run(environment: Mapping[str, str]) -> int:
    """Make them from the compiled facts; return the exit code: 1 when the machine has no font for it."""
    messages, font = operator_messages(environment), find_font()
    if font is None:
        sys.stderr.write(f"{messages.text('cards.no_font')}\n")
        return 1
    for file in make_ready(load_facts(Path("build/facts.json")), font, Path("theme")):
        sys.stdout.write(f"{messages.text('cards.made', path=file)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(run(os.environ))
