"""`python -m publishing.links`: tell every address in the built site that leads nowhere."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from helpcenter.center.facts import load_facts
from publishing import operator_messages
from publishing.check.finding import Finding, in_order
from publishing.check.reporting import FORMATS, summary
from publishing.links.checking import BuiltLinks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from publishing.links.checking import Broken


def run(environment: Mapping[str, str], build: Path, root: Path) -> int:
    """Check what is in the folder `build` of the project in `root`; return 1 when something leads nowhere."""
    messages = operator_messages(environment)
    facts = load_facts(build / "facts.json")
    url = environment.get("SITE_URL") or facts.site_url
    links = BuiltLinks(build / "site", url, tuple((build / "pages").glob("*.html")))
    absent = () if facts.proof_of_work else ("../altcha/",)  # the solver, which is no part of such a site
    broken = (one for one in links.broken() if not one.address.startswith(absent))
    findings = in_order(_finding(one, facts.languages, root) for one in broken)
    if not findings:
        sys.stdout.write(messages.text("links.none") + "\n")
        return 0
    told = "github" if environment.get("GITHUB_ACTIONS") else "text"
    sys.stdout.write(FORMATS[told](findings, messages))
    if told != "text":
        sys.stderr.write(f"{summary(findings, messages)}\n")
    return 1


def _finding(broken: Broken, languages: Sequence[str], root: Path) -> Finding:
    """Return it at the line of the page's source that names the address; else at the page that shows it."""
    values = {"address": broken.address, "page": broken.file}
    first, _, rest = broken.file.partition("/")
    name = (rest if first in languages[1:] else broken.file).removesuffix("index.html").strip("/")
    folder = Path("docs") / (first if first in languages[1:] else languages[0])
    for source in (folder / f"{name}.md", folder / name / "index.md"):
        if broken.file.endswith(".html") and (root / source).is_file():
            lines = (root / source).read_text(encoding="utf-8").splitlines()
            word = broken.address.strip("/").rpartition("/")[2] or broken.address
            line = next((number for number, text in enumerate(lines, 1) if word in text), 1)
            return Finding(source.as_posix(), line, f"broken_{broken.what}", values)
    return Finding(f"build/site/{broken.file}", broken.line, f"broken_{broken.what}", values)


if __name__ == "__main__":
    sys.exit(run(os.environ, Path("build"), Path.cwd()))
