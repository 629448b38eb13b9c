"""`python -m publishing.adoption`: ask what the center is, and put it in the place of the demo."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import yaml

from publishing import operator_messages
from publishing.adoption.adopting import AdoptedError, adopt, refuse_adopted
from publishing.adoption.answers import ASKED, AnswerError, read_answers
from publishing.adoption.asking import Dialogue
from publishing.adoption.words import starter_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from helpcenter.messages import Messages

_FURTHER = ("legal_name", "center_name", "site_url")


def run(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    root: Path,
    now: datetime,
    ask: Callable[[str], str] | None,
) -> int:
    """Adopt the project in `root`; `now` is an aware instant.

    `ask` puts a question to the operator and returns the answer; without it nothing is asked. An answer that
    cannot be used is asked for again.

    Returns:
        The exit code: 0 when it is done, 1 when it was done before, 2 when an answer is missing or wrong.
    """
    messages, words = operator_messages(environment), starter_words()
    options = _parser(messages).parse_args(arguments)
    given: dict[str, Any] = {}
    if options.answers:
        given = yaml.safe_load(options.answers.read_text(encoding="utf-8"))
    given |= {name: said for name in (*ASKED, *_FURTHER) if (said := getattr(options, name))}
    names = {language: catalogue.texts["center"] for language, catalogue in words.items()}
    try:
        refuse_adopted(root)
        if ask:
            given = _asked(given, list(words), messages, ask)
        answers = read_answers(given, list(words), names)
        files = adopt(answers, root, now.astimezone(ZoneInfo(answers.time_zone)).date())
    except AnswerError as error:
        sys.stderr.write(f"{messages.text(error.code, known=', '.join(words), **error.values)}\n")
        return 2
    except _LeftError:
        sys.stderr.write(f"\n{messages.text('adopt.left')}\n")
        return 2
    except AdoptedError:
        sys.stderr.write(f"{messages.text('adopt.done_before')}\n")
        return 1
    sys.stdout.write(
        f"{messages.text('adopt.done', count=len(files), languages=', '.join(answers.languages))}\n"
    )
    return 0


class _LeftError(Exception):
    """Who was asked went away."""


def _asked(
    given: Mapping[str, Any], known: Sequence[str], messages: Messages, ask: Callable[[str], str]
) -> dict[str, Any]:
    try:
        return Dialogue(messages, ask, lambda text: sys.stderr.write(f"{text}\n"), known).missing(given)
    except (EOFError, KeyboardInterrupt) as error:
        raise _LeftError from error


def _parser(messages: Messages) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m publishing.adoption", description=messages.text("adopt.help"), add_help=False
    )
    parser.add_argument("-h", "--help", action="help", help=messages.text("adopt.help.help"))
    parser.add_argument("--answers", type=Path, metavar="FILE", help=messages.text("adopt.help.answers"))
    for name in (*ASKED, *_FURTHER):
        parser.add_argument(
            f"--{name.replace('_', '-')}", default="", metavar="…", help=messages.text(f"adopt.help.{name}")
        )
    return parser


if __name__ == "__main__":
    asking = input if sys.stdin.isatty() else None
    sys.exit(run(sys.argv[1:], os.environ, Path.cwd(), datetime.now(UTC), asking))
