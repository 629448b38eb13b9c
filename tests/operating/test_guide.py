"""The operators' guide: what it has people type are commands, and its index names all of it."""

from __future__ import annotations

import re
import shlex

import pytest

from local.template import load_template
from tests.operating.documents import GUIDE, ROOT, make_rules, shell_lines

LINES = [(page.name, line) for page in sorted(GUIDE.rglob("*.md")) for line in shell_lines(page)]


@pytest.mark.parametrize(("page", "line"), LINES)
def test_each_line_is_a_command_of_the_project_or_of_aws(page: str, line: str) -> None:
    """No other program than make and AWS's own is needed; `test_documents` reads what follows make."""
    words = shlex.split(line)
    assert words[0] in {"aws", "export", "make"}, page
    if words[0] == "make":
        assert words[1] in make_rules(), page


@pytest.mark.parametrize(("page", "line"), [each for each in LINES if "aws cloudformation" in each[1]])
def test_what_a_stack_is_asked_for_is_in_its_template(page: str, line: str) -> None:
    """Parameters that are given, outputs and resources that are asked for by name."""
    file = re.search(r"--template-file (\S+)", line)
    template = load_template(ROOT / (file[1] if file else "template.yaml"))
    given = re.findall(r" (\w+)=", line.partition("--parameter-overrides")[2])
    assert set(given) <= set(template["Parameters"]), page
    assert set(re.findall(r"OutputKey=='(\w+)'", line)) <= set(template["Outputs"]), page
    assert set(re.findall(r"--logical-resource-id (\w+)", line)) <= set(template["Resources"]), page


def test_the_index_names_every_page() -> None:
    """Whoever starts at the index finds all of it."""
    index = (GUIDE / "README.md").read_text(encoding="utf-8")
    pages = [path.relative_to(GUIDE).as_posix() for path in GUIDE.rglob("*.md") if path.name != "README.md"]
    assert [page for page in pages if f"({page})" not in index] == []
