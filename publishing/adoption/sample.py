"""The product with the center that its tests know, laid out: `python -m publishing.adoption.sample`.

Tests of the product speak of the demo's topics, channels and pages. In a center that was adopted these stand
in `tests/sample/`: the tests run over a copy of the repository that has them back in their places.
"""

from __future__ import annotations

import shutil
from pathlib import Path

SAMPLE = Path("tests") / "sample"
LAID_OUT = Path("build") / "product"
"""Where the copy is, below the project."""

_OWN = ("center.yml", "mkdocs.yml", "docs", "translations", "theme/components/card/*.png")
_LINKED = (".venv", ".tools", ".cache", "publishing/proof/node_modules")
_MADE = (".git", ".local", "build")
_LEFT = {"__pycache__", ".mypy_cache", ".ruff_cache"}


def own_files(root: Path) -> list[Path]:
    """Return the files and folders in `root` that are a center's own, relative to it: all else is product."""
    return sorted(path.relative_to(root) for pattern in _OWN for path in root.glob(pattern))


def lay_out(root: Path) -> Path:
    """Make the copy anew of the project in `root`, and return its folder."""
    out = root / LAID_OUT
    shutil.rmtree(out, ignore_errors=True)
    left = {root / path for path in (SAMPLE, *own_files(root), *map(Path, (*_LINKED, *_MADE)))}

    def leave(folder: str, names: list[str]) -> set[str]:
        return {name for name in names if name in _LEFT or Path(folder, name) in left}

    shutil.copytree(root, out, ignore=leave)
    shutil.copytree(root / SAMPLE, out, dirs_exist_ok=True)
    for name in _LINKED:
        if (root / name).exists():
            (out / name).symlink_to((root / name).resolve(), target_is_directory=True)
    return out


if __name__ == "__main__":
    lay_out(Path.cwd())
