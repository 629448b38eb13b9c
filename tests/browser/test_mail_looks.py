"""Mails in Chromium: readable on a telephone and a desktop, in light and in dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.mails.every_mail import every_mail

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MAILS = every_mail()
CONTRAST_MIN = 4.5  # WCAG 2.2, 1.4.3
# Returns the width of the page, and for each piece of text its contrast with what is painted behind it.
MEASURE = """() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const color = rgb(getComputedStyle(one).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255];
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    if (!text) continue;
    const element = walker.currentNode.parentElement;
    const [one, other] = [light(rgb(getComputedStyle(element).color)), light(behind(element))].sort();
    found.push([text, (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)]);
  }
  const dark = light(behind(document.querySelector("h1"))) < 0.2;
  return { width: document.documentElement.scrollWidth, dark, found };
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1000])
def test_every_mail_is_readable(browser: Browser, scheme: str, width: int) -> None:
    """Enough contrast for each word, the dark scheme is dark, and nothing has to be scrolled sideways."""
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    try:
        for name, mail in MAILS.items():
            page.set_content(mail.html)
            seen = page.evaluate(MEASURE)
            assert seen["width"] <= width, name
            assert seen["dark"] == (scheme == "dark"), name
            assert [one for one in seen["found"] if one[1] < CONTRAST_MIN] == [], name
            assert len(seen["found"]) > 4, name
    finally:
        page.close()
