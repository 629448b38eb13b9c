"""One article edited while `make preview` runs: how long until browsers are told and the new page is served.

`python -m benchmarks.build.live [ARTICLES]` measures that alone.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import monotonic, perf_counter
from typing import TYPE_CHECKING
from urllib.request import urlopen

from benchmarks.build.corpus import ROOT, articles, languages
from benchmarks.build.generators import KEPT, OURS
from benchmarks.build.measuring import BuildFailedError
from benchmarks.build.plain import PlainCorpus, all_words
from local.serving import listen, port_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.build.generators import Job

EDITS = 7
_PATIENCE = 300.0  # seconds until the first whole build is there


def edits_followed(job: Job, edits: int = EDITS) -> list[float]:
    """Return, for each of several edits of our corpus's article, the seconds from the saved file to the page.

    They end when the event is there that has a browser load the page again, and the page says what was saved.

    Raises:
        BuildFailedError: it did not start.
    """
    with listen(0) as free:
        port = port_of(free)
    log = job.folder / "preview.log"
    environment = {**os.environ, **job.environment}
    environment["PYTHONPATH"] += f"{os.pathsep}{ROOT}"  # where the server is
    with log.open("wb") as out:
        preview = subprocess.Popen(  # noqa: S603 ours
            [sys.executable, "-m", "local.preview", str(port)],
            cwd=job.folder,
            env=environment,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        return list(_edits(job, f"http://127.0.0.1:{port}", log, edits))
    finally:
        preview.send_signal(signal.SIGINT)
        preview.wait()


def summary(seconds: Sequence[float]) -> str:
    """Return the median with the least and the greatest."""
    return f"{median(seconds):.2f} ({min(seconds):.2f} to {max(seconds):.2f})"


def _edits(job: Job, url: str, log: Path, edits: int) -> Iterator[float]:
    end = monotonic() + _PATIENCE
    while b" s)" not in log.read_bytes():  # the first build is told with its seconds
        if monotonic() > end:
            raise BuildFailedError(log.read_text(encoding="utf-8"))
    page = f"{url}/topics/{job.article.parent.name}/{job.article.stem}/"
    with urlopen(f"{url}/_local/changes?since=1", timeout=_PATIENCE) as events:  # noqa: S310 ours
        for edit in range(edits):
            with job.article.open("a", encoding="utf-8") as article:
                article.write(f"\nEdited live, {edit}.\n")
            saved = perf_counter()
            while not events.readline().startswith(b"data:"):
                pass
            with urlopen(page, timeout=_PATIENCE) as answer:  # noqa: S310 ours
                if f"Edited live, {edit}.".encode() not in answer.read():
                    raise BuildFailedError(log.read_text(encoding="utf-8"))
            yield perf_counter() - saved


def _measure(number: int) -> str:
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=KEPT, prefix="live-") as name:
        job = OURS.write(Path(name), PlainCorpus(articles(number), languages(2), all_words()))
        return summary(edits_followed(job))


if __name__ == "__main__":
    sys.stdout.write(f"{_measure(int(sys.argv[1]) if sys.argv[1:] else 1000)}\n")
