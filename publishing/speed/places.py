"""Where what is kept between builds stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def cache_folder(config: MkDocsConfig) -> Path:
    """Return the folder that `extra.kept` names, relative to the configuration.

    Whatever is in it is made again when it is gone.
    """
    return Path(config.config_file_path).parent / str(config.extra["kept"])
