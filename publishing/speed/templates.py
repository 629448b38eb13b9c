"""Compiled templates, kept between builds and between languages.

Jinja names each by a digest of its source and its own version, so that a changed one is compiled again:
https://jinja.palletsprojects.com/en/stable/api/#bytecode-cache
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from jinja2 import FileSystemBytecodeCache
from mkdocs.theme import Theme

from publishing.speed.parts import Part, replaced
from publishing.speed.places import cache_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig


@contextmanager
def _put(config: MkDocsConfig) -> Iterator[None]:
    folder = cache_folder(config) / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    kept, stock = FileSystemBytecodeCache(str(folder)), Theme.get_env

    def get_env(self: Theme) -> Environment:
        environment = stock(self)
        environment.bytecode_cache = kept
        return environment

    with replaced(Theme, "get_env", get_env):
        yield


TEMPLATES = Part("templates", {"mkdocs": "1.6.1"}, _put)
