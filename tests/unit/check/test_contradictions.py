from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from tests.unit.check.checking import CORPUS, check_page

if TYPE_CHECKING:
    from pathlib import Path

PAGES = sorted((CORPUS / "contradictions").glob("*/*.md"))


def expected(text: str) -> list[tuple[int, str]]:
    """Return line and code of what is to be found, as the page itself says under `expect`."""
    meta = yaml.safe_load(text.split("---\n")[1])
    found = [item.split() for item in meta["expect"]]
    return sorted((int(line), code) for line, code in found)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_a_page_that_contradicts_itself_is_found_out(page: Path) -> None:
    """Each contradiction that real centers publish is told with its line, and nothing else is."""
    text = page.read_text(encoding="utf-8")
    language = page.parent.name
    findings = check_page(text, language)
    assert {finding.file for finding in findings} == {f"docs/{language}/page.md"}
    assert sorted((finding.line, finding.code) for finding in findings) == expected(text)


def test_there_is_a_page_for_each_contradiction_in_each_language() -> None:
    """What is found in one language is found in the other."""
    names = [{page.name for page in PAGES if page.parent.name == language} for language in ("ko", "en")]
    assert names[0] == names[1]
    assert len(names[0]) == 10
