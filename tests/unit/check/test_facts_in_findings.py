"""A finding says which fact it collides with, and what to write instead."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import publishing
from helpcenter.messages import load_messages
from publishing.check import CHECKS
from publishing.check.markdown import body_passages
from tests.unit.check.checking import CORPUS, TODAY, center_with, check_page, check_pages, corpus

if TYPE_CHECKING:
    from publishing.check.pages import SourcePage
    from publishing.check.passages import Passage

MESSAGES = load_messages(Path(publishing.__file__).parent / "messages")
FACTS = (CORPUS / "center.yml").read_text(encoding="utf-8").splitlines()

# What a page says, what stands on the line of the fact, the reference to write instead.
COLLISIONS = [
    ("전화 1700-0310", "number: 1700-0310", "{{ channels.pay_phone.number }}"),
    ("+82-1700-0316", "number: 1700-0316", "{{ channels.fraud_phone.number }}"),
    ("다른 곳: 1588-0000", "number: 1588-0000", "{{ tables.directory }}"),
    ("온마루 비디오 채팅 상담은 09:00~23:00", "hours: {mon-fri: [", "{{ channels.video_chat.hours }}"),
    ("{{ channels.fraud_phone.name }} 연중무휴", "hours: {mon-fri: [", "{{ channels.fraud_phone.hours }}"),
    ("상담 전에 인증번호를 준비해 주세요.", "one_time_code:", "{{ never_asks.sentence }}"),
    (
        "---\ntopic: refund\n---\n3일 안에 답변드립니다.",
        "promise: {business_days: 2}",
        "{{ topics.refund.promise }}",
    ),
    ("{{ channels.pay_phone.number }}", "purpose: {ko: 결제와 환불", "{{ channels.pay_phone.name }}"),
    ("{{ channels.pay_fone.hours }}", "channels:", "pay_phone"),
    ("---\ntopic: refnd\n---\n", "topics:", "refund"),
    ("---\nservice: vidio\n---\n", "services:", "video"),
]


@pytest.mark.parametrize(("text", "fact", "instead"), COLLISIONS)
def test_a_finding_names_fact_and_remedy(text: str, fact: str, instead: str) -> None:
    """The line in the center file is the fact's, and both languages say the reference."""
    [finding] = check_page(text)
    file, _, line = str(finding.values["fact"]).partition(":")
    assert file == "center.yml"
    assert fact in FACTS[int(line) - 1]
    for messages in MESSAGES.values():
        sentence = finding.sentence(messages)
        assert sentence.startswith(f"docs/ko/page.md:{finding.line}: ")
        assert instead in sentence
        assert f"center.yml:{line}" in sentence


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_finding_has_words_in_both_languages(language: str) -> None:
    """Whatever is found can be told to every operator, without a placeholder left."""
    findings = [
        found for line in corpus("wrong", language) for found in check_page(line.split(" | ")[1], language)
    ]
    assert findings
    for messages in MESSAGES.values():
        for finding in findings:
            assert len(finding.words(messages)) > len(str(finding.values["found"]))


def test_the_facts_own_words_are_held_against_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """A purpose or remark in the center file that contradicts the hours of its own channel is found there."""
    center = center_with({})
    monkeypatch.setitem(
        center.source.data["channels"]["fraud_phone"]["purpose"], "ko", "24시간 신고를 받습니다."
    )
    found = [(finding.file, finding.code) for check in CHECKS[:8] for finding in check(center)]
    assert found == [("center.yml", "always_open")]


def test_the_catalogues_are_read_too(tmp_path: Path) -> None:
    """A message of the form that promises an answer by itself is found with file and line."""
    folder = tmp_path / "theme" / "messages"
    folder.mkdir(parents=True)
    (folder / "en.json").write_text(
        '{\n  "a": "Send",\n  "b": "We answer within 24 hours."\n}', encoding="utf-8"
    )
    center = center_with({}, TODAY)
    object.__setattr__(center, "root", tmp_path)
    found = [(finding.file, finding.line, finding.code) for check in CHECKS[:10] for finding in check(center)]
    assert found == [("theme/messages/en.json", 3, "loose_promise")]


def test_each_page_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many checks there are, a page is taken apart once: a thousand articles stay quick."""
    taken: list[str] = []

    def counted(page: SourcePage) -> list[Passage]:
        taken.append(page.path)
        return body_passages(page)

    monkeypatch.setattr("publishing.check.texts.body_passages", counted)
    pages = {
        f"docs/{language}/{number}.md": "# x\n\ny\n" for language in ("ko", "en") for number in range(20)
    }
    check_pages(pages)
    assert sorted(taken) == sorted(pages)
