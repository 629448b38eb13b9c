"""`python -m soak [PART] [--again]`: run what was not run yet, and write down what came of it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpcenter.messages import load_messages
from publishing import operator_language
from soak import defences
from soak.figures import read_figures
from soak.report import as_markdown, print_rows, put_between, rows
from soak.results import ROOT, Results, versions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from helpcenter.messages import Messages
    from soak.figures import Part
    from soak.results import Result

FOLDER = ROOT / "build" / "soak"
GUIDE = ROOT / "operating" / "robustness.md"
DATA = ROOT / "operating" / "robustness.json"
_HEAD = ("figure", "bar", "measured", "result", "time", "when")


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run the parts that were asked for; return 0 when all of them hold, else 1."""
    catalogues = load_messages(Path(__file__).parent / "messages")
    messages = catalogues[operator_language(environment, catalogues)]
    parts = {part.name: part for part in read_figures()}
    options = _parser(messages, [*parts, defences.NAME]).parse_args(arguments)
    results = Results(FOLDER)
    chosen = [part for part in parts.values() if options.part in {None, part.name}]
    passed = [_run(part, results, messages, again=options.again) for part in chosen]
    if options.part in {None, defences.NAME}:
        passed.append(defences.run(FOLDER, GUIDE, catalogues["en"], again=options.again, say=_say))
    found = results.publish(DATA, [key for part in parts.values() for key in part.keys])
    _write_guide(list(parts.values()), found, catalogues["en"])
    sys.stdout.writelines(f"{line}\n" for line in print_rows(rows(chosen, found, messages)))
    return 0 if all(passed) else 1


def _parser(messages: Messages, names: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m soak", description=messages.text("soak.help"), add_help=False
    )
    parser.add_argument("-h", "--help", action="help", help=messages.text("soak.help.help"))
    parser.add_argument("--again", action="store_true", help=messages.text("soak.help.again"))
    help_of_part = messages.text("soak.help.part", parts=", ".join(names))
    parser.add_argument("part", nargs="?", choices=names, metavar="PART", help=help_of_part)
    return parser


def _run(part: Part, results: Results, messages: Messages, *, again: bool) -> bool:
    passed = True
    for number, key in enumerate(part.keys, 1):
        result = results.get(key)
        if again or result is None or not result.passed:
            progress = _Progress(key, messages)
            result = results.run(part, number, progress.tell)
            progress.done()
            if not result.passed:
                _say(messages.text("soak.see", log=results.log(key)))
        else:
            _say(messages.text("soak.kept", part=key, at=result.at, commit=result.commit))
        passed = passed and result.passed
    return passed


class _Progress:
    """Says how far a piece is: over and over on a terminal, every half minute into a file."""

    def __init__(self, key: str, messages: Messages) -> None:
        self._key, self._messages, self._looks = key, messages, 0
        self._every = 1 if sys.stderr.isatty() else 15

    def tell(self, counts: Mapping[str, Any]) -> None:
        """Say what was counted so far."""
        if self._looks % self._every == 0:
            numbers = ", ".join(f"{name} {value}" for name, value in counts.items())
            text = self._messages.text("soak.progress", part=self._key, seconds=2 * self._looks)
            end = "\r" if sys.stderr.isatty() else "\n"
            _say(f"{text} {numbers}", end)
        self._looks += 1

    def done(self) -> None:
        """Leave the line."""
        if sys.stderr.isatty():
            _say("")


def _say(text: str, end: str = "\n") -> None:
    sys.stderr.write(text + end)
    sys.stderr.flush()


def _write_guide(parts: Sequence[Part], found: Mapping[str, Result], english: Messages) -> None:
    table = as_markdown(rows(parts, found, english), [english.text(f"soak.head.{name}") for name in _HEAD])
    of = ", ".join(f"{name} {number}" for name, number in versions().items())
    put_between(GUIDE, "figures", f"\n{table}\n{english.text('soak.versions', versions=of)}\n")


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], os.environ))
