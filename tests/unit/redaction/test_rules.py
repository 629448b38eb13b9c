"""The rule set: readable by Python and browsers alike, and without a pattern that a text can keep busy."""

from __future__ import annotations

import re
import time
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from helpcenter.messages import load_messages
from helpcenter.redaction.guard import SecretGuard
from helpcenter.redaction.matching import Matcher, Read
from helpcenter.redaction.rules import load_rules
from tests.unit.inquiry.sample import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

parser: Any = import_module("re._parser")  # how Python itself reads a pattern
constants: Any = import_module("re._constants")

RULES = load_rules()
PATTERNS = sorted(
    {pattern for rule in RULES.rules for pattern in (*rule.find, *rule.before, *rule.then, rule.unless)}
    | {RULES.after, RULES.not_secret}
)
WIDEST = 16_000  # characters that one attempt may read: a private key
SIZE = 64 * 1024
WORST = (
    "1", "1 ", "1.", "0 0-", "4111 ", "41111111-", "900101-", "9001011", "비밀번호", "비밀번호 ",
    "비밀번호 a1", "비밀번호: ", "비번 1", "비번\n", "비번 'a", "a1비번임", "pw ", "pw", "password is ",
    "aaaa1 is my password ", 'password "a1', "pass a1 ", "인증번호", "인증번호가 ", "인증번호\n",
    "1234 is my otp ", "cvc ", "계좌 1-", "은행 1-1-", "여권 a ", "면허 11 ", "뒷자리 ", "주민번호 1 ",
    "주민번호1-", "id/pw:", "id/pw a/", "핀 1", "eyJ", "eyJa.", "eyJaaaaaaaa.", "bearer a", "token=a1",
    "sk-", "-----BEGIN PRIVATE KEY-----", "-----BEGIN ", "-", "●", "\u0301", "\u3131\u1161",
    "\uac00\u11a8", "\u200b", "\uff11", "카드 4111 ",
)  # fmt: skip


def repeats(parsed: Any, inside: int = 0) -> Iterator[tuple[int, int, int]]:  # noqa: ANN401 - Python's own, untyped
    """Yield (least, most, how many repeats of changing length it stands in) for each repeat of a pattern."""
    for operation, argument in parsed:
        if operation in {constants.MAX_REPEAT, constants.MIN_REPEAT}:
            least, most, body = argument
            yield least, most, inside
            yield from repeats(body, inside + (least != most and most > 1))
            continue
        for part in argument if isinstance(argument, (tuple, list)) else (argument,):
            branches = part if isinstance(part, list) else [part]
            for branch in branches:
                if isinstance(branch, parser.SubPattern):
                    yield from repeats(branch, inside)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_pattern_reads_on_without_end(pattern: str) -> None:
    """Every repeat is bounded, so one attempt reads a bounded number of characters, whatever the text."""
    parsed = parser.parse(pattern)
    assert parsed.getwidth()[1] < WIDEST
    for _, most, inside in repeats(parsed):
        assert most is not constants.MAXREPEAT
        assert inside == 0 or most <= 20, "a long repeat within another"


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_mean_the_same_in_browsers(pattern: str) -> None:
    r"""None uses what Python and JavaScript read differently: \d \w \s \b, named groups, anchors, flags."""
    bare = re.sub(r"\[(?:\\.|[^\]\\])*\]", "[]", pattern)
    assert not re.search(r"\\[^\[\]\\]|\(\?[^:=!<]|\(\?<[^=!]|\(\?P|[$^]", bare)
    assert not re.search(r"\\[a-zA-Z]", pattern)


def test_no_rule_is_passed_over_for_a_text_with_its_label() -> None:
    """A rule is asked of each text that has one of its labels, in capitals too, and digits enough."""
    matcher = Matcher(RULES, ())
    for rule in RULES.rules:
        for label in rule.labels:
            for written in (label, label.upper()):
                assert matcher.concerns(rule, Read.of(f"가 {written}: {'1' * rule.digits}")), label


def test_the_work_grows_with_the_length_alone() -> None:
    """Of each text made to keep a pattern busy, four times as much takes about four times as long."""
    guard = SecretGuard(RULES)

    def work(text: str) -> float:
        started = time.process_time()
        guard.find_secrets(text)
        return time.process_time() - started

    for seed in WORST:
        whole = (seed * SIZE)[:SIZE]
        quarter = whole[: SIZE // 4]
        work(quarter[:100])  # compiles what is needed
        shortest = min(work(quarter) for _ in range(3))
        assert work(whole) < 10 * shortest + 0.05, seed


def test_every_kind_has_its_words() -> None:
    """What was masked can be told in each language, on pages and in mails."""
    kinds = {rule.kind for rule in RULES.rules}
    for messages in load_messages().values():
        assert {f"secret.{kind}" for kind in kinds} <= set(messages.texts)
    for messages in load_messages(ROOT / "theme" / "messages").values():
        assert {f"form.secret.kind.{kind}" for kind in kinds} <= set(messages.texts)
