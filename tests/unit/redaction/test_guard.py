from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.redaction.corpus import by_hand, generated
from helpcenter.redaction.guard import SecretGuard
from helpcenter.redaction.rules import load_rules
from tests.unit.redaction.table import CASES, OWN_NUMBERS, Case

GUARD = SecretGuard(load_rules(), OWN_NUMBERS)
LINES = [line.text for line in (*by_hand(), *generated(300))]
# What people write, cut and put together anew, with characters that make positions and classes slip.
PIECES = st.sampled_from(
    [
        *LINES,
        *(word for line in LINES[::3] for word in line.split()),
        " ",
        "\n",
        "●",
        "●●●1111",
        "-",
        "🎬",
        "\u0301",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(max_size=80))


@pytest.mark.parametrize("case", CASES, ids=[case.why for case in CASES])
def test_the_table_of_secrets(case: Case) -> None:
    """Each text has the secrets that the table names, where it names them, and is masked as it says."""
    assert GUARD.find_secrets(case.text) == case.secrets
    assert GUARD.mask(case.text)[0] == case.masked


@settings(deadline=None)  # the first texts wait for patterns to be compiled
@given(TEXTS)
def test_masking_touches_nothing_but_what_was_found(text: str) -> None:
    """Around the secrets every character stays, line breaks included; each secret becomes one mark."""
    masked, counts = GUARD.mask(text)
    secrets = GUARD.find_secrets(text)
    assert sum(counts.values()) == len(secrets)
    rest, end = masked, 0
    for secret in secrets:
        assert end <= secret.start < secret.end <= len(text)
        between = text[end : secret.start]
        assert rest.startswith(between + "●●●")
        rest = rest.removeprefix(between + "●●●")
        if secret.kind == "card_number":
            assert rest[:4].isdigit()
            rest = rest[4:]
        end = secret.end
    assert rest == text[end:]


@settings(deadline=None)  # the first texts wait for patterns to be compiled
@given(TEXTS)
def test_what_was_masked_holds_nothing_more_to_mask(text: str) -> None:
    """Masking twice is masking once: a retry after the browser has masked is the same inquiry."""
    masked, _ = GUARD.mask(text)
    assert GUARD.mask(masked) == (masked, {})


def test_a_card_keeps_its_last_four_digits_and_nothing_else_keeps_any() -> None:
    """The department can find a payment; of a birth date, a code or a key nothing is left."""
    masked, counts = GUARD.mask("카드 5555-5555-5555-4444, 주민번호 850315-2043219, 인증번호 482913")
    assert masked == "카드 ●●●4444, 주민번호 ●●●, 인증번호 ●●●"
    assert counts == {"card_number": 1, "resident_number": 1, "one_time_code": 1}


def test_the_centers_own_numbers_are_no_secrets() -> None:
    """A number that the center publishes passes wherever it stands."""
    text = "비밀번호 1700-0310, 인증번호 17000310"
    assert GUARD.mask(text) == (text, {})
    assert SecretGuard(load_rules()).mask(text)[1] == {"one_time_code": 1}


def test_a_number_of_no_card_network_is_no_card_number() -> None:
    """One number in ten has the right check digit (ISO/IEC 7812-1): the first digits decide, too."""
    for number in ("1234567812345670", "8888888888888888"):
        assert GUARD.mask(f"주문 {number} 건입니다") == (f"주문 {number} 건입니다", {})
        assert GUARD.mask(number) == (number, {})
