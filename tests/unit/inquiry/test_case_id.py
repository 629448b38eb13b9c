from __future__ import annotations

import pytest

from helpcenter.inquiry.case_id import (
    ALPHABET,
    LENGTH,
    CaseIdError,
    derive_case_id,
    group_case_id,
    parse_case_id,
)

SAMPLE = [derive_case_id(b"secret", f"key {number}") for number in range(60)]


def is_case_id(text: str) -> bool:
    """Tell whether the text is taken for a case ID."""
    try:
        parse_case_id(text)
    except CaseIdError:
        return False
    return True


@pytest.mark.parametrize("case_id", SAMPLE[:10])
def test_a_case_id_survives_being_printed_and_typed_again(case_id: str) -> None:
    """Grouped or not, in any case and with spaces around, it is the same ID."""
    grouped = group_case_id(case_id)
    assert [len(group) for group in grouped.split("-")] == [4, 4, 3]
    for typed in (case_id, grouped, grouped.lower(), f"  {grouped.replace('-', ' ')} "):
        assert parse_case_id(typed) == case_id


def test_misread_characters_are_taken_for_what_was_printed() -> None:
    """The letter O is a zero; I and L, in both cases, are a one."""
    for case_id in SAMPLE:
        for one in "IiLl":
            assert parse_case_id(case_id.replace("0", "O").replace("1", one)) == case_id
        assert parse_case_id(case_id.replace("0", "o")) == case_id


def test_every_wrong_character_is_noticed() -> None:
    """An ID with any one character replaced by any other is no case ID."""
    wrong = [
        case_id[:place] + other + case_id[place + 1 :]
        for case_id in SAMPLE
        for place in range(LENGTH + 1)
        for other in ALPHABET
        if other != case_id[place]
    ]
    assert [text for text in wrong if is_case_id(text)] == []


def test_every_swap_of_neighbours_is_noticed() -> None:
    """An ID with two neighbouring characters in the wrong order is no case ID."""
    swapped = [
        case_id[:place] + case_id[place + 1] + case_id[place] + case_id[place + 2 :]
        for case_id in SAMPLE
        for place in range(LENGTH)
        if case_id[place] != case_id[place + 1]
    ]
    assert [text for text in swapped if is_case_id(text)] == []


@pytest.mark.parametrize("text", ["", "-", "ABC", SAMPLE[0] + "0", SAMPLE[0][:-1], "U" * 11, "가" * 11])
def test_other_text_is_no_case_id(text: str) -> None:
    """What has another length or other characters is refused."""
    assert not is_case_id(text)


def test_nobody_without_the_secret_can_tell_the_id_of_a_key() -> None:
    """The same key gives the same ID, and another one under another secret, key or attempt."""
    made = {
        derive_case_id(b"secret", "key"),
        derive_case_id(b"other secret", "key"),
        derive_case_id(b"secret", "other key"),
        derive_case_id(b"secret", "key", attempt=1),
    }
    assert len(made) == 4
    assert derive_case_id(b"secret", "key") in made
    assert len(set(SAMPLE)) == len(SAMPLE)
