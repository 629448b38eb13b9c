"""`python -m publishing.changes`: tell what changes for visitors since a commit, as Markdown."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from helpcenter.center.clock import Clock
from helpcenter.center.facts import load_facts
from helpcenter.messages import load_messages
from publishing import operator_language
from publishing.changes.commits import NotBuiltError, build, edited_since, merge_base, taken_out
from publishing.changes.facts import fact_changes
from publishing.changes.pages import compare, read_pages
from publishing.changes.telling import Changes, markdown
from publishing.translations.memory import TranslationMemory
from publishing.translations.problems import find_problems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from helpcenter.messages import Messages
    from publishing.changes.commits import Built
    from publishing.changes.facts import FactChange
    from publishing.translations.problems import TranslationProblem


def run(arguments: Sequence[str], environment: Mapping[str, str], now: datetime, root: Path) -> int:
    """Compare the project in `root` with a commit of its own; `now` is an aware instant.

    Returns:
        The exit code: 0 told, 1 told and an address vanished, 2 there is nothing to compare.
    """
    catalogues = load_messages(Path(__file__).parent / "messages")
    messages = catalogues[operator_language(environment, catalogues)]
    options = _parser(messages).parse_args(arguments)
    try:
        commit = merge_base(root, options.base)
        with TemporaryDirectory() as folder, taken_out(root, commit) as before_root:
            before = build(before_root, Path(folder) / "before")
            after = build(root, Path(folder) / "after")
            changes = _compared(before, after, edited_since(root, commit), now, messages.language)
    except NotBuiltError as error:
        sys.stderr.write(messages.text("changes.not_built", base=options.base, reason=error) + "\n")
        return 2
    sys.stdout.write(markdown(changes, messages))
    return int(bool(changes.pages.vanished))


def _compared(before: Built, after: Built, edited: set[str], now: datetime, reader: str) -> Changes:
    old, new = read_pages(before.site), read_pages(after.site)
    pages = compare(old, new)
    languages = load_facts(after.facts).languages
    rewritten = frozenset(address for address in pages.changed if edited & {*_sources(address, languages)})
    return Changes(old, new, pages, rewritten, _facts(before, after, now, reader), _stale(before, after))


def _sources(address: str, languages: Sequence[str]) -> list[str]:
    """Return the files that the page at an address can be written in."""
    first, _, rest = address.strip("/").partition("/")
    language, name = (first, rest) if first in languages[1:] else (languages[0], address.strip("/"))
    folder = f"docs/{language}"
    return [f"{folder}/{name}.md", f"{folder}/{name}/index.md".replace("//", "/")]


def _facts(before: Built, after: Built, now: datetime, reader: str) -> list[FactChange] | None:
    new = load_facts(after.facts)
    try:
        old = load_facts(before.facts)
    except (KeyError, TypeError, ValueError):  # of a time when facts had another form
        return None
    today = Clock(new.clock).local(now).date()
    return fact_changes(old, new, load_messages(after.root / "theme" / "messages"), today, reader)


def _stale(before: Built, after: Built) -> list[TranslationProblem]:
    """Return where translations are behind their source now and were not before."""
    found = [
        list(find_problems(TranslationMemory(built.root, load_facts(built.facts).languages)))
        for built in (before, after)
    ]
    known = {(one.file, one.code, one.values.get("now"), one.values.get("was")) for one in found[0]}
    return [
        one
        for one in found[1]
        if (one.file, one.code, one.values.get("now"), one.values.get("was")) not in known
    ]


def _parser(messages: Messages) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m publishing.changes", description=messages.text("changes.help")
    )
    parser.add_argument(
        "--base", default="origin/main", metavar="COMMIT", help=messages.text("changes.help.base")
    )
    return parser


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], os.environ, datetime.now(UTC), Path.cwd()))
