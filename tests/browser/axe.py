"""axe-core in a page: https://github.com/dequelabs/axe-core, as axe-playwright-python packs it."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import BrowserContext, Page

WHAT_LOOKS_CHANGE = (
    "button-name",
    "color-contrast",
    "link-in-text-block",
    "link-name",
    "scrollable-region-focusable",
    "target-size",
)
"""The rules whose outcome depends on width and colours."""

_AXE = files("axe_playwright_python") / "axe.min.js"
_RUN = """async (rules) => {
  const only = rules ? { runOnly: rules } : {};
  const { violations } = await axe.run(document, { resultTypes: ["violations"], ...only });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, any, all, none }) =>
    [id, target.join(" "), [...any, ...all, ...none].map(({ message }) => message).join("; ")]));
}"""


class Violation(NamedTuple):
    """A rule that an element breaks, and how."""

    rule: str
    element: str
    message: str


def bring_axe(context: BrowserContext) -> None:
    """Have axe in every page of a context, which must bypass the content security policy."""
    context.add_init_script(_AXE.read_text(encoding="utf-8"))


def violations(page: Page, rules: Sequence[str] | None = None) -> list[Violation]:
    """Return what axe finds: WCAG 2.2 AA and its best practices, or `rules` alone."""
    return [Violation(*found) for found in page.evaluate(_RUN, rules)]
