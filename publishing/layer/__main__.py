"""`python -m publishing.layer`: build the functions' layer from the facts and pages in `build/`."""

from __future__ import annotations

from pathlib import Path

from publishing.layer import build_layer

if __name__ == "__main__":
    build = Path("build")
    build_layer(
        Path("src"),
        build / "facts.json",
        build / "pages",
        build / "site",
        build / "headers.json",
        build / "layer",
    )
