"""The chat systems that can start on the page about chat: where their scripts are, and what they may load.

Addresses of others stand here and in the facts, nowhere in the browser's modules. A system is in the policy
of that one page only, and only when `center.yml` names it; the page loads its script when a visitor starts
the chat. Each is spoken to as its documentation has it, by a module in `theme/components/chat/widgets/`:

- amazon_connect: https://docs.aws.amazon.com/connect/latest/adminguide/supported-snippet-fields.html and
  https://docs.aws.amazon.com/connect/latest/adminguide/pass-contact-attributes-chat.html. Attributes that a
  page passes come with the prefix `HostedWidget-`, for they can be changed by whoever sits at the browser.
- channel_talk: https://developers.channel.io/docs/web-channel-io (boot, openChat) and
  https://developers.channel.io/docs/web-boot-option (pluginKey, language, profile).
- chatwoot: https://www.chatwoot.com/hc/user-guide/articles/1677587234-how-to-send-additional-user-information-to-chatwoot-using-sdk
  (setUser, setCustomAttributes, setConversationCustomAttributes, setLocale, `chatwoot:ready`).
- rocketchat: https://developer.rocket.chat/docs/livechat-widget-api (setCustomField, setGuestEmail,
  setLanguage, maximizeWidget).
- tawk: https://developer.tawk.to/jsapi/ (visitor, setAttributes, maximize).
- generic: a link. https://pf.kakao.com/… of KakaoTalk, or any page that takes language and case as it likes.

All of them write styles into the page, hence 'unsafe-inline' for styles, never for scripts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from publishing.site.addresses import home_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpcenter.center.channels import Channel, Widget
    from helpcenter.center.facts import Facts

PAGE = "chat/"
"""The page where chats start, below the home of each language."""
_INLINE = "'unsafe-inline'"


@dataclass(frozen=True, slots=True)
class _System:
    """`script` is loaded first; `sources` are what the policy allows. Both may name the widget's values."""

    script: str
    sources: Mapping[str, str]


_HOSTED = {
    "script-src": "{origin}",
    "connect-src": "{origin} {socket}",
    "frame-src": "{origin}",
    "img-src": "{origin}",
    "media-src": "{origin}",
    "font-src": "{origin}",
    "style-src": f"{{origin}} {_INLINE}",
}
_SYSTEMS = {
    "amazon_connect": _System(
        "{url}",
        {
            **_HOSTED,
            "connect-src": "{origin} https://*.amazonaws.com wss://*.amazonaws.com",
            "img-src": "{origin} blob:",
        },
    ),
    "channel_talk": _System(
        "https://cdn.channel.io/plugin/ch-plugin-web.js",
        {
            "script-src": "https://*.channel.io",
            "connect-src": (
                "https://*.channel.io https://*.channel.app wss://*.channel.io wss://*.desk-ws.channel.io "
                "wss://*.front-ws.channel.io"
            ),
            "frame-src": "https://*.channel.io",
            "img-src": "https://*.channel.io blob:",
            "media-src": "https://*.channel.io",
            "style-src": _INLINE,
        },
    ),
    "chatwoot": _System("{url}/packs/js/sdk.js", _HOSTED),
    "rocketchat": _System("{url}/livechat/rocketchat-livechat.min.js", _HOSTED),
    "tawk": _System(
        "https://embed.tawk.to/{key}",
        {
            "script-src": "https://*.tawk.to https://cdn.jsdelivr.net",
            "connect-src": "https://*.tawk.to wss://*.tawk.to",
            "frame-src": "https://*.tawk.to",
            "img-src": "https://*.tawk.to https://cdn.jsdelivr.net https://tawk.link",
            "media-src": "https://*.tawk.to",
            "font-src": "https://*.tawk.to https://fonts.gstatic.com",
            "form-action": "https://*.tawk.to",
            "style-src": (
                f"https://*.tawk.to https://fonts.googleapis.com https://cdn.jsdelivr.net {_INLINE}"
            ),
        },
    ),
}


def has_widgets(facts: Facts) -> bool:
    """Tell whether a chat starts on the site."""
    return any(channel.widget for channel in facts.channels.values())


def browser_widget(channel: Channel, facts: Facts, language: str) -> dict[str, str] | None:
    """Return what the page needs to start a channel's chat; None where it starts inside the service.

    `page` starts it, `otherwise` is where to write when it can't start; both below the site's root.
    """
    widget = channel.widget
    if widget is None:
        return None
    home = home_of(language, facts.languages)
    system = _SYSTEMS.get(widget.provider)
    told = {
        "provider": widget.provider,
        "key": widget.key,
        "url": widget.url.rstrip("/"),
        "id": widget.id,
        "script": _filled(system.script, widget) if system else "",
        "page": f"{home}{PAGE}?channel={channel.id}",
        "otherwise": f"{home}inquiry/",
    }
    return {name: value for name, value in told.items() if value}


def widget_sources(facts: Facts) -> dict[str, list[str]]:
    """Return what the page where chats start may load beside the site's own: directive -> sources."""
    found: dict[str, set[str]] = {}
    for channel in facts.channels.values():
        system = _SYSTEMS.get(channel.widget.provider) if channel.widget else None
        if channel.widget and system:
            for directive, sources in system.sources.items():
                found.setdefault(directive, set()).update(_filled(sources, channel.widget).split())
    return {directive: sorted(sources) for directive, sources in sorted(found.items())}


def widget_paths(facts: Facts) -> list[str]:
    """Return the path of the page where chats start, in each language."""
    return [f"/{home_of(language, facts.languages)}{PAGE}" for language in facts.languages]


def _filled(text: str, widget: Widget) -> str:
    parts = urlsplit(widget.url)
    origin = f"{parts.scheme}://{parts.netloc}"
    socket = f"wss://{parts.netloc}"
    return text.format(url=widget.url.rstrip("/"), key=widget.key, origin=origin, socket=socket)
