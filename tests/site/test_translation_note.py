"""What visitors meet when a page's source has moved on, or a page is not in their language."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from publishing.translations.blocks import read_blocks
from publishing.translations.memory import TranslationMemory
from publishing.translations.problems import find_problems
from tests.site.building import ROOT, BuiltSite, copy_project, run_build
from tests.site.markup import elements

if TYPE_CHECKING:
    from pathlib import Path

NOTE = re.compile(r'<aside class="translation-note".*?</aside>', re.DOTALL)
HOMES = {"ko": "", "en": "en"}
TYPO, UNMARKED = "about", "privacy"


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The site after every source changed, but one only in its spelling; one page was never marked."""
    project = copy_project(tmp_path_factory.mktemp("changed") / "project")
    for record in (project / "translations").rglob("*.json"):
        record.unlink()
    for source in (project / "docs" / "ko").rglob("*.md"):
        mark(project, source.relative_to(project / "docs" / "ko").as_posix().removesuffix(".md"))
        ending = "\n바뀐 내용입니다.\n" if source.stem != TYPO else "\n<!-- 다시 읽음 -->\n"
        source.write_text(source.read_text(encoding="utf-8") + ending, encoding="utf-8")
    (project / "translations" / "en" / f"{UNMARKED}.json").unlink()
    declare_pages(project)
    result = run_build(project, project / "build")
    assert result.returncode == 0, result.stderr
    return BuiltSite(
        project / "build" / "site", project / "build" / "pages", project / "build" / "headers.json"
    )


def mark(project: Path, name: str) -> None:
    """Record that a page was translated on 2 November 2026 from its source as it is now."""
    source = (project / "docs" / "ko" / f"{name}.md").read_text(encoding="utf-8")
    record = project / "translations" / "en" / f"{name}.json"
    record.parent.mkdir(parents=True, exist_ok=True)
    blocks = [block.text for block in read_blocks(source)]
    record.write_text(json.dumps({"translated_on": "2026-11-02", "source": blocks}), encoding="utf-8")


def declare_pages(project: Path) -> None:
    """Add pages in one language only, one of them in the navigation."""
    pages = {
        "ko/event.md": "---\nonly: ko\nonly_because: x\n---\n# 행사\n",
        "ko/guide/index.md": "# 안내\n",
        "en/guide/index.md": "# Guide\n",
        "ko/guide/tax/form.md": "---\nonly: ko\nonly_because: x\n---\n# 세금 양식\n",
        "en/guide/visa.md": "---\nonly: en\nonly_because: x\n---\n# Visa\n",
    }
    for name, text in pages.items():
        path = project / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    config = project / "mkdocs.yml"
    more = "\nnav:\n  - More: [event.md, guide/index.md, guide/tax/form.md, guide/visa.md]\n"
    config.write_text(config.read_text(encoding="utf-8").replace("\nnav:\n", more), encoding="utf-8")


def pages_of(site: Path, home: str) -> dict[str, str]:
    """Return the pages of a language by address, without those made up here."""
    folder = site / home
    addresses = {path: path.relative_to(folder).parent.as_posix() for path in folder.rglob("index.html")}
    foreign = ("en", "event", "guide") if not home else ("guide",)
    return {
        address: path.read_text(encoding="utf-8")
        for path, address in addresses.items()
        if address.partition("/")[0] not in foreign
    }


def test_every_page_whose_source_changed_says_so_once(changed: BuiltSite) -> None:
    """Whatever its template: date, which one is newer, and a way to the source, in the page's language."""
    pages = pages_of(changed.site, HOMES["en"])
    assert len(pages) > 5
    for address, html in pages.items():
        notes = NOTE.findall(html)
        assert len(notes) == (address not in {TYPO, UNMARKED}), address
        for note in notes:
            assert "Mon 2 November 2026" in note
            assert "The Korean page has changed since then and is the newer one." in note
            [link] = [
                a.attributes["href"] for a in elements(note, "a") if a.attributes.get("hreflang") == "ko"
            ]
            target = (changed.site / "en" / address / link).resolve()
            assert target == (changed.site / address).resolve()
            assert (target / "index.html").is_file()
        assert html.count("translation-note.css") == len(notes)


def test_the_sections_that_changed_can_be_jumped_to(changed: BuiltSite) -> None:
    """The note names the headings under which the source changed, in the words of this page."""
    [note] = NOTE.findall(changed.html("/en/hours/"))
    assert '<a href="#promises">Answer promises</a>' in note
    assert 'id="promises"' in changed.html("/en/hours/")
    assert "#week" not in note


def test_the_source_itself_has_no_note(changed: BuiltSite) -> None:
    """Readers of the source have the newest text before them."""
    assert [
        address for address, html in pages_of(changed.site, HOMES["ko"]).items() if "translation-note" in html
    ] == []


def test_a_page_has_the_note_exactly_when_the_check_finds_it_behind(built: BuiltSite) -> None:
    """Writers and visitors are told the same of the center as it ships."""
    memory = TranslationMemory(ROOT, tuple(HOMES))
    behind = {problem.file for problem in find_problems(memory) if problem.code != "leftover"}
    shown = {
        f"docs/en/{address}".removesuffix("/.")
        for address, html in pages_of(built.site, HOMES["en"]).items()
        if "translation-note" in html
    }
    assert {file.removesuffix(".md").removesuffix("/index") for file in behind} == shown


def test_a_declared_page_is_in_its_language_alone(changed: BuiltSite) -> None:
    """It is built and in the navigation there, and neither elsewhere."""
    assert (changed.site / "event" / "index.html").is_file()
    assert not (changed.site / "en" / "event").exists()
    assert (changed.site / "en" / "guide" / "visa" / "index.html").is_file()
    assert not (changed.site / "guide" / "visa").exists()
    assert "event/" in {a.attributes.get("href") for a in elements(changed.html("/"), "a")}
    assert not [page for page in pages_of(changed.site, HOMES["en"]).values() if "event/" in page]


@pytest.mark.parametrize(
    ("page", "language", "target"),
    [
        ("/event/", "en", "/en/"),
        ("/event/", "ko", "/event/"),
        ("/guide/tax/form/", "en", "/en/guide/"),
        ("/en/guide/visa/", "ko", "/guide/"),
    ],
)
def test_the_language_switch_of_such_a_page_leads_to_the_nearest(
    changed: BuiltSite, page: str, language: str, target: str
) -> None:
    """To the folder page above it that the other language has, or home; never to nothing."""
    switch = [
        a.attributes
        for a in elements(changed.html(page), "a")
        if "md-select__link" in a.attributes.get("class", "")
    ]
    assert [link["href"] for link in switch if link["hreflang"] == language] == [target]


def test_search_engines_are_told_of_no_translation_that_is_not_there(changed: BuiltSite) -> None:
    """A page in one language stands in the sitemap without alternates."""
    sitemap = (changed.site / "sitemap.xml").read_text(encoding="utf-8")
    entries = re.findall(r"<url>.*?</url>", sitemap, re.DOTALL)
    for address in ("/event/", "/guide/tax/form/", "/en/guide/visa/"):
        [entry] = [entry for entry in entries if f"{address}</loc>" in entry]
        assert "hreflang" not in entry
    [shared] = [entry for entry in entries if "example/guide/</loc>" in entry]
    assert re.findall(r'hreflang="([^"]+)"', shared) == ["ko", "en", "x-default"]
