"""Sets of articles and queries: our own, and those in a folder that the environment names."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Set: TypeAlias = dict[str, Any]
"""`{name, lang, docs: [{id, title, text, names?, sections?}], queries: [{q, rel: [id], type}]}`."""

ROOT = Path(__file__).parents[2]
FOLDER = "SEARCH_SETS"
"""The environment's name for a folder of further sets, a JSON file each."""

BESIDE = "*/search-eval"
"""Where such a folder is looked for when none is named: next to the repository, one folder down."""


def own_set(site: Path, language: str) -> Set:
    """Return the articles of the built site with the table of searches that the tests hold.

    What stands in `text` is what is on the page; `names` is what only our own search knows.
    """
    index = json.loads((site / f"search.{language}.json").read_text(encoding="utf-8"))
    table = json.loads((ROOT / "tests" / "vectors" / f"search.{language}.json").read_text(encoding="utf-8"))
    return {
        "name": f"own.{language}",
        "lang": language,
        "docs": [
            {
                "id": path,
                "title": title,
                "names": names,
                "sections": [[heading, text] for _, heading, text in sections],
                "text": "\n".join(f"{heading}\n{text}" for _, heading, text in sections),
            }
            for path, title, names, sections in index["articles"]
        ],
        "queries": [{"q": query, "type": kind, "rel": paths} for kind, query, paths in table["queries"]],
        "synonyms": index["synonyms"],
    }


def further_sets(environment: Mapping[str, str]) -> list[Set]:
    """Return the sets of the folder that `SEARCH_SETS` names, or of one beside the repository; else none."""
    named = environment.get(FOLDER)
    folders = [Path(named)] if named else sorted(ROOT.resolve().parent.glob(BESIDE))[:1]
    files = [file for folder in folders for file in sorted(folder.glob("*.json"))]
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def scaled(own: Set, count: int) -> Set:
    """Return `count` articles made of the sections of our own, and our queries as plain texts."""
    chance = random.Random(count)  # noqa: S311 - the same articles each time
    sections = [section for doc in own["docs"] for section in doc["sections"]]
    docs = [
        {
            "id": str(number),
            "title": f"{doc['title']} {number}",
            "names": doc["names"],
            "sections": own_sections,
            "text": "\n".join(f"{heading}\n{text}" for heading, text in own_sections),
        }
        for number, doc in enumerate(chance.choices(own["docs"], k=count))
        for own_sections in [chance.sample(sections, max(1, len(doc["sections"])))]
    ]
    return {"docs": docs, "queries": [query["q"] for query in own["queries"]], "synonyms": own["synonyms"]}
