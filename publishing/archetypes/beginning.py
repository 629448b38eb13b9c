"""Beginning a page: its files in every language, and its place in the navigation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from publishing.archetypes.kinds import KINDS, Kind, choices
from publishing.archetypes.names import is_name, name_of
from publishing.archetypes.navigation import with_entry
from publishing.archetypes.siblings import usual

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

_TEMPLATES = Path(__file__).parent / "templates"


class BeginningError(Exception):
    """A page that cannot be begun so; `code` and `values` say why, for the catalogue."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True)
class Beginning:
    """What a writer asked for.

    `kind` is a name of KINDS, `place` what of its folder the page belongs to, `titles` has a title for each
    language, `name` the file name or anchor; empty, it is made from the titles.
    """

    kind: str
    place: str
    titles: Mapping[str, str]
    name: str
    today: date


@dataclass(frozen=True)
class Begun:
    """What there is now: the files, the page below each language's folder, and the index that should list it.

    `in_navigation` is whether the navigation was given the page; `index` is empty where no list is kept.
    """

    files: list[Path]
    page: str
    index: str
    in_navigation: bool


def begin(asked: Beginning, languages: Sequence[str], root: Path) -> Begun:
    """Write the files of a new page into the project in `root`.

    Raises:
        BeginningError: the kind, the place or the name is none, or the page is there already.
    """
    kind = KINDS.get(asked.kind)
    if kind is None:
        raise BeginningError("new.kind", found=asked.kind, kinds=", ".join(KINDS))
    places = choices(kind, root / "docs" / languages[0])
    if kind.chooses and asked.place not in places:
        raise BeginningError("new.place", found=asked.place, places=", ".join(places))
    name = asked.name or name_of(asked.titles.values())
    if not is_name(name):
        raise BeginningError("new.name", found=asked.name)
    if kind.chooses == "page":
        return _begin_section(asked, kind, name, languages, root)
    return _begin_page(asked, kind, name, languages, root)


def _begin_page(asked: Beginning, kind: Kind, name: str, languages: Sequence[str], root: Path) -> Begun:
    folder = "/".join(part for part in (kind.folder, asked.place) if part)
    page = f"{folder}/{name}.md"
    files = [root / "docs" / language / page for language in languages]
    for file in files:
        if file.exists():
            raise BeginningError("new.exists", path=file.relative_to(root))
    index = f"{folder}/index.md"
    beside = root / "docs" / languages[0] / folder
    topic, service = usual("topic", beside), usual("service", beside)
    for language, file in zip(languages, files, strict=True):
        text = _filled(
            kind, language, asked, topic=topic or "other", index=index, up="../" * index.count("/")
        )
        file.write_text(
            text.replace("service: \n", f"service: {service}\n" if service else ""), encoding="utf-8"
        )
    settings = root / "mkdocs.yml"
    before = settings.read_text(encoding="utf-8")
    after = with_entry(before, page)
    settings.write_text(after, encoding="utf-8")
    return Begun(files, page, index, after != before)


def _begin_section(asked: Beginning, kind: Kind, name: str, languages: Sequence[str], root: Path) -> Begun:
    page = f"{kind.folder}/{asked.place}.md"
    files = [root / "docs" / language / page for language in languages]
    texts = [file.read_text(encoding="utf-8") for file in files]
    if any(f"{{ #{name} }}" in text for text in texts):
        raise BeginningError("new.exists", path=f"{page}#{name}")
    for language, file, text in zip(languages, files, texts, strict=True):
        section = _filled(kind, language, asked, name=name)
        file.write_text(f"{text.rstrip()}\n\n{section}", encoding="utf-8")
    return Begun(files, f"{page}#{name}", "", in_navigation=True)


def _filled(kind: Kind, language: str, asked: Beginning, **values: str) -> str:
    """Return an archetype in a language, English where it has none in that."""
    own = _TEMPLATES / f"{kind.archetype}.{language}.md"
    file = own if own.is_file() else _TEMPLATES / f"{kind.archetype}.en.md"
    today = asked.today.isoformat()
    return Template(file.read_text(encoding="utf-8")).substitute(
        values, title=asked.titles[language], today=today
    )
