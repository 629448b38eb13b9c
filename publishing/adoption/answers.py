"""What an operator says of the center that is to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from publishing.archetypes.names import name_of
from publishing.facts.public_holidays import known_countries

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

ASKED = ("brand", "languages", "time_zone", "country", "calling_code", "services")
"""What has to be known. The rest follows from it unless said: `legal_name`, `center_name`, `site_url`."""

_TAKEN = {"account", "sign_in", "account_stolen", "privacy", "privacy_request", "other"}


class AnswerError(Exception):
    """An answer that cannot be used; `code` and `values` say why, for the catalogue."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Service:
    """A service: its name by language, its ID, and the ID and the folder of its topic."""

    id: str
    name: Mapping[str, str]

    @property
    def topic(self) -> str:
        """The ID of its topic of inquiries."""
        return f"{self.id}_service" if self.id in _TAKEN else self.id

    @property
    def folder(self) -> str:
        """The folder of its articles."""
        return self.topic.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers, held against what there is. Names are by language, the first language is the default."""

    brand: Mapping[str, str]
    legal_name: Mapping[str, str]
    center_name: Mapping[str, str]
    languages: tuple[str, ...]
    time_zone: str
    country: str
    calling_code: str
    site_url: str
    services: tuple[Service, ...]


def read_answers(given: Mapping[str, Any], known: Sequence[str], center_names: Mapping[str, str]) -> Answers:
    """Return the answers.

    Args:
        given: what was said, by name; a list may be a text with commas, a name may be one for each language.
        known: the languages for which there are words.
        center_names: by language, what a center is called, with a place for the `{brand}`.

    Raises:
        AnswerError: something is missing, or is not what it should be.
    """
    for name in ASKED:
        accept(name, given.get(name), known)
    languages = languages_of(given["languages"])
    brand = _by_language(given["brand"], languages)
    legal = _by_language(given.get("legal_name") or given["brand"], languages)
    center = {
        # German joins what belongs to one name: "Lindenhof-Hilfe" (official rules of spelling, section 50).
        language: center_names[language].format(
            brand=brand[language], joined=brand[language].replace(" ", "-")
        )
        for language in languages
    }
    if given.get("center_name"):
        center = _by_language(given["center_name"], languages)
    address = str(given.get("site_url") or f"https://help.{name_of(brand.values()) or 'company'}.example/")
    return Answers(
        brand=brand,
        legal_name=legal,
        center_name=center,
        languages=languages,
        time_zone=str(given["time_zone"]).strip(),
        country=str(given["country"]).strip().upper(),
        calling_code=_digits(given["calling_code"]),
        site_url=f"{address.rstrip('/')}/",
        services=_services(given["services"], languages),
    )


def accept(name: str, said: object, known: Sequence[str]) -> None:
    """Hold one answer against what there is; `known` as for `read_answers`.

    Raises:
        AnswerError: it is missing, or is not what it should be.
    """
    if not (said.strip() if isinstance(said, str) else said):
        raise AnswerError("adopt.missing", name=name)
    match name:
        case "languages":
            for language in languages_of(said):
                _one_of("language", language, known)
        case "time_zone":
            _one_of("time_zone", str(said).strip(), available_timezones())
        case "country":
            if str(said).strip().upper() not in known_countries():
                raise AnswerError("adopt.country", found=said)
        case "calling_code" if not _digits(said).isdecimal():
            raise AnswerError("adopt.calling_code", found=_digits(said))
        case _:
            pass


def languages_of(said: object) -> tuple[str, ...]:
    """Return the languages of an answer, each once, the default first."""
    return tuple(dict.fromkeys(language.lower() for language in list_of(said)))


def _services(given: object, languages: Sequence[str]) -> tuple[Service, ...]:
    services: dict[str, Service] = {}
    for number, said in enumerate(given if isinstance(given, list) else list_of(given), 1):
        name = _by_language(said, languages)
        key = name_of(name.values()).replace("-", "_") or f"service_{number}"
        services.setdefault(key, Service(key, name))
    return tuple(services.values())


def list_of(given: object) -> list[str]:
    """Return the parts of an answer that is a list, or a text with commas."""
    parts = given if isinstance(given, list) else str(given).split(",")
    return [str(part).strip() for part in parts if str(part).strip()]


def _by_language(given: object, languages: Sequence[str]) -> dict[str, str]:
    if isinstance(given, dict):
        missing = [language for language in languages if not given.get(language)]
        if missing:
            raise AnswerError("adopt.missing", name=missing[0])
        return {language: str(given[language]) for language in languages}
    return {language: str(given).strip() for language in languages}


def _digits(code: object) -> str:
    return str(code).strip().removeprefix("+")


def _one_of(what: str, found: str, known: Container[str]) -> None:
    if found not in known:
        raise AnswerError(f"adopt.{what}", found=found)
