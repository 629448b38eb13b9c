"""A corpus of any number of articles, made of the real ones below `docs/<language>/topics/`.

`python -m benchmarks.build.corpus FOLDER [ARTICLES]` writes one, as a project that `make` could build.

- Article number n has the shape of the real article n modulo their count, in the same folder: front matter,
  facts by reference, headings, links. Its title, description and first paragraph carry the number, so that no
  two pages are equal. The first round are the real articles themselves.
- A language beyond the two of the project is English under another code: in facts, catalogues and pages.
- Nothing is random: the same numbers make the same corpus.

For others than ours the facts are filled in, and links to pages outside the corpus lead to the center's site.
"""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass
from functools import partial
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from jinja2 import Environment
from markupsafe import Markup
from ruamel.yaml import YAML

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from publishing.site.vocabulary import Words

ROOT = Path(__file__).parents[2]
REAL = ("ko", "en")
"""The languages that the project itself has."""
FURTHER = ("ja", "zh", "es", "fr", "de", "vi")
"""Codes that English stands under when a corpus has more languages."""

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_PARAGRAPH = re.compile(r"^([^#\s].*)\n\n", re.MULTILINE)
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
_LINK = re.compile(r"\]\(((?:\.\./)*)([\w/-]+)\.md((?:#[\w-]+)?)\)")
_SITE = "https://help.onmaru.example"


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its folder among the topics, its file name without ending, its number from 0."""

    folder: str
    name: str
    number: int
    shape: Path

    @property
    def is_real(self) -> bool:
        """Whether the project itself has it."""
        return self.name == self.shape.stem

    def text(self, language: str) -> str:
        """Return its Markdown as ours reads it."""
        source = (_topics(language) / self.folder / self.shape.name).read_text(encoding="utf-8")
        if self.is_real:
            return source
        mark = f"({self.number})"
        front, body = _parts(source)
        front = re.sub(r"^(description: .*)$", rf"\1 {mark}", front, count=1, flags=re.MULTILINE)
        # `changed` and answers to questions stay: they are part of the shape.
        titled = _TITLE.sub(rf"# \1 {mark}", body, count=1)
        numbered = _PARAGRAPH.sub(rf"\1 {mark}\n\n", titled, count=1)
        return f"---\n{front}\n---\n{numbered}"


def articles(number: int) -> list[Article]:
    """Return the first `number` articles of the corpus."""
    real = sorted(path for path in _topics(REAL[0]).glob("*/*.md") if path.name != "index.md")

    def all_of_them() -> Iterator[Article]:
        for at in count():
            shape = real[at % len(real)]
            name = shape.stem if at < len(real) else f"{shape.stem}-{at // len(real)}"
            yield Article(shape.parent.name, name, at, shape)

    return list(islice(all_of_them(), number))


def languages(number: int) -> list[str]:
    """Return the codes of the first `number` languages, at most eight."""
    return [*REAL, *FURTHER][:number]


def write_project(folder: Path, corpus: Sequence[Article], codes: Sequence[str]) -> None:
    """Write a project like ours, all its other pages included, with the articles of the corpus."""
    ignored = shutil.ignore_patterns("__pycache__", "node_modules")
    for name in ("docs", "theme", "translations", "publishing", "src"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    for code in codes[len(REAL) :]:
        _add_language(folder, code)
    _write_center(folder / "center.yml", codes)
    clones = [article for article in corpus if not article.is_real]
    for code in codes:
        for article in clones:
            target = folder / "docs" / code / "topics" / article.folder / f"{article.name}.md"
            target.write_text(article.text(code), encoding="utf-8")
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    for article in sorted({one.folder: one for one in clones}.values(), key=lambda one: one.folder):
        names = [one.name for one in clones if one.folder == article.folder]
        last = re.findall(rf"^ +- topics/{article.folder}/.*\n", settings, flags=re.MULTILINE)[-1]
        indent = last[: len(last) - len(last.lstrip())]
        more = "".join(f"{indent}- topics/{article.folder}/{name}.md\n" for name in names)
        settings = settings.replace(last, last + more)
    (folder / "mkdocs.yml").write_text(_with_locales(settings, codes), encoding="utf-8")


def plain_articles(
    corpus: Sequence[Article], language: str, words: Mapping[str, Words]
) -> Iterator[tuple[Article, str, str, str]]:
    """Yield each article with its title, description and Markdown body, every fact filled in."""
    environment = Environment(autoescape=True)
    known = {(article.folder, article.shape.stem) for article in corpus if article.is_real}
    for article in corpus:
        filled = environment.from_string(article.text(_source(language))).render(words)
        front, body = _parts(filled)
        meta: dict[str, Any] = yaml.safe_load(front)
        title = _TITLE.search(body)
        link = partial(_link, article=article, language=language, known=known)
        text = _LINK.sub(link, _TITLE.sub("", body, count=1).lstrip())
        description = str(Markup(meta.get("description", "")).striptags())  # noqa: S704 to plain text
        yield article, str(title[1] if title else ""), description, text


def _link(found: re.Match[str], article: Article, language: str, known: set[tuple[str, str]]) -> str:
    """Lead to where a link of the real page leads: inside the corpus relatively, elsewhere to the site."""
    up, path, fragment = found.groups()
    parts = path.split("/")
    target = (article.folder, parts[0]) if not up else tuple(parts)
    if up in {"", "../"} and target in known:
        return found[0]
    steps = ["topics", article.folder][: 2 - up.count("../")]
    home = "" if language == REAL[0] else f"{language}/"
    place = "/".join([*steps, path]).removesuffix("/index")
    return f"]({_SITE}/{home}{place}/{fragment})"


def _source(language: str) -> str:
    return language if language in REAL else REAL[-1]


def _topics(language: str) -> Path:
    return ROOT / "docs" / _source(language) / "topics"


def _parts(source: str) -> tuple[str, str]:
    front = _FRONT.match(source)
    return (front[1], source[front.end() :]) if front else ("", source)


def _add_language(folder: Path, code: str) -> None:
    english = REAL[-1]
    shutil.copytree(folder / "docs" / english, folder / "docs" / code)
    for catalogues in (folder / "theme" / "messages", folder / "src" / "helpcenter" / "messages"):
        shutil.copy(catalogues / f"{english}.json", catalogues / f"{code}.json")


def _write_center(file: Path, codes: Sequence[str]) -> None:
    plain = YAML()
    center = plain.load((ROOT / "center.yml").read_text(encoding="utf-8"))
    more = codes[len(REAL) :]
    _say_in(center, more)
    center["languages"] = list(codes)
    for code in more:
        center["spoken_languages"].setdefault(code, dict.fromkeys(codes, code))
    with file.open("w", encoding="utf-8") as out:
        plain.dump(center, out)


def _say_in(node: Any, codes: Sequence[str]) -> None:  # noqa: ANN401 any value of YAML
    """Give every text its English words in further languages too."""
    if isinstance(node, dict):
        english = node.get(REAL[-1])
        if set(REAL) <= set(node) and isinstance(english, str | list) and set(node) <= {*REAL, *FURTHER}:
            node.update(dict.fromkeys(codes, english))
        for value in node.values():
            _say_in(value, codes)
    elif isinstance(node, list):
        for value in node:
            _say_in(value, codes)


def _with_locales(settings: str, codes: Sequence[str]) -> str:
    """Add further languages after English, which is the last in our settings."""
    more = "".join(f"        - locale: {code}\n          name: {code}\n" for code in codes[len(REAL) :])
    return settings.replace("\nnav:\n", f"{more}\nnav:\n", 1)


if __name__ == "__main__":
    write_project(Path(sys.argv[1]), articles(int(sys.argv[2]) if sys.argv[2:] else 1000), languages(2))
