from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpcenter.mail.templates import Html, MailTemplates, without_bidi_controls
from tests.fakes.mail_templates import MAIL_TEMPLATES

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def templates(tmp_path: Path) -> MailTemplates:
    """One small mail."""
    folder = tmp_path / "greeting" / "ko"
    folder.mkdir(parents=True)
    (folder / "subject.txt").write_text("[온마루] ${name}\n", encoding="utf-8")
    (folder / "body.txt").write_text("${name}: ${rows}\n", encoding="utf-8")
    (folder / "body.html").write_text("<b>${name}</b>${rows}\n", encoding="utf-8")
    return MailTemplates(tmp_path)


def test_values_are_text_unless_they_are_html(templates: MailTemplates) -> None:
    """Text is escaped in HTML alone; HTML made by the house goes in as it is."""
    mail = templates.render("greeting", "ko", {"name": '<홍> & "김"', "rows": Html("<i>줄</i>")})
    assert mail.subject == '[온마루] <홍> & "김"'
    assert mail.text == '<홍> & "김": <i>줄</i>\n'
    assert mail.html == "<b>&lt;홍&gt; &amp; &quot;김&quot;</b><i>줄</i>\n"


def test_a_subject_is_one_line_without_control_characters(templates: MailTemplates) -> None:
    """No value can add a header or hide what follows."""
    mail = templates.render("greeting", "ko", {"name": "a\r\nBcc: b\t\x00\x1b\x85\u2028c ", "rows": ""})
    assert mail.subject == "[온마루] a Bcc: b c"


def test_a_value_is_not_a_template(templates: MailTemplates) -> None:
    """Marks inside a value stay what they are."""
    mail = templates.render("greeting", "ko", {"name": "${rows} $name $", "rows": "x"})
    assert mail.text == "${rows} $name $: x\n"


def test_a_missing_value_is_an_error(templates: MailTemplates) -> None:
    """A mail with a hole is never sent."""
    with pytest.raises(KeyError):
        templates.render("greeting", "ko", {"name": "홍"})


def test_a_missing_language_is_an_error(templates: MailTemplates) -> None:
    """There is no mail in a language nobody wrote it in."""
    with pytest.raises(FileNotFoundError):
        templates.render("greeting", "en", {"name": "홍", "rows": ""})


def test_every_mail_is_there_in_every_language() -> None:
    """Each mail has its subject and both bodies in each language that ships."""
    mails = list(MAIL_TEMPLATES.folder.iterdir())
    assert len(mails) >= 2
    for folder in mails:
        parts = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.*"))
        names = ("body.html", "body.txt", "subject.txt")
        assert parts == [f"{language}/{name}" for language in ("de", "en", "ko") for name in names]


def test_only_what_reorders_text_is_taken_out() -> None:
    """Hebrew, joiners of emoji and zero-width spaces stay."""
    text = "שלום 👩‍👧 a\u200bb"
    assert without_bidi_controls(f"\u202e{text}\u2069") == text
