"""`python -m publishing.archetypes`: begin a new article, case or question in every language."""

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
from publishing.archetypes.beginning import Beginning, BeginningError, begin
from publishing.archetypes.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from helpcenter.messages import Messages


def run(arguments: Sequence[str], environment: Mapping[str, str], now: datetime, root: Path) -> int:
    """Begin a page in the project in `root`, whose facts are compiled; `now` is an aware instant.

    Returns:
        The exit code: 0 when the page is there, 1 when it could not be begun, 2 for arguments that are none.
    """
    messages = operator_messages(environment)
    options = _parser(messages).parse_args(arguments)
    facts = load_facts(root / options.facts)
    others = dict(option.partition("=")[::2] for option in options.title_in)
    titles = {language: others.get(language) or options.title for language in facts.languages}
    today = Clock(facts.clock).local(now).date()
    asked = Beginning(options.kind, options.place, titles, options.name, today)
    try:
        begun = begin(asked, facts.languages, root)
    except BeginningError as error:
        sys.stderr.write(f"{messages.text(error.code, **error.values)}\n")
        return 1
    for file in begun.files:
        sys.stdout.write(f"{messages.text('new.file', path=file.relative_to(root))}\n")
    if not begun.in_navigation:
        sys.stdout.write(f"{messages.text('new.navigation', page=begun.page)}\n")
    if begun.index:
        sys.stdout.write(f"{messages.text('new.index', index=begun.index)}\n")
    translations = [file.relative_to(root) for file in begun.files[1:]]
    for page in translations:
        sys.stdout.write(f"{messages.text('new.translated', page=page)}\n")
    sys.stdout.write(f"{messages.text('new.next')}\n")
    return 0


def _parser(messages: Messages) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m publishing.archetypes", description=messages.text("new.help"), add_help=False
    )
    parser.add_argument("-h", "--help", action="help", help=messages.text("new.help.help"))
    parser.add_argument("kind", metavar="|".join(KINDS), help=messages.text("new.help.kind"))
    parser.add_argument("--title", required=True, help=messages.text("new.help.title"))
    parser.add_argument(
        "--title-in",
        action="append",
        default=[],
        metavar="LANGUAGE=TITLE",
        help=messages.text("new.help.titles"),
    )
    parser.add_argument(
        "--in", dest="place", default="", metavar="PLACE", help=messages.text("new.help.place")
    )
    parser.add_argument("--name", default="", help=messages.text("new.help.name"))
    parser.add_argument(
        "--facts",
        type=Path,
        default=Path("build/facts.json"),
        metavar="FILE",
        help=messages.text("new.help.facts"),
    )
    return parser


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], os.environ, datetime.now(UTC), Path.cwd()))
