from __future__ import annotations

import ast
from string import Formatter

import pytest

from helpcenter.messages import Messages, UnknownMessageError, load_messages
from tests.unit.inquiry.sample import ROOT, SHIPPED

CODE_ARGUMENT = {"ProblemError": 1, "FieldError": 1, "EmailAddressError": 0}


def placeholders(text: str) -> list[str]:
    """Return the names a text has places for."""
    return sorted({name for _, name, _, _ in Formatter().parse(text) if name is not None})


def codes_in_source() -> list[tuple[str, str]]:
    """Return (error class, code) for each code that is written out where an error is made."""
    found = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            place = CODE_ARGUMENT.get(node.func.id, len(node.args))
            code = node.args[place] if place < len(node.args) else None
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                found.add((node.func.id, code.value))
    return sorted(found)


def test_every_language_says_the_same_things() -> None:
    """Each catalogue has the same codes, each text the same places to fill and something to say."""
    korean = SHIPPED["ko"].texts
    assert sorted(SHIPPED) == ["de", "en", "ko"]
    for messages in SHIPPED.values():
        assert sorted(messages.texts) == sorted(korean)
        for code, text in messages.texts.items():
            assert text.strip()
            assert placeholders(text) == placeholders(korean[code]), code


@pytest.mark.parametrize(("error", "code"), codes_in_source())
@pytest.mark.parametrize("messages", SHIPPED.values(), ids=sorted(SHIPPED))
def test_every_code_has_its_words(error: str, code: str, messages: Messages) -> None:
    """No error is ever raised that cannot be told to people."""
    if error == "ProblemError":
        assert {f"problem.{code}", f"problem.{code}.detail"} <= set(messages.texts)
    else:
        assert f"error.{code}" in messages.texts


def test_a_missing_text_is_an_error() -> None:
    """A code without words is a mistake in the code and never an empty line."""
    with pytest.raises(UnknownMessageError):
        SHIPPED["ko"].text("error.nothing_of_the_kind")


def test_pages_have_the_same_words_in_every_language() -> None:
    """What one language says of pages, each says; a form of one for certain numbers is its own affair."""
    theme = load_messages(ROOT / "theme" / "messages")
    assert sorted(theme) == sorted(SHIPPED)
    common = {code for messages in theme.values() for code in messages.texts if not code.endswith(".1")}
    for messages in theme.values():
        assert common <= {*messages.texts, "years.1", "launcher.count.1"}, messages.language
        for code in common & set(messages.texts):
            ours, english = (
                {name.removesuffix("_short") for name in placeholders(catalogue.texts[code])}
                for catalogue in (messages, theme["en"])
            )
            assert ours == english, code
