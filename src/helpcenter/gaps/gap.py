"""What a page tells the center to count, and how it is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from helpcenter.api.problem import FieldError, unknown_field
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Mapping
    from datetime import date, datetime

FOUND, MISSED, SOLVED, ASKED = "found", "missed", "solved", "asked"
WHATS = (FOUND, MISSED, SOLVED, ASKED)
TERMS = "terms"
"""What is counted of a missed search whose terms are told often; nobody sends it."""

TERMS_MAX = 200
"""Characters of the search field."""

_FIELDS = ("what", "language", "terms", "page")
_NEEDS_PAGE = (SOLVED, ASKED)


@record
class Gap:
    """One thing that happened on a page.

    `what`: a search led somewhere (`found`) or nobody followed what it offered (`missed`), a suggested
    article made an inquiry needless (`solved`), or the inquiry was sent although one was read (`asked`).
    `terms` are those of a missed search, empty where they are nobody's business. `page` is the article's
    address without its language; of a missed search the first one offered, empty if none was.
    """

    what: str
    language: str
    terms: str = ""
    page: str = ""


class Count(NamedTuple):
    """How often something happened on a day of the center.

    `what` is one of WHATS or TERMS; `subject` the article, the terms, or empty. `nearest` is the article that
    was offered first for the terms.
    """

    what: str
    day: date
    language: str
    subject: str
    number: int
    nearest: str = ""


class GapCounts(Protocol):
    """Where it is counted."""

    def hours_of(self, digest: str, hour: str, forget_at: datetime) -> Collection[str]:
        """Note an hour in which terms were searched; return those noted before it.

        All of it may be forgotten at the first `forget_at` that was given for the digest.

        Raises:
            StoreUnavailableError: nobody knows whether it was noted.
        """

    def add(self, count: Count, erase_at: datetime) -> None:
        """Add to a day's count, which may be forgotten at `erase_at`.

        Raises:
            StoreUnavailableError: nobody knows whether it was counted.
        """


def check_gap(
    data: Mapping[str, object], pages: Mapping[str, Container[str]]
) -> tuple[Gap | None, list[FieldError]]:
    """Return the gap, or None and everything that is wrong with it.

    `pages` are those that search finds, by language. No other is counted: whoever makes up pages fills no
    table.
    """
    errors = [unknown_field(name) for name in data if name not in _FIELDS]
    given = {name: data[name] for name in _FIELDS if data.get(name) is not None}
    errors += [FieldError(name, "wrong_type") for name, value in given.items() if not isinstance(value, str)]
    what, language, terms, page = (str(given.get(name, "")) for name in _FIELDS)
    needed = ["what", "language", *(["page"] if what in _NEEDS_PAGE else [])]
    errors += [FieldError(name, "required") for name in needed if given.get(name, "") == ""]
    broken = {error.field for error in errors}
    if "what" not in broken and what not in WHATS:
        errors.append(FieldError("what", "not_one_of", {"choices": ", ".join(WHATS)}))
    if "language" not in broken and language not in pages:
        errors.append(FieldError("language", "unknown_language"))
    elif page and not broken & {"page", "language"} and page not in pages[language]:
        errors.append(FieldError("page", "unknown_page"))
    if "terms" not in broken and len(terms) > TERMS_MAX:
        errors.append(FieldError("terms", "too_long", {"limit": TERMS_MAX}))
    return (None, errors) if errors else (Gap(what, language, terms, page), [])
