"""Which of Material's rules fit something on a page: the site's stylesheet must have them all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import material

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

_STYLESHEETS = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
_PREPARE = """
function selectorsOf(rules) {
  return [...rules].flatMap((rule) => [
    ...(rule.selectorText ? rule.selectorText.split(/,(?![^(]*\\))/) : []),
    ...(rule.cssRules ? selectorsOf(rule.cssRules) : []),
  ]).map((selector) => selector.trim());
}
window.wanted = (text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  window.theme ??= new Set(selectorsOf(sheet.cssRules));
  const served = new Set([...document.styleSheets].flatMap((one) => selectorsOf(one.cssRules)));
  const states = /::?[\\w-]+(\\((?:[^()]|\\([^()]*\\))*\\))?/g;
  return [...window.theme].filter((selector) => {
    if (served.has(selector)) return false;
    try {
      return document.querySelector(selector.replace(states, "") || "*") !== null;
    } catch {
      return false; // nothing but a state was left of a part
    }
  });
};
"""


def bring_theme_styles(context: BrowserContext) -> None:
    """Have what `missing_rules` needs in every page of a context."""
    context.add_init_script(_PREPARE)


def theme_styles() -> str:
    """Return the stylesheets that Material ships."""
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(_STYLESHEETS.glob("*.min.css")))


def missing_rules(page: Page, theme: str) -> list[str]:
    """Return the theme's selectors that the page lacks and that would find something, in some state."""
    missing: list[str] = page.evaluate("wanted", theme)
    return missing
