"""One phone number is changed in center.yml, and nothing else anywhere."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, NamedTuple

import pytest

from helpcenter.center.calendar import Calendar
from helpcenter.center.facts import load_facts
from helpcenter.transcript.feedback import FeedbackLinks
from helpcenter.transcript.mails import TranscriptMails
from publishing.site.asset_folder import find_components
from tests.fakes.mail_templates import MAIL_TEMPLATES
from tests.site.building import copy_project, run_build
from tests.unit.inquiry.sample import MAILS, case_of
from tests.unit.transcript.relay import NOW, Relay, chat, message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from helpcenter.center.facts import Facts
    from helpcenter.mail.delivery import Mail

NUMBER, CHANGED = ("1700", "0316"), ("1700", "0399")
HOMES = {"ko": "", "en": "en/"}
LINKED_DATA = re.compile(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', re.DOTALL)
_ANY_FORM = re.compile(rf"{NUMBER[0]}([^0-9]?){NUMBER[1]}")  # 1700-0316 on a page, 17000316 in a link


class Change(NamedTuple):
    """All files of the two builds, by path, and the facts of each."""

    before: dict[str, str | bytes]
    after: dict[str, str | bytes]
    facts_before: Facts
    facts_after: Facts

    def expected(self, text: str) -> str:
        """Return a text with the new number and the new version of the facts, made from their content."""
        changed = _ANY_FORM.sub(rf"{CHANGED[0]}\g<1>{CHANGED[1]}", text)
        return changed.replace(self.facts_before.version, self.facts_after.version)

    def showing(self, files: dict[str, str | bytes], number: tuple[str, str]) -> set[str]:
        """Return the files in which a number stands, however it is written."""
        form = re.compile(rf"{number[0]}[^0-9]?{number[1]}")
        return {path for path, text in files.items() if isinstance(text, str) and form.search(text)}


@pytest.fixture(scope="module")
def change(tmp_path_factory: pytest.TempPathFactory) -> Change:
    """Build the site, change the number in one place of center.yml, build again."""
    project = copy_project(tmp_path_factory.mktemp("one_number") / "project")
    before = built_files(project, "before")
    center = project / "center.yml"
    text = center.read_text(encoding="utf-8")
    assert text.count("-".join(NUMBER)) == 1
    center.write_text(text.replace("-".join(NUMBER), "-".join(CHANGED)), encoding="utf-8")
    after = built_files(project, "after")
    facts = [load_facts(project / "build" / name / "facts.json") for name in ("before", "after")]
    return Change(before, after, *facts)


def built_files(project: Path, name: str) -> dict[str, str | bytes]:
    """Build at a fixed moment and return every file: texts as text, pictures and fonts as bytes.

    The folder of our modules, one of which knows the center's numbers, is called `modules` here: its name is
    made of what is in it.
    """
    folder = project / "build" / name
    result = run_build(project, folder, SOURCE_DATE_EPOCH="1795305600")
    assert result.returncode == 0, result.stderr
    files = (path for path in folder.rglob("*") if path.is_file())
    modules = find_components(folder / "site").name
    return {
        path.relative_to(folder).as_posix().replace(modules, "modules"): content(path, modules)
        for path in files
    }


def content(path: Path, modules: str) -> str | bytes:
    """Return what a file holds; what was compressed without the moment at which that was done."""
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    try:
        text = data.decode("utf-8").replace(modules, "modules")
    except UnicodeDecodeError:
        return data
    # Its version is that of the pages it keeps, which show numbers.
    return re.sub(r'VERSION = "\w+"', "", text) if path.name == "service-worker.js" else text


def test_every_file_that_shows_the_number_shows_the_new_one_and_nothing_else_changes(change: Change) -> None:
    """Pages, form, structured data, search and what the browser reads differ in exactly that number."""
    assert change.before.keys() == change.after.keys()
    wrong = [
        path
        for path, old in change.before.items()
        if change.after[path] != (change.expected(old) if isinstance(old, str) else old)
    ]
    assert wrong == []
    assert change.showing(change.after, NUMBER) == set()
    assert change.showing(change.after, CHANGED) == change.showing(change.before, NUMBER)


@pytest.mark.parametrize(("language", "home"), HOMES.items())
def test_the_pages_of_both_languages_show_it(change: Change, language: str, home: str) -> None:
    """The number is where a customer looks for it, so that the comparison proves something.

    The launcher, on every page and over the form, says it from `facts.<language>.json`.
    """
    pages = {f"site/{home}index.html", f"site/{home}contact/index.html", f"site/facts.{language}.json"}
    assert pages | {"facts.json"} <= change.showing(change.after, CHANGED)


def test_structured_data_dials_the_new_number(change: Change) -> None:
    """What the contact page tells machines is still JSON and has the new number where it had the old one."""
    for home in HOMES.values():
        page = f"site/{home}contact/index.html"
        then, now = (
            [json.loads(data) for data in LINKED_DATA.findall(str(files[page]))]
            for files in (change.before, change.after)
        )
        assert json.dumps(now) == change.expected(json.dumps(then))
        assert json.dumps(now) != json.dumps(then)


def mails(facts: Facts) -> Iterator[Mail]:
    """Compose every mail of the center, about each topic in each language."""
    composer = replace(MAILS, facts=facts, calendar=Calendar(facts))
    relay = Relay(facts)
    links = FeedbackLinks(b"link", facts.site_url)
    transcripts = TranscriptMails(
        facts, Calendar(facts), MAILS.messages, MAIL_TEMPLATES, links, MAILS.links, lambda: NOW
    )
    for language in facts.languages:
        for topic in facts.topics:
            yield composer.acknowledgement(case_of(topic=topic, language=language))
            yield composer.department_notice(case_of(topic=topic, language=language))
        yield transcripts.transcript(
            replace(relay.send(chat(message(1, "customer", "?"))), language=language)
        )


def test_mails_change_in_that_number_alone(change: Change) -> None:
    """What is mailed comes from the same facts: a mail that names the number names the new one."""
    before, after = (list(mails(facts)) for facts in (change.facts_before, change.facts_after))
    assert [repr(asdict(mail)) for mail in after] == [change.expected(repr(asdict(mail))) for mail in before]
    assert len(before) > len(change.facts_before.topics)
