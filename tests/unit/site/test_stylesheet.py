"""The stylesheet of all pages, made from the theme's and ours."""

from __future__ import annotations

import pytest

from publishing.site.shared_styles import linked_once
from publishing.site.stylesheet import names_in_code, names_in_pages, site_stylesheet

NAMES = names_in_pages(
    ['<body dir="ltr"><a class="link here" id="top" href="./">unused</a><details class="more">']
)


@pytest.mark.parametrize(
    ("rule", "left"),
    [
        (".link{color:red}", ".link{color:red}"),
        (".unused{color:red}", ""),
        ("#top,#bottom{color:red}", "#top{color:red}"),
        ("nav .link{color:red}", ""),
        ("a:hover::before{color:red}", "a:hover::before{color:red}"),
        (".link:not(.unused){color:red}", ".link:not(.unused){color:red}"),
        ("[dir=rtl] .link,[dir=ltr] .link{color:red}", "[dir=ltr] .link{color:red}"),
        (".more[open]{color:red}", ".more[open]{color:red}"),
        ("@media print{.unused{color:red}}", ""),
        ("@media print{.unused{color:red}.link{color:red}}", "@media print{.link{color:red}}"),
    ],
)
def test_a_rule_of_the_theme_stays_if_a_page_can_have_what_it_is_for(rule: str, left: str) -> None:
    """A name that stands nowhere takes its selectors along, and nothing else."""
    assert site_stylesheet([rule], [], NAMES).replace(";}", "}").strip() == left


def test_what_a_script_may_make_counts_as_there() -> None:
    """A class that only a script gives keeps its rules."""
    names = NAMES | names_in_code('element.className = "made";')
    assert ".made" in site_stylesheet([".made{color:red}"], [], names)


def test_a_variable_that_nobody_reads_goes() -> None:
    """Icons of things that no page has would be most of what is sent."""
    sheet = site_stylesheet(["a{--one:1;--two:2;--three:3;top:var(--one)}"], ["b{top:var(--three)}"], NAMES)
    assert "--two" not in sheet
    assert "--one:1" in sheet
    assert "--three:3" in sheet


def test_an_animation_that_nobody_runs_goes() -> None:
    """The others stay."""
    sheet = site_stylesheet(["@keyframes a1{0%{top:0}}@keyframes a2{0%{top:0}}a{animation:a2 1s}"], [], NAMES)
    assert "a1" not in sheet
    assert "@keyframes a2" in sheet


def test_our_own_rules_all_stay_and_come_last() -> None:
    """Ours overrule the theme's, and are never judged by names."""
    sheet = site_stylesheet(["a{top:0}"], ["/* why */ .unused{top:1px}"], NAMES)
    assert sheet == "a{top:0}.unused{top:1px}"


def test_a_page_links_to_it_in_place_of_its_parts() -> None:
    """Styles of single pages stay as they are."""
    links = [f'<link rel="stylesheet" href="../{name}">\n' for name in ("assets/a.css", "components/b.css")]
    more = '<link rel="stylesheet" href="../components/more.css">\n'
    parts = {"assets/a.css", "components/b.css"}
    page = linked_once("".join([links[0], more, links[1]]), parts, "assets/all.css")
    assert page == '<link rel="stylesheet" href="../assets/all.css">\n' + more
