"""The browser's part of proof of work: ALTCHA's own modules, put into the site where the center asks for it.

https://altcha.org/docs/v2/; the package is npm's `altcha-lib`, locked beside this file.
"""

from __future__ import annotations

import shutil
from pathlib import Path

_LIBRARY = Path(__file__).parent / "node_modules" / "altcha-lib" / "dist" / "esm" / "v2"
_MODULES = ("helpers.js", "pow.js", "types.js", "algorithms/web/pbkdf2.js")


class SolverMissingError(Exception):
    """The package is not installed: `npm ci --prefix publishing/proof` does it."""


def put_solver(components: Path) -> None:
    """Copy the modules to where `inquiry-form/proof.mjs` in the folder of our modules imports them from.

    Raises:
        SolverMissingError: there is nothing to copy.
    """
    if not _LIBRARY.is_dir():
        raise SolverMissingError
    for name in _MODULES:
        target = components / "altcha" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_LIBRARY / name, target)
