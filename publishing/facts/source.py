"""The center file as plain data that still knows its lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from publishing.facts.problems import CenterFileError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Step = str | int
Place = tuple[Step, ...]
"""The way to a value: keys and list positions from the top."""

_MAIL_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class _Constructor(RoundTripConstructor):
    """Leaves days as the text they are written as, so that a day that does not exist keeps its line."""


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", _Constructor.construct_yaml_str)


class Source:
    """A read center file: its `text`, and its `data` in JSON's types, days as ISO text."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self._tree = _parse(file, text)
        self.data: dict[str, Any] = _plain(self._tree)

    def line(self, place: Place) -> int:
        """Return the line of the key or list item at `place`; of what holds it, when it is not there."""
        node, line = self._tree, 1
        for step in place:
            try:
                if isinstance(node, CommentedMap):
                    line = node.lc.key(step)[0] + 1
                elif isinstance(node, CommentedSeq):
                    line = node.lc.item(step)[0] + 1
                node = node[step]
            except (KeyError, IndexError, TypeError):
                break
        return line

    def problem(self, place: Place, code: str, **values: str) -> Problem:
        """Return a problem at `place`."""
        return Problem(self.file, self.line(place), code, values)

    def mail_addresses(self) -> Iterator[tuple[int, str]]:
        """Yield line and text of everything that looks like a mail address, comments included."""
        for number, line in enumerate(self.text.splitlines(), 1):
            for found in _MAIL_ADDRESS.finditer(line):
                yield number, found.group()


def read_source(path: Path) -> Source:
    """Read a center file.

    Raises:
        CenterFileError: it cannot be read, or is no YAML mapping.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise CenterFileError(
            [Problem(path.name, 1, "facts.unreadable", {"reason": str(error.strerror)})]
        ) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise CenterFileError([Problem(path.name, line, "facts.not_utf8")]) from error
    return Source(path.name, text)


def _parse(file: str, text: str) -> CommentedMap:
    try:
        yaml = YAML(typ="rt")
        yaml.Constructor = _Constructor
        tree = yaml.load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = (error.problem or "").splitlines()[0] if error.problem else ""
        raise CenterFileError(
            [Problem(file, mark.line + 1 if mark else 1, "facts.not_yaml", {"reason": reason})]
        ) from error
    except (YAMLError, ValueError) as error:
        raise CenterFileError([Problem(file, 1, "facts.not_yaml", {"reason": str(error)})]) from error
    if not isinstance(tree, CommentedMap):
        raise CenterFileError([Problem(file, 1, "facts.not_mapping")])
    return tree


def _plain(node: Any) -> Any:  # noqa: ANN401 - whatever YAML holds
    if isinstance(node, CommentedMap):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return [_plain(value) for value in node]
    if isinstance(node, bool) or node is None:
        return node
    for kind in (str, int, float):
        if isinstance(node, kind):
            return kind(node)
    return str(node)
