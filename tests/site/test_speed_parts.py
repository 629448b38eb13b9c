"""Single parts of what makes builds faster: they say what the pieces they replace say."""

from __future__ import annotations

import os
import signal
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from jinja2 import DictLoader
from markdown import Markdown  # type: ignore[import-untyped]  # without types
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

from publishing.speed.copies import copy
from publishing.speed.includes import INCLUDES
from publishing.speed.inline import INLINE
from publishing.speed.shares import SHARES, shared_out

if TYPE_CHECKING:
    from collections.abc import Sequence

LINES = [
    "plain, 그냥 글",
    "a `code` and ``two ` ticks``, \\*no\\* \\`",
    "[a](b.md), [c][d], [d], ![e](f.png), ![g][d]",
    "<https://a.example>, <a@b.example>, <b>bold</b>, &amp; &#8217; & alone",
    "*one* **two** ***three*** _one_ __two__ snake_case_word 2 * 3",
    "line one  \nline two  \nline three",
    ":smile: 12:30: :no-such-thing:",
    "*a [link **b** `c`](d.md) e*, **[f](g.md)** <i>*h*</i>",
]


def _site() -> MkDocsConfig:
    config = MkDocsConfig()
    config.theme = Theme(name="material", features=[], language="ko", icon={"logo": "material/library"})
    return config


def test_marks_in_a_line_are_found_as_before() -> None:
    """Each alone and all in one text, with the extensions of our pages."""
    extensions = ["attr_list", "md_in_html", "pymdownx.emoji", "tables", "toc"]
    texts = [*LINES, "\n\n".join([*LINES, "[d]: https://d.example"])]
    before = [Markdown(extensions=extensions).convert(text) for text in texts]
    with INLINE.put(_site()):
        converter = Markdown(extensions=extensions)
        assert [converter.reset().convert(text) for text in texts] == before


def _rendered(template: str, pages: Sequence[str], templates: dict[str, str]) -> list[str]:
    config = _site()
    environment = config.theme.get_env()
    environment.loader = DictLoader({**templates, "page.html": template})
    found = environment.get_template("page.html")
    return [
        found.render(config=config, page=SimpleNamespace(url=url, title=url), base_url="..") for url in pages
    ]


@pytest.mark.parametrize(
    "included",
    [
        "{{ 'help/two/' | url }} {{ 'a.css' | url }} {{ config.theme.language }}",  # leads to one of them
        "{{ page.title }}",
        "{{ own | d('no') }}{% set own = 1 %}",
        "<svg>text alone</svg>",
        "{% include 'inner.html' %}",
        "{% include config.theme.name ~ '.html' %}",
    ],
)
def test_what_is_included_says_what_it_would_on_each_page(included: str) -> None:
    """Whether it is the same on pages of a folder or not, and whatever stands around it."""
    templates = {
        "a.html": included,
        "inner.html": "{{ page.url }}{% if page.url %}{% include 'icon' %}{% endif %}",
        "icon": "<i>",
        "material.html": "{{ page.url }}",
    }
    include = "{% include 'a.html' %}"
    template = f"{{% set own = page.title %}}{include}|{{% for page in [page] %}}{include}{{% endfor %}}"
    pages = ["help/one/", "help/two/", "help/three/", "two/", "./", "help/one/"] * 2
    stock = _rendered(template, pages, templates)
    with INCLUDES.put(_site()):
        assert _rendered(template, pages, templates) == stock


def test_work_is_shared_among_processes_where_that_pays() -> None:
    """The results keep their order; a share whose process failed is done here."""
    items = list(range(1000))
    here = os.getpid()

    def work(share: Sequence[int]) -> tuple[int, int]:
        if len(share) and share[-1] == items[-1] and os.getpid() != here:
            raise ValueError(share)
        return sum(share), os.getpid()

    assert shared_out(items, work) == [(sum(items), here)]
    with SHARES.put(_site()):
        results = shared_out(items, work)
        assert sum(total for total, _ in results) == sum(items)
        assert results[-1][1] == here
        assert shared_out(items[:3], work) == [(3, here)]


def test_a_copy_tells_what_came_of_its_work_and_ends() -> None:
    """What it returned comes back; one that failed tells nothing, and neither goes on as this process."""
    here = os.getpid()
    assert copy(lambda: b"%d" % os.getpid()).told() != b"%d" % here
    assert copy(lambda: b"a" * 1_000_000).told() == b"a" * 1_000_000

    def fail() -> bytes:
        raise SystemExit(1)

    assert copy(fail).told() == b""


def test_a_copy_that_nobody_waits_for_is_ended() -> None:
    """Neither its process nor its pipe is left over; ending it twice does no harm."""

    def wait() -> bytes:
        signal.pause()
        return b""

    left = copy(wait)
    pid = left.pid
    left.end()
    left.end()
    with pytest.raises(ChildProcessError):
        os.waitpid(pid, 0)
    with pytest.raises(OSError, match="descriptor"):
        os.close(left.pipe)
