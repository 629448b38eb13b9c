"""Names of the navigation's lists."""

from __future__ import annotations

from publishing.site.nav_names import with_nav_names


def test_a_list_is_named_by_its_title() -> None:
    """The label of its switch holds an icon alone; the title holds the words."""
    html = (
        '<label id="__nav_2_label"><span></span></label>\n'
        '<nav class="md-nav" data-md-level="1" aria-labelledby="__nav_2_label" aria-expanded="true">\n'
        '  <label class="md-nav__title" for="__nav_2">Topics</label></nav>'
    )
    assert with_nav_names(html) == html.replace('by="__nav_2_label"', 'by="__nav_2_title"').replace(
        '__title" for', '__title" id="__nav_2_title" for'
    )
