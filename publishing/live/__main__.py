"""`python -m publishing.live OUT`: build the site into OUT/site, then bring it up to date at each line read.

Each time a line of JSON on the standard output tells what came of it (`Outcome`). It ends with its input,
after a mistake in a whole build, and when only another whole build can follow. The address of the site, the
facts and the cache are told as to MkDocs: `SITE_URL`, `FACTS`, `KEPT`.
"""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from publishing.live.site import ResidentSite

if TYPE_CHECKING:
    from typing import TextIO

    from publishing.live.outcome import Outcome


def run(out: Path) -> int:
    """Build and follow; return the exit code: 1 when the whole build failed."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # no words of its own after Ctrl-C
    # What a plugin prints is not for whoever reads outcomes.
    with os.fdopen(os.dup(1), "w", encoding="utf-8", closefd=True) as channel:
        os.dup2(2, 1)
        site = ResidentSite(Path.cwd(), out)
        outcome = site.build()
        _tell(outcome, channel)
        if outcome.failed or not site.stays:
            return int(outcome.failed)
        for _ in sys.stdin:
            outcome = site.follow()
            _tell(outcome, channel)
            if outcome.outdated:
                break
    return 0


def _tell(outcome: Outcome, channel: TextIO) -> None:
    channel.write(json.dumps(dataclasses.asdict(outcome)) + "\n")
    channel.flush()


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1])))
