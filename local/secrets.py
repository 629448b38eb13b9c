"""The secrets of the local center: made once, kept in `.local/`, never those of AWS."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from deployment.secrets import RANDOM

if TYPE_CHECKING:
    from pathlib import Path

KNOWN_SECRETS = {"GenericTranscriptSecret": "local-secret"}
"""What README and `make chat-demo` sign with."""


def chat_providers(site_url: str) -> str:
    """Return the settings of the chat providers, as JSON: `chat_systems.py` beside this plays them."""
    systems = f"{site_url}_local/chats"
    here = urlsplit(site_url).netloc
    return json.dumps(
        {
            "generic": {"file_hosts": here},
            "tawk": {"secret": "local-tawk-secret", "file_hosts": here},
            "rocketchat": {"secret": "local-rocketchat-secret", "url": f"{systems}/rocketchat"},
            "chatwoot": {
                "secret": "local-chatwoot-secret",
                "url": f"{systems}/chatwoot",
                "account": "1",
                "token": "local-token",
            },
            "channel_talk": {
                "access_key": "local-key",
                "access_secret": "local-secret",
                "url": f"{systems}/channel_talk",
                "file_hosts": here,
            },
        }
    )


def load_secrets(path: Path) -> dict[str, str]:
    """Return the secret for each name of the template; a new one is made and kept in the file at `path`."""
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    found = {name: kept.get(name) or KNOWN_SECRETS.get(name) or secrets.token_urlsafe(36) for name in RANDOM}
    if found != kept:
        path.touch(mode=0o600)
        path.write_text(json.dumps(found, indent=2), encoding="utf-8")
    return found
