"""`center.yml` as it is begun."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jinja2

from publishing.adoption.words import STARTER, starter_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from publishing.adoption.answers import Answers


def center_file(answers: Answers) -> str:
    """Return the facts, with TODO where they are guessed."""
    words = starter_words()

    def each(texts: Mapping[str, str]) -> str:
        pairs = (f"{language}: {_quoted(texts[language])}" for language in answers.languages)
        return f"{{{', '.join(pairs)}}}"

    def say(code: str) -> str:
        return each({language: words[language].text(code) for language in answers.languages})

    def say_of(code: str, service: Mapping[str, str]) -> str:
        return each(
            {
                language: words[language].text(code, service=service[language])
                for language in answers.languages
            }
        )

    def each_one(text: str) -> str:
        return each(dict.fromkeys(answers.languages, text))

    environment = jinja2.Environment(  # noqa: S701 - it makes YAML: what looks like markup is none
        loader=jinja2.FileSystemLoader(STARTER), undefined=jinja2.StrictUndefined, keep_trailing_newline=True
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    named = {name: getattr(answers, name) for name in answers.__dataclass_fields__}
    template = environment.get_template("center.yml.jinja")
    return template.render({**named, "each": each, "say": say, "say_of": say_of, "each_one": each_one})


def _quoted(text: str) -> str:
    """Return a text as YAML reads it back whatever stands in it: JSON is YAML."""
    return json.dumps(text, ensure_ascii=False)
