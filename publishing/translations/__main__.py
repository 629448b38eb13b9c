"""`python -m publishing.translations`: mark pages as translated, or tell which are behind their source."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from helpcenter.center.clock import Clock
from helpcenter.center.facts import load_facts
from publishing import operator_messages
from publishing.translations.memory import DOCS, NotTranslatedError, TranslationMemory
from publishing.translations.problems import find_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from helpcenter.messages import Messages


def run(arguments: Sequence[str], environment: Mapping[str, str], now: datetime, root: Path) -> int:
    """Do what the arguments say for the project in `root`; `now` is an aware instant.

    Returns:
        The exit code: 0 when all is well, 1 when a page is behind its source or could not be marked.
    """
    messages = operator_messages(environment)
    options = _parser(messages).parse_args(arguments)
    try:
        facts = load_facts(root / options.facts)
    except FileNotFoundError:
        sys.stderr.write(messages.text("translations.no_facts", path=options.facts) + "\n")
        return 1
    memory = TranslationMemory(root, facts.languages)
    if options.command == "status":
        return _status(memory, messages)
    today = Clock(facts.clock).local(now).date()
    if options.all:
        _remove_leftovers(memory, messages)
        return _mark(memory.translations, memory, messages, today)
    return _mark([_page(path, root) for path in options.pages], memory, messages, today)


def _status(memory: TranslationMemory, messages: Messages) -> int:
    problems = list(find_problems(memory))
    for problem in problems:
        words = messages.text(f"check.translation_{problem.code}", **problem.values)
        sys.stdout.write(f"{problem.file}:{problem.line}: {words}\n")
    code = "translations.behind" if problems else "translations.current"
    sys.stdout.write(messages.text(code, count=len(problems), pages=len(memory.translations)) + "\n")
    return 1 if problems else 0


def _mark(pages: Iterable[str], memory: TranslationMemory, messages: Messages, today: date) -> int:
    failed = False
    for page in pages:
        try:
            changed = memory.mark(page, today)
        except NotTranslatedError:
            failed = True
            sys.stderr.write(messages.text("translations.no_translation", page=page) + "\n")
        else:
            code = "translations.marked" if changed else "translations.marked_already"
            source = f"{DOCS}/{memory.translations[page]}"
            sys.stdout.write(messages.text(code, file=f"{DOCS}/{page}", source=source) + "\n")
    return 1 if failed else 0


def _remove_leftovers(memory: TranslationMemory, messages: Messages) -> None:
    for path in memory.leftovers():
        path.unlink()
        record = path.relative_to(memory.root).as_posix()
        sys.stdout.write(messages.text("translations.removed_record", record=record) + "\n")


def _page(path: str, root: Path) -> str:
    """Return a page's name, like `en/contact.md`, from the path to it; a path elsewhere stays as it is."""
    full, docs = (root / path).resolve(), (root / DOCS).resolve()
    return full.relative_to(docs).as_posix() if full.is_relative_to(docs) else path


def _parser(messages: Messages) -> argparse.ArgumentParser:
    def add_help(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("-h", "--help", action="help", help=messages.text("translations.help.help"))

    parser = argparse.ArgumentParser(
        prog="python -m publishing.translations",
        description=messages.text("translations.help"),
        add_help=False,
    )
    add_help(parser)
    parser.add_argument(
        "--facts",
        type=Path,
        default=Path("build/facts.json"),
        metavar="FILE",
        help=messages.text("translations.help.facts"),
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="mark | status")
    texts = {name: messages.text(f"translations.help.{name}") for name in ("mark", "status")}
    mark, status = (
        commands.add_parser(name, help=text, description=text, add_help=False) for name, text in texts.items()
    )
    for command in (mark, status):
        add_help(command)
    which = mark.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "pages", nargs="*", default=[], metavar="PAGE", help=messages.text("translations.help.pages")
    )
    which.add_argument("--all", action="store_true", help=messages.text("translations.help.all"))
    return parser


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], os.environ, datetime.now(UTC), Path.cwd()))
