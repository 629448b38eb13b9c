"""Each chat system is told language, case, address and consent in its own documented words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.launcher_visit import HOMES
from tests.site.building import component_address

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.scripted_site import ScriptedSite

# What each system's script does as far as a page sees it: it takes up what was queued and notes it.
SCRIPTS = {
    "tawk": """
      window.told.push(["visitor", window.Tawk_API.visitor]);
      window.Tawk_API.setAttributes = (values, done) => {
        window.told.push(["setAttributes", values]);
        done();
      };
      window.Tawk_API.maximize = () => window.told.push(["maximize"]);
      setTimeout(() => window.Tawk_API.onLoad());
    """,
    "channel_talk": """
      const queued = window.ChannelIO.q;
      window.ChannelIO = (name, ...values) => {
        window.told.push([name, ...values.filter((value) => typeof value !== "function")]);
        if (name === "boot") values[1](null, {});
      };
      queued.forEach((call) => window.ChannelIO(...call));
    """,
    "rocketchat": """
      const widget = new Proxy({}, { get: (_, name) => (...values) => window.told.push([name, ...values]) });
      window.told.push(["url", window.RocketChat.url]);
      window.RocketChat._.forEach((call) => call.call(widget));
      window.RocketChat._.push = (call) => call.call(widget);
    """,
    "amazon_connect": """
      window.told.push(["id", document.currentScript.id]);
      window.amazon_connect.ac.forEach((call) => window.told.push([...call]));
    """,
}
WIDGET = {"script": "/fake/script.js", "key": "the-key", "url": "https://chat.example", "id": "the-id"}
VALUES = {"language": "ko", "consent": "true", "case_id": "7K3M-9PQ2-RT5"}
EMAIL = "haneul@example.com"
TOLD: dict[str, list[list[Any]]] = {
    "tawk": [
        ["visitor", {"name": EMAIL, "email": EMAIL}],
        ["setAttributes", {"language": "ko", "consent": "true", "case-id": "7K3M-9PQ2-RT5"}],
        ["maximize"],
    ],
    "channel_talk": [
        ["boot", {"pluginKey": "the-key", "language": "ko", "profile": {**VALUES, "email": EMAIL}}],
        ["openChat"],
    ],
    "rocketchat": [
        ["url", "https://chat.example/livechat"],
        ["setGuestEmail", EMAIL],
        *(["setCustomField", name, value] for name, value in VALUES.items()),
        ["setLanguage", "ko"],
        ["maximizeWidget"],
    ],
    "amazon_connect": [
        ["id", "the-id"],
        ["snippetId", "the-key"],
        ["customLaunchBehavior", {"skipIconButtonAndAutoLaunch": True}],
        ["language", "ko_KR"],
        ["contactAttributes", {**VALUES, "email": EMAIL}],
    ],
}


def start(page: Page, site: ScriptedSite, provider: str, **visit: object) -> list[list[Any]]:
    """Start a chat with a system's module; return what the system was told."""
    page.goto(site.url + HOMES["ko"])
    page.route(
        "**/fake/script.js",
        lambda route: route.fulfill(content_type="text/javascript", body=SCRIPTS[provider]),
    )
    asked = {"language": "ko", "caseId": "7K3M-9PQ2-RT5", "email": EMAIL, "consent": True, **visit}
    told: list[list[Any]] = page.evaluate(
        """async ([components, provider, widget, visit]) => {
          window.told = [];
          const { start } = await import(`${components}/chat/widgets/${provider}.mjs`);
          await start(widget, visit);
          return window.told;
        }""",
        [component_address(site.folder), provider, WIDGET, asked],
    )
    return told


@pytest.mark.parametrize("provider", SCRIPTS)
def test_a_system_is_told_what_the_record_needs(page: Page, site: ScriptedSite, provider: str) -> None:
    """Nothing that its documentation does not know, and nothing before its script is there."""
    told = start(page, site, provider)
    assert [one for one in TOLD[provider] if one not in told] == []


@pytest.mark.parametrize("provider", SCRIPTS)
def test_a_system_learns_no_address_without_consent(page: Page, site: ScriptedSite, provider: str) -> None:
    """Whoever refuses the record has given none, and no case is made up."""
    told = str(start(page, site, provider, email="", consent=False, caseId=""))
    assert "@" not in told
    assert "case" not in told
    assert "false" in told
