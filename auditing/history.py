"""`python -m auditing.history`: secrets in any version of any file that git holds; ends with 1 if there are.

Each pattern is a credential's own shape, so that what it finds is one:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html (AKIA, ASIA),
https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github
(ghp_ and others), RFC 7468 (PRIVATE KEY). Prints blob, path and kind, never the secret.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SHAPES = {
    "aws_access_key": re.compile(rb"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "private_key": re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=\s]{64}"),
    "github_token": re.compile(rb"\b(?:gh[pousr]_[0-9A-Za-z]{36}|github_pat_[0-9A-Za-z_]{82})\b"),
    "slack_token": re.compile(rb"\bxox[abprs]-[0-9A-Za-z-]{20,}"),
    "google_key": re.compile(rb"\bAIza[0-9A-Za-z_-]{35}\b"),
    "pypi_token": re.compile(rb"\bpypi-[A-Za-z0-9_-]{50,}"),
}
EXAMPLES = (b"AKIAIOSFODNN7EXAMPLE",)
"""What AWS's documentation shows, and what therefore nobody can use."""
MADE_UP = ("benchmarks/redaction/",)
"""Where secrets are made up, to see that they are masked."""


def secrets_in(repository: Path) -> Iterator[tuple[str, str, str]]:
    """Yield blob, path and kind of each secret in any commit of a repository."""
    listed = _git(repository, "rev-list", "--objects", "--all").decode("utf-8", "replace")
    paths = dict(line.split(" ", 1) for line in listed.splitlines() if " " in line)
    for blob, content in _contents(repository, list(paths)):
        for example in EXAMPLES:
            content = content.replace(example, b"")  # noqa: PLW2901 - the same content without them
        if paths[blob].startswith(MADE_UP):
            continue
        for kind, shape in SHAPES.items():
            if shape.search(content):
                yield blob, paths[blob], kind


def _contents(repository: Path, objects: list[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the blobs among the objects with what they hold (git-cat-file(1), --batch)."""
    asked = "\n".join(objects).encode()
    answer = _git(repository, "cat-file", "--batch", given=asked)
    at = 0
    while at < len(answer):
        end = answer.index(b"\n", at)
        name, kind, size = answer[at:end].split()
        content = answer[end + 1 : end + 1 + int(size)]
        at = end + 2 + int(size)
        if kind == b"blob":
            yield name.decode("ascii"), content


def _git(repository: Path, *arguments: str, given: bytes = b"") -> bytes:
    command = ["git", "-C", str(repository), *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout  # noqa: S603 - git's name


def run(repository: Path) -> int:
    """Print what there is; return 1 if there is any."""
    found = list(secrets_in(repository))
    sys.stdout.writelines(f"{blob[:12]}\t{path}\t{kind}\n" for blob, path, kind in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(run(Path(__file__).parents[1]))
