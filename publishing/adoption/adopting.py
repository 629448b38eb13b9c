"""Putting a new center in the place of the demo."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

from helpcenter.center.facts import facts_from_json
from publishing.adoption.center_file import center_file
from publishing.adoption.daily_hours import with_daily_hours
from publishing.adoption.pages import starter_pages
from publishing.adoption.sample import SAMPLE, own_files
from publishing.adoption.settings_file import settings_file
from publishing.cards.fonts import find_font
from publishing.cards.ready import make_ready
from publishing.facts import compile_facts
from publishing.translations.memory import TranslationMemory

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from publishing.adoption.answers import Answers


class AdoptedError(Exception):
    """The repository was adopted before: the demo stands in the sample already."""


def refuse_adopted(root: Path) -> None:
    """Let nobody adopt the project in `root` a second time.

    Raises:
        AdoptedError: that was done before.
    """
    if (root / SAMPLE).exists():
        raise AdoptedError


def adopt(answers: Answers, root: Path, today: date) -> list[Path]:
    """Move the demo of the project in `root` to the sample, and write a center of one's own in its place.

    `today` is the day on which the pages say that they were reviewed. Returns the files to be edited.

    Raises:
        AdoptedError: that was done before.
    """
    refuse_adopted(root)
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    for path in own_files(root):
        (root / SAMPLE / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(root / path, root / SAMPLE / path)
    center = root / "center.yml"
    center.write_text(center_file(answers), encoding="utf-8")
    (root / "mkdocs.yml").write_text(settings_file(settings, answers), encoding="utf-8")
    template = root / "template.yaml"
    if template.exists():
        text = template.read_text(encoding="utf-8")
        template.write_text(with_daily_hours(text, answers.time_zone), encoding="utf-8")
    pages = [root / "docs" / name for name, _ in starter_pages(answers, today)]
    for path, (_, text) in zip(pages, starter_pages(answers, today), strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    facts = compile_facts(center, today)
    (root / "build").mkdir(exist_ok=True)
    (root / "build" / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
    memory = TranslationMemory(root, answers.languages)
    for page in memory.translations:
        memory.mark(page, today)
    font = find_font()
    if font is not None:  # without one, `python -m publishing.cards` says what is needed
        make_ready(facts_from_json(facts), font, root / "theme")
    return [center, root / "mkdocs.yml", *pages]
