"""One article edited while `make preview` runs: how long until browsers are told and the new page is served.

`python -m benchmarks.growth.live [ARTICLES]` measures that alone.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
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
    from benchmarks.build.generators import Job

EDITS = 7
_PATIENCE = 300.0  # seconds until the first whole build is there


@dataclass(frozen=True, slots=True)
class Followed:
    """Seconds from a saved file to its page: `texts` of edits of text, `title` of one of the title.

    They end when the event is there that has a browser load the page again, and the page says what was saved.
    """

    texts: list[float]
    title: float

    def __str__(self) -> str:
        """Return the median of texts with the least and the greatest."""
        return f"{median(self.texts):.2f} ({min(self.texts):.2f} to {max(self.texts):.2f})"


def edits_followed(job: Job) -> Followed:
    """Return what becomes of edits of our corpus's article while `make preview` runs.

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
        return _edits(job, f"http://127.0.0.1:{port}", log)
    finally:
        preview.send_signal(signal.SIGINT)
        preview.wait()


def _edits(job: Job, url: str, log: Path) -> Followed:
    end = monotonic() + _PATIENCE
    while b" s)" not in log.read_bytes():  # the first build is told with its seconds
        if monotonic() > end:
            raise BuildFailedError(log.read_text(encoding="utf-8"))
    page = f"{url}/topics/{job.article.parent.name}/{job.article.stem}/"
    with urlopen(f"{url}/_local/changes?since=1", timeout=_PATIENCE) as events:  # noqa: S310 ours

        def shown(text: str, new: str) -> float:
            job.article.write_text(text, encoding="utf-8")
            saved = perf_counter()
            while not events.readline().startswith(b"data:"):
                pass
            with urlopen(page, timeout=_PATIENCE) as answer:  # noqa: S310 ours
                if new.encode() not in answer.read():
                    raise BuildFailedError(log.read_text(encoding="utf-8"))
            return perf_counter() - saved

        before = job.article.read_text(encoding="utf-8")
        texts = [shown(f"{before}\n{new}\n", new) for new in (f"Edited live, {at}." for at in range(EDITS))]
        return Followed(texts, shown(before.replace("\n# ", "\n# Titled live: ", 1), "Titled live: "))


def _measure(number: int) -> str:
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=KEPT, prefix="live-") as name:
        job = OURS.write(Path(name), PlainCorpus(articles(number), languages(2), all_words()))
        followed = edits_followed(job)
        return f"{followed}, {followed.title:.2f}"


if __name__ == "__main__":
    sys.stdout.write(f"{_measure(int(sys.argv[1]) if sys.argv[1:] else 1000)}\n")
