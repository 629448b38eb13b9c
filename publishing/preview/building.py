"""Building the site again and again: facts first, then pages. After a mistake, the last good site stays."""

from __future__ import annotations

import logging
import os
import shutil
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from publishing.facts import CenterFileError, compile_facts, write_facts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from helpcenter.messages import Messages


class _Teller(logging.Handler):
    """Tells what MkDocs warns of."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__(logging.WARNING)
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        self._tell(record.getMessage())


@dataclass(frozen=True)
class Preview:
    """The project in `root`, built into `out` for a browser at `url`.

    `tell` is told what is wrong, and when it is done.
    """

    root: Path
    out: Path
    url: str
    messages: Messages
    tell: Callable[[str], None]

    @property
    def site(self) -> Path:
        """The folder of the last good site."""
        return self.out / "site"

    def build(self) -> bool:
        """Build what the project is now; return whether that went well."""
        started = perf_counter()
        teller = _Teller(self.tell)
        logging.getLogger("mkdocs").addHandler(teller)
        try:
            self._build()
        except CenterFileError as error:
            for problem in error.problems:
                self.tell(problem.sentence(self.messages))
        except Abort:  # the reason was told
            pass
        except MkDocsException as error:
            self.tell(str(error))
        else:
            seconds = f"{perf_counter() - started:.1f}"
            self.tell(self.messages.text("preview.built", seconds=seconds, url=self.url))
            return True
        finally:
            logging.getLogger("mkdocs").removeHandler(teller)
        self.tell(self.messages.text("preview.failed"))
        return False

    def _build(self) -> None:
        facts, building = self.out / "facts.json", self.out / "building"
        write_facts(compile_facts(self.root / "center.yml"), facts)
        os.environ["FACTS"] = str(facts.resolve())  # which mkdocs.yml reads
        os.environ["KEPT"] = str((self.out / "kept").resolve())  # of its own: the address is another
        settings = str(self.root / "mkdocs.yml")
        config = load_config(settings, site_dir=str(building), site_url=self.url)
        config.plugins.on_startup(command="serve", dirty=False)
        build(config)
        shutil.rmtree(self.site, ignore_errors=True)
        building.rename(self.site)
