"""What every mail says, in both of its bodies."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from publishing.mails import SOURCES, MailSourceError, compile_mails
from tests.fakes.mail_templates import MAIL_TEMPLATES
from tests.mails.every_mail import KINDS, every_mail
from tests.unit.inquiry.sample import FACTS

if TYPE_CHECKING:
    from pathlib import Path

MAILS = every_mail()


class Words(HTMLParser):
    """The words that a mail program shows, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.links: list[str] = []
        self._hidden = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Leave out the head; note a link."""
        self._hidden += tag in {"style", "title"}
        self.links += [str(dict(attrs)["href"])] if tag == "a" else []

    def handle_endtag(self, tag: str) -> None:
        """Show again after the head."""
        self._hidden -= tag in {"style", "title"}

    def handle_data(self, data: str) -> None:
        """Note what is shown."""
        if not self._hidden:
            self.shown.append(data)


def words(text: str) -> list[str]:
    """Return the words of a text, without what frames them."""
    return re.findall(r"\w+", text.replace("_", " "))


@pytest.mark.parametrize("name", MAILS)
def test_both_bodies_say_the_same(name: str) -> None:
    """Word for word in the same order; a button of one is an address on its own line in the other."""
    mail, shown = MAILS[name], Words(MAILS[name].html)
    for link in shown.links:
        assert f"\n{link}\n" in mail.text
    text = mail.text
    for link in shown.links:
        text = text.replace(f"\n{link}\n", "\n")
    assert words(text) == words(" ".join(shown.shown))


@pytest.mark.parametrize("name", MAILS)
def test_nothing_is_left_to_fill_in(name: str) -> None:
    """No name of a value, no component of MJML, no code of the catalogue stands in a mail."""
    mail = MAILS[name]
    for part in (mail.subject, mail.text, mail.html):
        assert not re.search(r"\$\{|\{\w+\}|<mj|mail\.[a-z_]+\.", part)


def test_every_kind_is_looked_at_in_every_language() -> None:
    """A mail that the code knows and these tests do not is a mail that nobody has looked at."""
    assert len(KINDS) >= 10
    assert set(MAILS) == {f"{kind} {language}" for kind in KINDS for language in FACTS.languages}


def test_every_template_is_written_in_every_language() -> None:
    """The layer holds text, HTML and subject of each, and no MJML."""
    folder = MAIL_TEMPLATES.folder
    assert any(folder.iterdir())
    assert not list(folder.rglob("*.mjml"))
    for kind in folder.iterdir():
        found = {str(path.relative_to(kind)) for path in kind.rglob("*.*")}
        assert found == {
            f"{lang}/{name}"
            for lang in ("ko", "en", "de")
            for name in ("body.html", "body.txt", "subject.txt")
        }


def test_the_acknowledgement_holds_what_a_customer_needs() -> None:
    """Case, promise and erasure with the zone, the signed link, and whom to call now with the number."""
    for language, urgent in (("ko", "급한 일이라면"), ("en", "If it is urgent")):
        text = MAILS[f"acknowledgement {language}"].text
        assert len(re.findall(r"\(KST\)", text)) >= 4
        assert "/api/receipts/" in text
        assert urgent in text
        assert FACTS.channels["pay_chat"].name[language] in text.partition(urgent)[2]
    assert str(FACTS.channels["fraud_phone"].number) in MAILS["acknowledgement ko"].text


def test_the_department_sees_what_was_masked_and_by_whom() -> None:
    """Each mark is highlighted; the function's are counted by kind, the browser's by places."""
    mail = MAILS["department_notice ko"]
    marks = mail.html.count('<mark class="hidden"')
    assert marks == mail.text.count("●●●") - 2  # two stand in the sentences about them
    assert "카드번호 1건" in mail.text
    assert f"가린 곳이 {marks - 1}곳" in mail.text


@pytest.mark.parametrize(
    "source", ["<mjml><mj-body><mj-boton>x</mj-boton></mj-body></mjml>", "<mjml>", "x < y"]
)
def test_a_mistake_in_mjml_stops_the_build(tmp_path: Path, source: str) -> None:
    """A misspelt component would be mailed as it is; the error names the file."""
    folder = tmp_path / "from" / "greeting" / "ko"
    folder.mkdir(parents=True)
    (folder / "subject.txt").write_text("x", encoding="utf-8")
    (folder / "body.mjml").write_text(source, encoding="utf-8")
    with pytest.raises(MailSourceError, match=r"greeting/ko/body\.mjml"):
        compile_mails(tmp_path / "to", tmp_path / "from")


def test_the_sources_are_mjml() -> None:
    """No compiled mail is kept beside its source."""
    assert not list(SOURCES.rglob("*.html"))
