"""A center whose chats start on the site, and a chat system that notes what it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.site.building import ROOT, BuiltSite, run_build

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Route

HOST = "https://chat.example.com"
_WIDGETS = {
    "pay_chat": f"{{provider: chatwoot, key: site-token, url: {HOST}}}",
    "portal_chat": "{provider: tawk, key: 58ca8453b8a7e060cd3b1ecb/default}",
    "video_chat": "{provider: generic, url: 'https://talk.example.com/?lang={language}&about={case}'}",
}
# What Chatwoot's script does as far as a page sees it, with a frame and styles of its own.
_SDK = """
const told = (window.told = []);
window.chatwootSDK = {
  run(options) {
    told.push(["run", options, window.chatwootSettings]);
    const note = (name) => (...values) => told.push([name, ...values]);
    const attributes = ["setCustomAttributes", "setConversationCustomAttributes"];
    const names = [...attributes, "setLocale", "setUser", "toggle"];
    window.$chatwoot = Object.fromEntries(names.map((name) => [name, note(name)]));
    const frame = document.createElement("iframe");
    frame.src = options.baseUrl + "/widget";
    frame.title = "Chatwoot";
    frame.setAttribute("style", "border:0;bottom:0;height:20px;position:fixed;right:0;width:20px");
    document.body.append(frame);
    frame.addEventListener("load", () => window.dispatchEvent(new Event("chatwoot:ready")));
  },
};
"""


def build_chat_site(folder: Path) -> BuiltSite:
    """Build the site with a chat system for each chat."""
    center = (ROOT / "center.yml").read_text(encoding="utf-8")
    for key, widget in _WIDGETS.items():
        center = center.replace(
            f"  {key}:\n    kind: chat\n", f"  {key}:\n    kind: chat\n    widget: {widget}\n"
        )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "center.yml"
    path.write_text(center, encoding="utf-8")
    result = run_build(ROOT, folder, path)
    assert result.returncode == 0, result.stderr
    return BuiltSite(folder / "site", folder / "pages", folder / "headers.json")


class ChatSystem:
    """The chat system of a visitor's browser; `asked` are the addresses of others that were asked for."""

    def __init__(self, context: BrowserContext, own: str) -> None:
        self.asked: list[str] = []
        self.works = True
        context.on(
            "request", lambda request: None if request.url.startswith(own) else self.asked.append(request.url)
        )
        context.route(f"{HOST}/**", self._answer)
        context.route("https://talk.example.com/**", lambda route: route.fulfill(body="talk"))

    def _answer(self, route: Route) -> None:
        if not self.works:
            route.abort()
        elif route.request.url.endswith("/packs/js/sdk.js"):
            route.fulfill(content_type="text/javascript", body=_SDK)
        else:
            route.fulfill(content_type="text/html", body="<!doctype html><title>Chatwoot</title>")


def told_to(page: Any) -> dict[str, list[Any]]:  # noqa: ANN401 - Playwright's
    """Return what the chat system was told: name -> values."""
    return {name: values for name, *values in page.evaluate("window.told")}
