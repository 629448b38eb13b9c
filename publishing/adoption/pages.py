"""The pages that a new center begins with."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from publishing.adoption.words import STARTER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from publishing.adoption.answers import Answers, Service

_SERVICE = "service/"  # the folder of pages that each service has


def starter_pages(answers: Answers, today: date) -> Iterator[tuple[str, str]]:
    """Yield each page below `docs/`, like `de/contact.md`, and its text."""
    for language in answers.languages:
        folder = STARTER / "pages" / language
        for path in sorted(folder.rglob("*.md")):
            name, source = path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")
            if not name.startswith(_SERVICE):
                yield f"{language}/{name}", _filled(source, today)
                continue
            for service in answers.services:
                own = f"topics/{service.folder}/{name.removeprefix(_SERVICE)}"
                yield f"{language}/{own}", _filled(source, today, language, service)


def _filled(source: str, today: date, language: str = "", service: Service | None = None) -> str:
    values = {"today": today.isoformat()}
    if service is not None:
        name = service.name[language].replace('"', "'")
        values |= {"service": service.id, "service_name": name, "topic": service.topic}
    return Template(source).substitute(values)
