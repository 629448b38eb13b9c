"""What `make new` left to write does not reach visitors unseen."""

from __future__ import annotations

import pytest

from publishing.archetypes.kinds import PENCIL
from tests.unit.check.checking import found_in


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_pencil_is_an_error(language: str) -> None:
    """In the front matter and in the text, each on its line."""
    page = f"---\ndescription: {PENCIL} say it\n---\n\n# Title\n\n1. {PENCIL}\n"
    assert found_in(page, language) == [(2, "unfinished"), (7, "unfinished")]
    assert found_in(page.replace(PENCIL, ""), language) == []
