from __future__ import annotations

from pathlib import Path

import pytest

from publishing.translations.blocks import join_blocks, read_blocks

ROOT = Path(__file__).parents[3]

PAGE = """---
template: home.html
description: >-
  What this page
  is about.
hide: [toc]
---

# Title

First line
of a paragraph.
<!-- review:
not for visitors -->

## Steps { #steps }

1. One
   goes on.
2. Two

| A | B |
| --- | --- |
| 1 | 2 |

!!! warning "Mind this"

    Inside the box.
    - An item
      {# a note to writers #}

```sh
- not an item

# not a heading
```
<div class="grid" markdown>
</div>
***
Last
"""


def test_a_page_is_cut_into_what_is_translated_with_lines_and_sections() -> None:
    """A check can point at each heading, paragraph, item, row, box and piece of code, and at nothing else."""
    assert [tuple(block) for block in read_blocks(PAGE)] == [
        ("description: What this page is about.", 3, ""),
        ("# Title", 9, "1"),
        ("First line of a paragraph.", 11, "1"),
        ("## Steps { #steps }", 16, "steps"),
        ("1. One goes on.", 18, "steps"),
        ("2. Two", 20, "steps"),
        ("| A | B |", 22, "steps"),
        ("| 1 | 2 |", 24, "steps"),
        ('!!! warning "Mind this"', 26, "steps"),
        ("Inside the box.", 28, "steps"),
        ("- An item", 29, "steps"),
        ("```sh\n- not an item\n\n# not a heading\n```", 32, "steps"),
        ("Last", 40, "steps"),
    ]


@pytest.mark.parametrize("page", sorted(ROOT.glob("docs/*/**/*.md")), ids=lambda page: page.stem)
def test_blocks_that_are_kept_stay_the_same_blocks(page: Path) -> None:
    """What a record keeps of a page reads as the page itself."""
    blocks = read_blocks(page.read_text(encoding="utf-8"))
    kept = join_blocks(block.text for block in blocks)
    assert [(block.text, block.section) for block in kept] == [
        (block.text, block.section) for block in blocks
    ]


def test_code_that_is_never_closed_is_not_lost() -> None:
    """What stands below a forgotten fence still counts."""
    assert [block.text for block in read_blocks("a\n\n```\nb\n\n# c")] == ["a", "```\nb\n\n# c\n```"]


@pytest.mark.parametrize("source", ["", "\n", "---\n---\n", "---\na: [\n---\nx\n", "```\nopen", "| |\n"])
def test_odd_pages_are_read(source: str) -> None:
    """A page that is being written never stops the build in this place."""
    assert len(read_blocks(source)) <= 2
