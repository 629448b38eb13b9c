"""The operators' guide: what it has people type are commands, and its index names all of it."""

from __future__ import annotations

import shlex

import pytest

from tests.operating.documents import GUIDE, make_rules, shell_lines

LINES = [(page.name, line) for page in sorted(GUIDE.rglob("*.md")) for line in shell_lines(page)]


@pytest.mark.parametrize(("page", "line"), LINES)
def test_each_line_is_a_command_of_the_project_or_of_aws(page: str, line: str) -> None:
    """No other program than make and AWS's own is needed; `test_documents` reads what follows make."""
    words = shlex.split(line)
    assert words[0] in {"aws", "export", "make"}, page
    if words[0] == "make":
        assert words[1] in make_rules(), page


def test_the_index_names_every_page() -> None:
    """Whoever starts at the index finds all of it."""
    index = (GUIDE / "README.md").read_text(encoding="utf-8")
    pages = [path.relative_to(GUIDE).as_posix() for path in GUIDE.rglob("*.md") if path.name != "README.md"]
    assert [page for page in pages if f"({page})" not in index] == []
