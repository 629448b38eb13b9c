"""The site, built, and served as `make run` serves it: compressed, with its headers."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from local.front import site_app
from local.serving import listen, port_of, serve_app
from publishing.facts import compile_facts

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]


def build(folder: Path) -> Path:
    """Build the site into `folder` and return where it is.

    Raises:
        CalledProcessError: the build failed.
    """
    facts = folder / "facts.json"
    facts.write_text(json.dumps(compile_facts(ROOT / "center.yml")), encoding="utf-8")
    environment = {**os.environ, "FACTS": str(facts), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "site")]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)  # noqa: S603 ours
    return folder / "site"


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a built site, whose `headers.json` is beside it; yield its address without a slash at the end."""
    bound = listen(0)
    address = f"http://127.0.0.1:{port_of(bound)}"
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    app = site_app(site, site.parent / "headers.json")
    serving = serve_app(app, bound, stop)
    thread = threading.Thread(target=loop.run_until_complete, args=(serving,), daemon=True)
    thread.start()
    try:
        yield address
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()
