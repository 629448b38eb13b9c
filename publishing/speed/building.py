"""The parts, and the builds they are in place for: from the beginning of one to the beginning of the next."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from publishing.speed.includes import INCLUDES
from publishing.speed.inline import INLINE
from publishing.speed.kept import PAGES, RESULTS, SOURCES, close_stores
from publishing.speed.languages import LANGUAGES
from publishing.speed.markdown import MARKDOWN
from publishing.speed.memory import MEMORY
from publishing.speed.navigation import NAVIGATION
from publishing.speed.parts import chosen, put_in_place
from publishing.speed.progress import PROGRESS
from publishing.speed.references import REFERENCES
from publishing.speed.shares import SHARES
from publishing.speed.templates import TEMPLATES

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

# Copies of the process last: what the others put in place is theirs too.
PARTS = (
    MEMORY,
    TEMPLATES,
    NAVIGATION,
    INCLUDES,
    REFERENCES,
    MARKDOWN,
    INLINE,
    SOURCES,
    PAGES,
    RESULTS,
    PROGRESS,
    SHARES,
    LANGUAGES,
)

_in_place = ExitStack()


def begin(config: MkDocsConfig) -> None:
    """Put the parts in place that `extra.speed` names, instead of those of the build before.

    Raises:
        ValueError: it names what is no part.
    """
    end()
    _in_place.push(put_in_place(chosen(str(config.extra["speed"]), PARTS), config))


def language_done() -> None:
    """Write what the language that is done keeps for the next build."""
    close_stores()


def end() -> None:
    """Take them out again."""
    _in_place.close()
