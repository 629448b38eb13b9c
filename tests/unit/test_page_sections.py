from __future__ import annotations

from publishing.site.sections import PageSection, page_sections


def test_a_page_is_read_by_its_headings() -> None:
    """Paragraphs and list items are lines, breaks in the source are none, a permalink is no word."""
    html = """<h1>Title</h1><p>before</p>
<h2 id="a">First &amp;
<em>foremost</em><a class="headerlink" href="#a">#</a></h2>
<p>One <a href="x">two</a>
three.</p><ul><li>four</li><li>five</li></ul>
<h2 id="b">Second</h2>"""
    assert page_sections(html) == [
        PageSection("a", "First & foremost", "One two three.\nfour\nfive"),
        PageSection("b", "Second", ""),
    ]
