from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpcenter.center.facts import load_facts
from tests.site.markup import elements

if TYPE_CHECKING:
    from tests.site.building import BuiltSite

PAGES = {"ko": "/inquiry/", "en": "/en/inquiry/"}
languages = pytest.mark.parametrize("language", PAGES)


@languages
def test_the_form_posts_without_scripts(built: BuiltSite, language: str) -> None:
    """A browser without scripts sends all that the API needs, in the page's language."""
    html = built.html(PAGES[language])
    [form] = [form for form in elements(html, "form") if form.attributes.get("id") == "inquiry-form"]
    assert (form.attributes["method"], form.attributes["action"]) == ("post", "/api/inquiries")
    fields = {
        field.attributes["name"]: field.attributes
        for field in elements(html, "input", "select", "textarea")
        if field.attributes.get("id", "").startswith("inquiry-") or field.attributes.get("name") == "language"
    }
    details = {name for name in fields if name.startswith("details.")}
    asked = load_facts(built.site.parent / "facts.json").fields
    assert details == {f"details.{key}" for key in asked}
    assert set(fields) - details == {"language", "topic", "name", "email", "message", "consent", "homepage"}
    assert fields["language"]["value"] == language
    assert fields["consent"]["value"] == "true"
    assert {name for name, field in fields.items() if "required" in field} == {
        "topic",
        "email",
        "message",
        "consent",
    }
    assert (fields["name"]["autocomplete"], fields["email"]["autocomplete"]) == ("name", "email")


@languages
def test_each_field_has_a_label_and_a_hint_that_exists(built: BuiltSite, language: str) -> None:
    """A screen reader says what each field is for, and what to write there."""
    html = built.html(PAGES[language])
    labelled = {label.attributes.get("for") for label in elements(html, "label")}
    ids = {element.attributes.get("id") for element in elements(html, "p", "span", "div")}
    for field in elements(html, "input", "select", "textarea"):
        name = field.attributes.get("id", "")
        if name.startswith("inquiry-"):
            assert name in labelled
            assert set((field.attributes.get("aria-describedby") or "").split()) <= ids


@languages
def test_the_topics_are_those_of_the_facts(built: BuiltSite, language: str) -> None:
    """Every topic can be chosen; one with sub-topics is the heading over them."""
    html = built.html(PAGES[language])
    topics = load_facts(built.site.parent / "facts.json").topics
    parents = {topic.parent for topic in topics.values() if topic.parent}
    chooser = html[html.index('<select id="inquiry-topic"') :]
    chooser = chooser[: chooser.index("</select>")]
    options = [option.attributes["value"] for option in elements(chooser, "option")]
    assert options == ["", *[key for key in topics if key not in parents]]
    groups = [group.attributes["label"] for group in elements(html, "optgroup")]
    assert groups == [topics[key].name[language] for key in topics if key in parents]


@languages
def test_the_form_says_what_support_never_asks_for(built: BuiltSite, language: str) -> None:
    """The warning stands in the form, where a password might be typed."""
    html = built.html(PAGES[language])
    form = html[html.index('id="inquiry-form"') : html.index("</form>", html.index('id="inquiry-form"'))]
    never = load_facts(built.site.parent / "facts.json").never_asks
    assert all(name[language] in form for name in never.values())


@languages
def test_consent_links_to_the_privacy_notice(built: BuiltSite, language: str) -> None:
    """Nobody agrees to what they could not read."""
    html = built.html(PAGES[language])
    fieldset = html[html.rindex("<fieldset") : html.rindex("</fieldset>")]
    assert [link.attributes["href"] for link in elements(fieldset, "a")] == ["../privacy/"]
