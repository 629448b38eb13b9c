"""`python -m publishing.layer`: build the functions' layer from the facts and pages in `build/`."""

from __future__ import annotations

from pathlib import Path

from publishing.layer import build_layer

if __name__ == "__main__":
    build_layer(Path("src"), Path("build/facts.json"), Path("build/pages"), Path("build/layer"))
