"""Asking an operator what the center is to be, and again where an answer cannot be used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from publishing.adoption.answers import ASKED, AnswerError, accept, languages_of, list_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from helpcenter.messages import Messages


@dataclass(frozen=True, slots=True)
class Dialogue:
    """An operator at a terminal.

    `messages` are their words. `ask` puts a question and returns the answer; `tell` says what is wrong with
    one. `known` are the languages for which there are words.
    """

    messages: Messages
    ask: Callable[[str], str]
    tell: Callable[[str], object]
    known: Sequence[str]

    def missing(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answers, with those asked for that were not `given` (by name)."""
        answers = dict(given)
        for name in ASKED:
            if answers.get(name):
                continue
            answers[name] = self._asked(name)
            if name == "services":
                answers[name] = self._in_each_language(answers[name], answers["languages"])
        return answers

    def _asked(self, name: str) -> str:
        question = self.messages.text(f"adopt.ask.{name}", known=", ".join(self.known))
        while True:
            said = self.ask(question)
            try:
                accept(name, said, self.known)
            except AnswerError as error:
                self.tell(self.messages.text(error.code, known=", ".join(self.known), **error.values))
            else:
                return said

    def _in_each_language(self, said: str, languages: object) -> list[dict[str, str]]:
        """Ask what the services are called in each further language; nothing said, it is the same."""
        first, *others = languages_of(languages)
        names = list_of(said)
        services = [{first: name} for name in names]
        for language in others:
            question = self.messages.text("adopt.ask.names", language=language, names=", ".join(names))
            while len(own := list_of(self.ask(question)) or names) != len(names):
                self.tell(self.messages.text("adopt.names", found=len(own), count=len(names)))
            for service, name in zip(services, own, strict=True):
                service[language] = name
        return services
