"""Runs the engines: ours, Material's and MiniSearch in Node, Pagefind and a stopwatch in Chromium."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import material
import playwright
from playwright.sync_api import Page, sync_playwright

from local.chromium import installed_chromium
from publishing.site.asset_folder import find_components

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.search.sets import Set

HERE = Path(__file__).parent
SCRIPTS = Path(material.__file__).parent / "templates" / "assets" / "javascripts"
NODE = Path(playwright.__file__).parent / "driver" / "node"
_PAGEFIND = """async ([folder, queries]) => {
  const pagefind = await import(`${folder}/pagefind.js`);
  const found = [];
  for (const query of queries) {
    const { results } = await pagefind.search(query);
    const first = await Promise.all(results.slice(0, 5).map((result) => result.data()));
    found.push(first.map(({ meta }) => meta.id));
  }
  return found;
}"""
_READY = """async ([url, options, first, last]) => {
  const times = [];
  for (let run = 0; run < 5; run += 1) {
    const start = performance.now();
    const worker = new Worker(url, options);
    await new Promise((resolve) => {
      worker.addEventListener("message", ({ data }) => {
        if (data.type === undefined || data.type === 3) resolve();
        else worker.postMessage(last);
      });
      Promise.resolve(first.index ? fetch(first.index).then((answer) => answer.json()) : null).then((data) =>
        worker.postMessage(data ? { type: 0, data: { ...data, options: { suggest: false } } } : last),
      );
    });
    times.push(performance.now() - start);
    worker.terminate();
  }
  return times.sort((one, other) => one - other)[2];
}"""


def install() -> bool:
    """Install what the lock file names; tell whether it is there."""
    if (HERE / "node_modules" / "minisearch").exists():
        return True
    npm = shutil.which("npm")
    if not npm:
        return False
    command = [
        npm,
        "install",
        "--no-save",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--prefix",
        str(HERE),
    ]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603 ours


def versions() -> dict[str, str]:
    """Return what was measured with, by name."""
    locked = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=installed_chromium(), args=["--no-sandbox"])
        chromium = browser.version
        browser.close()
    node = subprocess.run([NODE, "--version"], capture_output=True, text=True, check=True)  # noqa: S603 ours
    return {
        **locked,
        "material": version("mkdocs-material"),
        "chromium": chromium,
        "node": node.stdout.strip().removeprefix("v"),
    }


def in_node(sets: list[Set], stock: dict[str, Any], scales: list[Set]) -> dict[str, Any]:
    """Return what each engine finds in each set, how large its index is, and how fast it is at each scale."""
    result = _node("measure.mjs", {"sets": sets, "stock": stock, "scales": scales})
    answer: dict[str, Any] = json.loads(result)
    return answer


def pagefind(sets: list[Set], folder: Path) -> dict[str, list[list[str]]]:
    """Return what Pagefind finds in each set, by name."""
    _node("pagefind.mjs", sets, FOLDER=str(folder))
    with _browser(folder) as page:
        return {
            one["name"]: page.evaluate(
                _PAGEFIND, [f"/{one['name']}", [query["q"] for query in one["queries"]]]
            )
            for one in sets
        }


def ready_times(site: Path, language: str, stock_index: str) -> tuple[float, float]:
    """Return the milliseconds in Chromium from nothing to the first answer: ours, and Material's own worker.

    The middle of five. `stock_index` is the path of the index below the site that Material's worker gets.
    """
    shutil.copytree(SCRIPTS, site / "assets" / "javascripts", dirs_exist_ok=True)  # no page loads them
    worker = next((site / "assets" / "javascripts" / "workers").glob("search.*.js"))
    own = find_components(site) / "search" / "worker.mjs"
    with _browser(site) as page:
        ours = page.evaluate(
            _READY,
            [
                f"/{own.relative_to(site).as_posix()}",
                {"type": "module", "name": language},
                {},
                {"id": 1, "kind": "search", "text": "a"},
            ],
        )
        stock = page.evaluate(
            _READY,
            [f"/{worker.relative_to(site).as_posix()}", {}, {"index": stock_index}, {"type": 2, "data": "a"}],
        )
    return ours, stock


def _node(module: str, data: object, **environment: str) -> str:
    return subprocess.run(  # noqa: S603 ours
        [NODE, str(HERE / module)],
        input=json.dumps(data),
        env={**os.environ, "MATERIAL_SCRIPTS": str(SCRIPTS), **environment},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Keep the table clean."""


@contextmanager
def _browser(folder: Path) -> Iterator[Page]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    (folder / "blank.html").write_text("<!doctype html>", encoding="utf-8")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=installed_chromium(), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/blank.html")
        yield page
        browser.close()
    server.shutdown()
    server.server_close()
