"""`mkdocs.yml` for another center: languages and navigation anew, everything else as it was."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from publishing.adoption.words import starter_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from publishing.adoption.answers import Answers

_PALETTE = ("palette.light", "palette.dark", "palette.device")
_LANGUAGES = re.compile(r"(?<=\n      languages:\n)(?:        .*\n|\n(?=        ))+")
_NAV = re.compile(r"(?<=\nnav:\n)(?:  .*\n)+")
_TOGGLE = re.compile(r"(toggle: \{icon: [\w/-]+, name: )[^}]*")
_SECTIONS = ("Home", "Topics", "Account and sign-in", "Privacy", "FAQ", "Contact", "About")


def settings_file(source: str, answers: Answers) -> str:
    """Return `mkdocs.yml` for the answers; `source` is that of the demo."""
    first, words = answers.languages[0], starter_words()
    names = iter(_PALETTE)
    text = re.sub(r"(?<=\n  language: )\w+", first, source)
    text = re.sub(r'(?<=\nsite_url: !ENV \[SITE_URL, )"[^"]*"', lambda _: json.dumps(answers.site_url), text)
    text = _TOGGLE.sub(lambda found: found[1] + words[first].text(next(names)), text)
    text = _LANGUAGES.sub(lambda _: "".join(_languages(answers)), text)
    return _NAV.sub(lambda _: "".join(_navigation(answers)), text)


def _languages(answers: Answers) -> Iterator[str]:
    for number, language in enumerate(answers.languages):
        words = starter_words()[language]
        yield f"        - locale: {language}\n          name: {words.text('own')}\n"
        if number == 0:
            yield "          default: true\n"
        else:
            yield "          theme:\n            palette:\n"
            for code in _PALETTE:
                yield f"              - toggle: {{name: {words.text(code)}}}\n"
        if language != "en":  # the navigation below is written in English
            yield "          nav_translations:\n"
            for section in _SECTIONS:
                yield f"            {section}: {words.text(f'nav.{section}')}\n"
            for service in answers.services:
                own = json.dumps(service.name[language], ensure_ascii=False)
                if own != _key(service.name):
                    yield f"            {_key(service.name)}: {own}\n"


def _navigation(answers: Answers) -> Iterator[str]:
    yield "  - Home: index.md\n  - Topics:\n      - topics/index.md\n      - articles.md\n"
    yield from _topic("Account and sign-in", "account", "cannot-sign-in")
    for service in answers.services:
        yield from _topic(_key(service.name), service.folder, "does-not-work")
    yield from _topic("Privacy", "privacy", "see-my-data")
    yield "  - FAQ:\n      - faq/index.md\n      - faq/inquiry.md\n"
    yield "  - Contact:\n      - contact.md\n      - hours.md\n      - inquiry.md\n      - emergency.md\n"
    yield "  - About:\n      - privacy.md\n      - accessibility.md\n"


def _topic(title: str, folder: str, article: str) -> Iterator[str]:
    yield f"      - {title}:\n"
    yield f"          - topics/{folder}/index.md\n          - topics/{folder}/{article}.md\n"


def _key(name: Mapping[str, str]) -> str:
    return json.dumps(_english(name), ensure_ascii=False)


def _english(name: Mapping[str, str]) -> str:
    return name.get("en") or next(iter(name.values()))
