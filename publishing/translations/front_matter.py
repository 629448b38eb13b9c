"""The front matter of a page, with line numbers and with every value as it is written.

MkDocs reads it as YAML 1.1, where the language `no` would be a boolean.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

_FRONT_MATTER = re.compile(
    r"---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE | re.DOTALL
)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where libyaml is there


class Entry(NamedTuple):
    """A text of the front matter, or the texts of a list. `line` counts from 1 in the file."""

    values: tuple[str, ...]
    line: int

    @property
    def value(self) -> str:
        """The text; of a list, all of them."""
        return " ".join(self.values)


class FrontMatter(dict[str, Entry]):
    """The entries that are a text or a list of texts. `end` is the number of lines it takes."""

    end: int = 0


def read_front_matter(source: str) -> FrontMatter:
    """Read a page's front matter; one that is no YAML has no entries, as for MkDocs."""
    meta = FrontMatter()
    found = _FRONT_MATTER.match(source)
    if not found:
        return meta
    try:
        root = yaml.compose(found["yaml"], Loader=_LOADER)
    except yaml.YAMLError:
        return meta
    meta.end = found[0].count("\n")
    if not isinstance(root, yaml.MappingNode):
        return meta
    for key, value in root.value:
        nodes = value.value if isinstance(value, yaml.SequenceNode) else [value]
        if all(isinstance(node, yaml.ScalarNode) for node in nodes):
            # The line after the opening one is the first of the YAML.
            meta[str(key.value)] = Entry(tuple(str(node.value) for node in nodes), key.start_mark.line + 2)
    return meta
