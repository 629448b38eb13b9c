"""`python -m publishing.layer`: build the functions' layer from facts and pages in `build/`; compile it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from helpcenter.messages import load_messages
from publishing import operator_language
from publishing.layer import build_layer
from publishing.layer.bytecode import RUNTIME, compile_code

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
    if not compile_code(build / "layer"):
        catalogues = load_messages(Path(__file__).parents[1] / "messages")
        messages = catalogues[operator_language(os.environ, catalogues)]
        sys.stderr.write(messages.text("layer.not_compiled", python=RUNTIME) + "\n")
