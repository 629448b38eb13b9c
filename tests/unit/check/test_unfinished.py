"""What `make new` left to write does not reach visitors unseen."""

from __future__ import annotations

import pytest

from publishing.archetypes.kinds import PENCIL
from tests.unit.check.checking import check_page, found_in


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_pencil_is_an_error(language: str) -> None:
    """In the front matter and in the text, each on its line."""
    page = f"---\ndescription: {PENCIL} say it\n---\n\n# Title\n\n1. {PENCIL}\n"
    assert found_in(page, language) == [(2, "unfinished"), (7, "unfinished")]
    assert found_in(page.replace(PENCIL, ""), language) == []


def test_what_is_left_to_do_is_a_warning() -> None:
    """A page that was begun by `make adopt` is right as it is; what its writers know better is named."""
    page = "---\ntopic: x\n---\n\n# Title\n\n<!-- TODO: your own steps, in\nbold. -->\n\nTODOS is a word.\n"
    [found] = [each for each in check_page(page, "en") if each.code == "reminder"]
    assert (found.line, found.code, found.severity) == (7, "reminder", "warning")
    assert found.values == {"found": "your own steps, in"}
