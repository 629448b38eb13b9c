"""The dark scheme where no script says what the device wants."""

from __future__ import annotations

from pathlib import Path

from publishing.site.dark_scheme import dark_by_device

THEME = Path(__file__).parents[3] / "theme"
DARK = "@media screen{[data-md-color-scheme=slate]{--ground:#111}}"


def test_the_dark_rules_come_once_more_for_dark_devices_without_scripts() -> None:
    """Only on screens: paper is white."""
    assert dark_by_device(DARK) == (
        "@media screen and (prefers-color-scheme:dark){.no-js [data-md-color-scheme]{--ground:#111}}"
    )


def test_they_keep_their_order_and_what_else_they_ask_for() -> None:
    """A later rule still wins, and so does one that asks for more."""
    sheet = DARK + '[data-md-color-scheme="slate"][data-md-color-primary="custom"] a{top:0;left:0}'
    dark = dark_by_device(sheet)
    assert dark.index("--ground") < dark.index("top:0")
    assert '.no-js [data-md-color-scheme][data-md-color-primary="custom"] a{top:0;left:0}' in dark


def test_nothing_comes_of_a_sheet_without_a_dark_scheme() -> None:
    """Not even an empty group."""
    assert dark_by_device("a{top:0}@media print{a{top:1px}}") == ""


def test_one_stylesheet_alone_names_the_dark_scheme() -> None:
    """One that a single page loads would be light there for whoever has no scripts."""
    sheets = {sheet.name: sheet.read_text(encoding="utf-8") for sheet in THEME.rglob("*.css")}
    assert [name for name, sheet in sheets.items() if "md-color-scheme" in sheet] == ["colours.css"]
