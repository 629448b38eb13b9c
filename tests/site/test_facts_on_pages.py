from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpcenter.center.facts import load_facts
from tests.site.building import run_build
from tests.site.markup import elements

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site.building import BuiltSite

CONTACT = {"ko": "/contact/", "en": "/en/contact/"}


@pytest.mark.parametrize("language", CONTACT)
def test_the_contact_page_has_every_channel(built: BuiltSite, language: str) -> None:
    """Whoever looks for a contact sees each of them with its purpose, and can tap its number or address."""
    html = built.html(CONTACT[language])
    for channel in load_facts(built.site.parent / "facts.json").channels.values():
        assert channel.name[language] in html
        assert channel.purpose[language] in html
        assert not channel.number or f'href="tel:{channel.number.replace("-", "")}"' in html
        assert not channel.address or f'href="mailto:{channel.address}"' in html


@pytest.mark.parametrize("language", CONTACT)
def test_links_to_channels_lead_to_pages_of_the_language(built: BuiltSite, language: str) -> None:
    """A channel's link in the tables opens a page that exists, in the language of the table."""
    html = built.html(CONTACT[language])
    tables = html[html.index('class="fact-tables"') : html.index('id="choose"')]
    links = {link.attributes["href"] for link in elements(tables, "a")}
    home = CONTACT[language].removesuffix("contact/")
    assert {link for link in links if ":" not in link} == {f"{home}inquiry/", f"{home}chat/"}
    assert all((built.site / link.strip("/") / "index.html").exists() for link in links if ":" not in link)


@pytest.mark.parametrize("language", CONTACT)
def test_the_tables_list_channels_in_the_launchers_order(built: BuiltSite, language: str) -> None:
    """Within a service, what speaks the reader's language comes first and a line for one matter last."""
    html = built.html(CONTACT[language])
    tables = html[html.index('class="fact-tables"') : html.index('id="choose"')]
    channels = load_facts(built.site.parent / "facts.json").channels
    order = [
        tables.index(channels[key].purpose[language]) for key in ("pay_chat", "pay_phone", "fraud_phone")
    ]
    assert order == sorted(order)


@pytest.mark.parametrize(("language", "page"), [("ko", "/hours/"), ("en", "/en/hours/")])
def test_the_hours_page_has_this_years_and_next_years_holidays(
    built: BuiltSite, language: str, page: str
) -> None:
    """Public holidays are listed before they come."""
    html = built.html(page)
    holidays = load_facts(built.site.parent / "facts.json").holidays["KR"]
    christmas = [day for day in holidays if day.endswith("-12-25")]
    shown = [day for day in christmas if f'datetime="{day}"' in html]
    assert len(shown) == 2
    assert all(holidays[day][language] in html for day in shown)


def test_an_unknown_fact_stops_the_build_with_file_line_and_the_nearest_name(project: Path) -> None:
    """A writer who mistypes a reference is told where, and what was probably meant."""
    page = project / "docs" / "en" / "chat.md"
    text = page.read_text(encoding="utf-8") + "\n{{ channels.vidio_chat.hours }}\n"
    page.write_text(text, encoding="utf-8")
    result = run_build(project, project / "build")
    assert result.returncode != 0
    expected = f"docs/en/chat.md:{text.count(chr(10))}: there is no fact 'channels.vidio_chat.hours'"
    assert expected in result.stderr
    assert "'channels.video_chat.hours'?" in result.stderr


def test_unreadable_braces_stop_the_build_with_file_and_line(project: Path) -> None:
    """A forgotten brace is found before a visitor sees it."""
    page = project / "docs" / "ko" / "about.md"
    page.write_text("# x\n\n{{ brand.name \n", encoding="utf-8")
    result = run_build(project, project / "build")
    assert result.returncode != 0
    assert "docs/ko/about.md:3:" in result.stderr


def test_front_matter_shows_facts_as_plain_text(project: Path) -> None:
    """A description that refers to a number says the number, and says the new one when the fact changes."""
    page = project / "docs" / "en" / "about.md"
    front = "---\ndescription: Call {{ channels.pay_phone.number }}.\n---\n"
    page.write_text(front + page.read_text(encoding="utf-8").split("---\n", 2)[2], encoding="utf-8")
    result = run_build(project, project / "build")
    assert result.returncode == 0, result.stderr
    number = load_facts(project / "build" / "facts.json").channels["pay_phone"].number
    html = (project / "build" / "site" / "en" / "about" / "index.html").read_text(encoding="utf-8")
    assert f'<meta name="description" content="Call {number}.">' in html


@pytest.mark.parametrize("link", ["[x](nowhere.md)", "[x](contact.md#nowhere)"])
def test_a_broken_link_stops_the_build_with_the_files_name(project: Path, link: str) -> None:
    """A link to a page or heading that does not exist never reaches a visitor."""
    page = project / "docs" / "en" / "about.md"
    page.write_text(page.read_text(encoding="utf-8") + f"\n{link}\n", encoding="utf-8")
    result = run_build(project, project / "build")
    assert result.returncode != 0
    assert "about.md" in result.stderr
    assert "nowhere" in result.stderr


def test_a_page_in_one_language_only_stops_the_build(project: Path) -> None:
    """No visitor lands on a page in another language than theirs."""
    (project / "docs" / "en" / "hours.md").unlink()
    result = run_build(project, project / "build")
    assert result.returncode != 0
    assert "docs/en/hours.md: this page is missing" in result.stderr


def test_what_a_page_is_about_is_known_to_its_launcher(project: Path) -> None:
    """Topic and service of the front matter are chosen already when somebody asks what is open."""
    for language in CONTACT:
        page = project / "docs" / language / "chat.md"
        text = page.read_text(encoding="utf-8").replace("---", "---\ntopic: refund\nservice: pay", 1)
        page.write_text(text, encoding="utf-8")
    assert run_build(project, project / "build").returncode == 0
    html = (project / "build" / "site" / "chat" / "index.html").read_text(encoding="utf-8")
    [opener] = [a for a in elements(html, "a") if a.attributes.get("data-module") == "launcher-opener"]
    assert (opener.attributes["data-topic"], opener.attributes["data-service"]) == ("refund", "pay")
    assert opener.attributes["href"] == "../contact/"


def test_an_aligned_table_needs_no_style_in_its_markup(project: Path) -> None:
    """A writer may align the columns of a table; the content security policy lets it stand."""
    page = project / "docs" / "en" / "about.md"
    table = "\n| Left | Right |\n| :-- | --: |\n| a | 1 |\n"
    page.write_text(page.read_text(encoding="utf-8") + table, encoding="utf-8")
    assert run_build(project, project / "build").returncode == 0
    html = (project / "build" / "site" / "en" / "about" / "index.html").read_text(encoding="utf-8")
    assert 'align="right"' in html
    assert "style=" not in html
