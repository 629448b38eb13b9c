"""What MkDocs and its plugins complain of."""

from __future__ import annotations

import logging


class Listener(logging.Handler):
    """Keeps warnings and errors, each once, in their order; takes the place of every other listener."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._said: dict[str, None] = {}
        logger = logging.getLogger("mkdocs")
        logger.handlers[:] = [self]
        logger.propagate = False

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what was said."""
        self._said[record.getMessage()] = None

    def add(self, complaint: str) -> None:
        """Keep what nobody logged."""
        self._said[complaint] = None

    def take(self) -> list[str]:
        """Return what was said since the last time."""
        said, self._said = self._said, {}
        return list(said)
