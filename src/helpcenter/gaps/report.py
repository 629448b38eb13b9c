"""What writers should write next: the counts of some days, put in order by how many people it concerns."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from helpcenter.gaps.gap import ASKED, FOUND, MISSED, SOLVED, TERMS
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from helpcenter.gaps.gap import Count

HELPFUL, UNHELPFUL = "helpful", "unhelpful"


class Searches(NamedTuple):
    """How many searches of a language led somewhere, and how many nowhere."""

    language: str
    found: int
    missed: int


@record
class Wanted:
    """Terms after which nobody opened anything. `nearest` is the page offered first, empty if none was."""

    language: str
    terms: str
    times: int
    nearest: str


@record
class Lacking:
    """An article that left people alone: they said so, or read it and asked all the same."""

    language: str
    page: str
    unhelpful: int
    helpful: int
    asked: int

    @property
    def times(self) -> int:
        """How often it left somebody alone."""
        return self.unhelpful + self.asked


class Solved(NamedTuple):
    """An article that made inquiries needless."""

    language: str
    page: str
    times: int


@record
class GapReport:
    """The report of the days from `first` to `last`. `tasks` and `solved` begin with what concerns most."""

    first: date
    last: date
    searches: Sequence[Searches]
    tasks: Sequence[Wanted | Lacking]
    solved: Sequence[Solved]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was counted."""
        return not (self.searches or self.tasks or self.solved)


def report_of(counts: Iterable[Count], first: date, last: date) -> GapReport:
    """Put the counts of some days in order."""
    sums: Counter[tuple[str, str, str]] = Counter()
    nearest: dict[tuple[str, str], str] = {}
    for count in counts:
        sums[count.what, count.language, count.subject] += count.number
        if count.nearest:
            nearest[count.language, count.subject] = count.nearest
    languages = sorted({language for what, language, _ in sums if what in {FOUND, MISSED}})
    searches = [Searches(each, sums[FOUND, each, ""], sums[MISSED, each, ""]) for each in languages]
    solved = [
        Solved(language, page, times) for (what, language, page), times in sums.items() if what == SOLVED
    ]
    tasks: list[Wanted | Lacking] = [*_wanted(sums, nearest), *_lacking(sums)]
    return GapReport(
        first,
        last,
        searches,
        sorted(tasks, key=lambda task: (-task.times, task.language, _name(task))),
        sorted(solved, key=lambda each: (-each.times, each.language, each.page)),
    )


def _wanted(sums: Counter[tuple[str, str, str]], nearest: dict[tuple[str, str], str]) -> Iterable[Wanted]:
    """Yield terms, each once however it is spaced, in the spelling most used."""
    spellings: defaultdict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for (what, language, terms), times in sums.items():
        if what == TERMS:
            spellings[language, terms.replace(" ", "")].append((times, terms))
    for (language, _), found in spellings.items():
        best = max(found)[1]
        pages = [nearest.get((language, terms), "") for _, terms in sorted(found, reverse=True)]
        yield Wanted(language, best, sum(times for times, _ in found), next(filter(None, pages), ""))


def _lacking(sums: Counter[tuple[str, str, str]]) -> Iterable[Lacking]:
    articles = {(language, page) for what, language, page in sums if what in {UNHELPFUL, ASKED}}
    for language, page in articles:
        unhelpful, helpful, asked = (sums[what, language, page] for what in (UNHELPFUL, HELPFUL, ASKED))
        yield Lacking(language, page, unhelpful, helpful, asked)


def _name(task: Wanted | Lacking) -> str:
    return task.terms if isinstance(task, Wanted) else task.page
