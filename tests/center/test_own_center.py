"""What holds for whatever center stands in the repository: the demo, or one that was adopted.

Nothing here names a topic, a language or a page of the demo: `make test` runs these over the center itself.
"""

from __future__ import annotations

import json
import re
from functools import cache
from html import unescape

import pytest

from helpcenter.center.facts import Facts, facts_from_json
from helpcenter.messages import load_messages
from publishing.check import check_center, read_center
from publishing.facts import compile_facts
from publishing.site.addresses import home_of
from tests.local.running import ROOT, RunningCenter
from tests.site.markup import elements

pytestmark = pytest.mark.xdist_group("center")


@cache
def facts() -> Facts:
    """Return the facts of the center in its place."""
    return facts_from_json(compile_facts(ROOT / "center.yml"))


languages = pytest.mark.parametrize("language", facts().languages)


def test_the_center_contradicts_itself_nowhere() -> None:
    """`make check` finds no error but what time brings: facts that somebody is to look at again."""
    findings = [finding for finding in check_center(read_center(ROOT)) if finding.severity == "error"]
    assert [finding for finding in findings if finding.code != "fact_overdue"] == []


@languages
def test_each_page_is_in_its_language_and_finished(center: RunningCenter, language: str) -> None:
    """`lang` tells which language it is, one main heading what it is about, and no brace is left."""
    site, folder = center.data / "build" / "site", ROOT / "docs" / language
    pages = [path.relative_to(folder).with_suffix("") for path in folder.rglob("*.md")]
    assert len(pages) > 10
    for page in pages:
        place = page.parent if page.name == "index" else page
        built = site / home_of(language, facts().languages) / place / "index.html"
        if page.as_posix() == "reply":  # functions answer with it; it is no page of the site
            continue
        html = built.read_text(encoding="utf-8")
        assert elements(html, "html")[0].attributes["lang"] == language, page
        assert len(elements(html, "h1")) == 1, page
        assert "{{" not in html, page


@languages
def test_an_inquiry_to_each_department_is_taken_in_its_language(center: RunningCenter, language: str) -> None:
    """Customer and department get a mail, and the receipt is in the customer's language."""
    words = load_messages()[language]
    form = center.send(f"/{home_of(language, facts().languages)}inquiry/").body
    assert [topic for topic in facts().choices if f'value="{topic}"' not in form] == []
    for topic in {topic.department: topic for topic in facts().choices.values()}.values():
        details = {field: "2026-11-20" for field in topic.required if facts().fields[field].kind == "date"}
        details |= {field: "x" for field in topic.required if field not in details}
        inquiry = {
            "topic": topic.id,
            "email": f"{topic.id}@example.com",
            "message": "x",
            "language": language,
            "consent": True,
            **({"details": details} if details else {}),
        }
        answer = center.submit(inquiry)
        assert answer.status == 201, answer.body
        stored = json.loads(answer.body)
        receipt = center.send(re.sub(r"^https?://[^/]+", "", stored["receipt_url"])).body
        assert f'<html lang="{language}"' in receipt
        assert words.text("receipt.title") in unescape(receipt)
        mails = center.mails_of(stored["case_id"], 2)
        to_customer = next(mail for mail in mails if mail["to"] == inquiry["email"])
        assert facts().brand.center_name[language] in to_customer["subject"]
        assert topic.name[language] in to_customer["text"]
