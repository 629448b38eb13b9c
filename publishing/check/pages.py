"""The pages as their writers wrote them, with the lines of everything."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# As MkDocs reads it: nothing before it, closed by --- or ...
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


class MetaText(NamedTuple):
    """A text in the front matter: its key at the top, its line in the file, what it says."""

    key: str
    line: int
    text: str


class Unreadable(NamedTuple):
    """Why a page cannot be checked: the line and the reason in the words of the reader."""

    line: int
    reason: str


@dataclass(frozen=True)
class SourcePage:
    """One Markdown file.

    `path` is relative to the project (`docs/ko/chat.md`), `uri` to the folder of its language (`chat.md`).
    `meta` is the front matter as plain data, `meta_lines` tells on which line each of its keys stands,
    `texts` are all texts in it. `lines` is the whole file; after the front matter the body begins on line
    `body_line`.
    """

    path: str
    language: str
    uri: str
    lines: tuple[str, ...]
    body_line: int = 1
    meta: dict[str, Any] = field(default_factory=dict)
    meta_lines: dict[str, int] = field(default_factory=dict)
    texts: tuple[MetaText, ...] = ()
    unreadable: Unreadable | None = None

    @property
    def body(self) -> tuple[str, ...]:
        """Return the lines after the front matter."""
        return self.lines[self.body_line - 1 :]

    def word(self, key: str) -> str | None:
        """Return a value of the front matter when it is text."""
        value = self.meta.get(key)
        return value if isinstance(value, str) else None


def read_pages(root: Path, language: str) -> tuple[SourcePage, ...]:
    """Return every page of a language, in the order of their names."""
    folder = root / "docs" / language
    return tuple(_read(path, root, folder) for path in sorted(folder.rglob("*.md")))


def parse_page(path: str, language: str, uri: str, text: str) -> SourcePage:
    """Take a page apart into front matter and body."""
    lines = tuple(text.split("\n"))
    head = _FRONT_MATTER.match(text)
    if not head:
        return SourcePage(path, language, uri, lines)
    body_line = text.count("\n", 0, head.end()) + 1
    try:
        meta, meta_lines, texts = _front_matter(head[1])
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = Unreadable(mark.line + 2 if mark else 1, error.problem or "")
        return SourcePage(path, language, uri, lines, body_line, unreadable=problem)
    return SourcePage(path, language, uri, lines, body_line, meta, meta_lines, texts)


def _read(path: Path, root: Path, folder: Path) -> SourcePage:
    name, uri = path.relative_to(root).as_posix(), path.relative_to(folder).as_posix()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return SourcePage(name, folder.name, uri, (), unreadable=Unreadable(line, str(error.reason)))
    return parse_page(name, folder.name, uri, text)


def _front_matter(text: str) -> tuple[dict[str, Any], dict[str, int], tuple[MetaText, ...]]:
    loader = yaml.CSafeLoader(text)
    node = loader.get_single_node()
    if not isinstance(node, yaml.MappingNode):
        return {}, {}, ()
    values: dict[str, Any] = loader.construct_document(node)
    lines = {str(key.value): key.start_mark.line + 2 for key, _ in node.value}
    texts = [MetaText(str(key.value), *found) for key, value in node.value for found in _texts(value)]
    return {str(key): value for key, value in values.items()}, lines, tuple(texts)


def _texts(node: yaml.Node) -> Iterator[tuple[int, str]]:
    """Yield line and text of every text in a value. The text of a block begins on the line after its sign."""
    if isinstance(node, yaml.ScalarNode):
        if node.tag == "tag:yaml.org,2002:str":
            yield node.start_mark.line + 2 + (node.style in {"|", ">"}), str(node.value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _texts(item)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _texts(value)
