"""The tables that `make bench` prints."""

from __future__ import annotations

import io
from pathlib import Path

from benchmarks.table import Table, print_table
from helpcenter.messages import load_messages

ENGLISH = load_messages(Path(__file__).parents[2] / "benchmarks" / "messages")["en"]


def test_figures_are_printed_as_markdown() -> None:
    """A table can be put into README as it is, and is in columns on a terminal too."""
    rows = [["/", "100"], ["/contact/", "99"], ["/연락/", "7"]]
    out = io.StringIO()
    print_table(Table("page.missing", ["page.page", "page.kb"], rows, holds=True, values={}), ENGLISH, out)
    assert out.getvalue().splitlines()[2:7] == [
        "| page      |  KB |",
        "| --------- | --: |",
        "| /         | 100 |",
        "| /contact/ |  99 |",
        "| /연락/    |   7 |",
    ]
