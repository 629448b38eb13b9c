"""The report of gaps as Markdown: what to write next, what it is near, what works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.gaps.report import Wanted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from helpcenter.gaps.report import GapReport, Lacking
    from helpcenter.messages import Messages

TASKS_MAX = 20
SOLVED_MAX = 5


def report_words(report: GapReport, messages: Messages, docs: Path) -> str:
    """Return the report in the writer's language; `docs` is the folder of the pages that it names."""
    return "\n".join(_lines(report, messages, docs)) + "\n"


def _lines(report: GapReport, messages: Messages, docs: Path) -> Iterator[str]:
    say = messages.text
    yield f"# {say('gaps.title', first=report.first, last=report.last)}"
    yield ""
    if report.is_empty:
        yield say("gaps.nothing")
        return
    for language, found, missed in report.searches:
        share = round(100 * missed / (found + missed))
        yield f"- {say('gaps.searches', language=language, all=found + missed, missed=missed, share=share)}"
    solved = sum(each.times for each in report.solved)
    yield f"- {say('gaps.solved', times=solved)}"
    yield from ("", f"## {say('gaps.next')}", "")
    if not report.tasks:
        yield say("gaps.no_task")
    for number, task in enumerate(report.tasks[:TASKS_MAX], 1):
        words = _wanted(task, messages, docs) if isinstance(task, Wanted) else _lacking(task, messages, docs)
        yield f"{number}. {words}"
    if len(report.tasks) > TASKS_MAX:
        yield from ("", say("gaps.more", count=len(report.tasks) - TASKS_MAX))
    if report.solved:
        yield from ("", f"## {say('gaps.works')}", "")
    for each in report.solved[:SOLVED_MAX]:
        yield f"- {say('gaps.solved.by', file=_file(each.page, each.language, docs), times=each.times)}"
    yield from ("", say("gaps.note"))


def _wanted(task: Wanted, messages: Messages, docs: Path) -> str:
    nearest = _file(task.nearest, task.language, docs) if task.nearest else ""
    code = "gaps.wanted.near" if nearest else "gaps.wanted"
    return messages.text(code, times=task.times, terms=task.terms, language=task.language, file=nearest)


def _lacking(task: Lacking, messages: Messages, docs: Path) -> str:
    reasons = []
    if task.unhelpful:
        answers = task.helpful + task.unhelpful
        reasons.append(messages.text("gaps.unhelpful", times=task.unhelpful, answers=answers))
    if task.asked:
        reasons.append(messages.text("gaps.asked", times=task.asked))
    file = _file(task.page, task.language, docs)
    return messages.text("gaps.lacking", times=task.times, file=file, reasons=" ".join(reasons))


def _file(page: str, language: str, docs: Path) -> str:
    """Return the source of a page by its address; where both forms could be, the one that is there."""
    name = page.strip("/")
    single = docs / language / f"{name}.md"
    return str(single if name and single.is_file() else docs / language / name / "index.md")
