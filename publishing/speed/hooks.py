"""MkDocs events that put the parts in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from publishing.speed.building import begin, end, language_done

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


@event_priority(-200)  # when everything else has had its say: other languages' processes begin here
def on_config(config: MkDocsConfig) -> None:
    """Put the chosen parts in place as the first language begins."""
    if config.plugins["i18n"].building:  # type: ignore[attr-defined]  # static-i18n's own: a further language
        return
    try:
        begin(config)
    except ValueError as error:
        raise PluginError(f"extra.speed: {error}") from error


@event_priority(-300)  # after publishing/site/finish.py
def on_post_build(config: MkDocsConfig) -> None:
    """Keep what a language was made of; take the parts out again when every language is there."""
    language_done()
    if not config.plugins["i18n"].building:  # type: ignore[attr-defined]
        end()


def on_build_error(error: Exception) -> None:
    """Take the parts out, and end the processes of other languages."""
    del error
    end()
