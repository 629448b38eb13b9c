"""`python -m publishing.canary`: build the site with properdocs too, and tell where it is another."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from publishing import operator_messages
from publishing.canary import BUILDER, differences, make_environment
from publishing.changes.commits import NotBuiltError, build
from publishing.changes.pages import read_pages

if TYPE_CHECKING:
    from collections.abc import Mapping


def run(environment: Mapping[str, str], root: Path) -> int:
    """Build the project in `root` twice; return 0 when both are the same, 1 when not, 2 when one fails."""
    messages = operator_messages(environment)
    with TemporaryDirectory() as folder:
        place = Path(folder)
        try:
            python = make_environment(place / "environment")
            ours = build(root, place / "ours").site
            other = build(root, place / "other", str(python), BUILDER).site
        except NotBuiltError as error:
            sys.stderr.write(messages.text("canary.not_built", builder=BUILDER, reason=error) + "\n")
            return 2
        found = list(differences(ours, other))
        count = len(read_pages(other))
    for what, address in found:
        sys.stdout.write(messages.text(f"canary.{what}", address=address, builder=BUILDER) + "\n")
    code = "canary.other" if found else "canary.same"
    sys.stdout.write(messages.text(code, builder=BUILDER, pages=count, count=len(found)) + "\n")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(run(os.environ, Path.cwd()))
