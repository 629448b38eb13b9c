"""Reading a page's content: the same as Python's own reader, whatever stands there."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from publishing.site.markup import read_markup

PAGES = [
    '<h2 id="a">One &amp; two<a class="headerlink" href="#a" title="Permalink">#</a></h2>\n<p>b</p>',
    '<p>3 &lt; 4, <em>a</em>b&nbsp;c &#8217; &notin; &unknown;</p><br /><hr><img alt="x > y" src="a.png"/>',
    "<p title='one'>a</p><INPUT disabled><svg><path d=\"M0 0\"/></svg>",
    "<p>a < b <!-- <p>no</p> --></p><script>if (a<b) {}</script><style>p>a{}</style>",
    "text alone & an ampersand",
    "<p>unfinished <a href=",
    '<a href="?a=1&amp;b=2&copy=3" data-x="" hidden>c</a><x-y:z>d</x-y:z>',
    "",
]


class _Heard(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[object] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        self.said.append(tag)

    def handle_data(self, data: str) -> None:
        self.said.append([data])


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_read_as_python_reads_it(page: str) -> None:
    """Plain or not, tags, attributes and texts are the same and come in the same order."""
    quick, own = _Heard(), _Heard()
    read_markup(page, quick)
    own.feed(page)
    own.close()
    assert quick.said == own.said
