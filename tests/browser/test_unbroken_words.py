"""Words in Chromium: a line ends between them, as people read, and not within one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.scripted_site import ScriptedSite

# The words below an element that stand on two lines. Heads of tables that are only heard are a pixel wide.
_BROKEN = r"""(top) => {
  const texts = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
  const broken = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const { width } = (text.parentElement.closest("thead") ?? text.parentElement).getBoundingClientRect();
    if (width <= 1) continue;
    for (const { 0: word, index } of text.data.matchAll(/\p{L}{2,}/gu)) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) broken.push(word);
    }
  }
  return broken;
}"""


@pytest.mark.parametrize("width", [360, 720])
@pytest.mark.parametrize(
    "path",
    ["/emergency/", "/contact/", "/guide/choose-a-channel/", "/privacy/", "/en/privacy/", "/en/contact/"],
)
def test_no_word_of_a_page_is_broken(
    new_page: Callable[..., Page], site: ScriptedSite, path: str, width: int
) -> None:
    """Tables and their links too, on a phone and on a screen that is enlarged to twice its size."""
    page = new_page(viewport={"width": width, "height": 740}, reduced_motion="reduce")
    page.goto(site.url + path)
    assert page.locator("article").evaluate(_BROKEN) == []


def test_no_word_of_a_search_is_broken(new_page: Callable[..., Page], site: ScriptedSite) -> None:
    """Excerpts with marked words, and what is said above them."""
    page = new_page(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    page.goto(site.url + "/contact/")
    page.keyboard.press("/")
    page.keyboard.type("비밀번호를 잊었어요")
    expect(page.locator(".header-search [data-search-article]").first).to_be_visible()
    assert page.locator(".header-search .search__output").evaluate(_BROKEN) == []


def test_days_and_hours_stay_together(new_page: Callable[..., Page], site: ScriptedSite) -> None:
    """Neither `토요일·일요일` nor `09:00~18:00` ends a line in its middle."""
    page = new_page(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    page.goto(site.url + "/guide/choose-a-channel/")
    spans = page.locator("article .hours")
    heights = spans.evaluate_all("(all) => all.map((one) => one.getClientRects().length)")
    assert set(heights) == {1}
    expect(spans.filter(has_text="토요일·일요일").first).to_be_visible()
