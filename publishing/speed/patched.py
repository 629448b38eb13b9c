"""Templates of the theme, one of them with other words in place of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import BaseLoader

from publishing.speed.parts import UnfitError

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment


class PatchedLoader(BaseLoader):
    """Gives what a loader gives, the template `name` as `change` makes it."""

    def __init__(self, loader: BaseLoader, name: str, change: Callable[[str], str]) -> None:
        self._loader = loader
        self._name = name
        self._change = change

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return a template's source, its file, and what tells whether it is fresh."""
        source, name, fresh = self._loader.get_source(environment, template)
        return (self._change(source) if template == self._name else source), name, fresh

    def list_templates(self) -> list[str]:
        """Return the names of all templates."""
        return self._loader.list_templates()


def loader_of(environment: Environment) -> BaseLoader:
    """Return what an environment loads templates with.

    Raises:
        UnfitError: it has none.
    """
    if environment.loader is None:
        raise UnfitError("loader")
    return environment.loader
