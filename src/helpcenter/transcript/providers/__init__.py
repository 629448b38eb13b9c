"""The chat providers, one module each. A module that the settings name is connected; no other is imported.

Every provider's settings may say `mail`: `off` keeps its chats and sends nobody a record.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpcenter.transcript.provider import Provider, Reach, Settings


class ProviderSettingsError(Exception):
    """A provider is not one of ours (the text is its name), or lacks a setting (`<provider>.<setting>`)."""


def connect_providers(settings: Mapping[str, Settings], reach: Reach) -> dict[str, Provider]:
    """Return the providers that the settings name, connected.

    Raises:
        ProviderSettingsError: one of them can't be.
    """
    return {name: _connect(name, each, reach) for name, each in settings.items()}


def _connect(name: str, settings: Settings, reach: Reach) -> Provider:
    if not name.isidentifier() or find_spec(f"{__name__}.{name}") is None:
        raise ProviderSettingsError(name)
    try:
        provider: Provider = import_module(f"{__name__}.{name}").connect(settings, reach)
    except KeyError as error:
        raise ProviderSettingsError(f"{name}.{error.args[0]}") from error
    return replace(provider, mails=settings.get("mail", "on") != "off")
