"""Case IDs: ten characters that can be read aloud over the phone, and one that catches a slip.

The alphabet is Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O or U. The check
character is the weighted sum of the ten values in the field of 32 elements, the weights being different
powers of x: it finds every single wrong character and every swap of two characters. (A sum modulo 31 would
take 0 and Z for the same.)
"""

from __future__ import annotations

import hashlib
import hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
_FIELD_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1 is primitive: the powers of x are all the 31 non-zero elements
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


class CaseIdError(ValueError):
    """The text is not a case ID, even after undoing what people misread."""


def derive_case_id(secret: bytes, idempotency_key: str, attempt: int = 0) -> str:
    """Return the case ID that belongs to an idempotency key, without grouping.

    Keyed with a secret, so that nobody can choose a key to hit somebody else's case. `attempt` counts up when
    another key already holds the ID (50 bits make that rare, not impossible).
    """
    text = f"case:{attempt}:{idempotency_key}".encode()
    number = int.from_bytes(hmac.new(secret, text, hashlib.sha256).digest()[:8], "big")
    symbols = "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(LENGTH))
    return symbols + _check_character(symbols)


def parse_case_id(text: str) -> str:
    """Return the case ID meant by `text`: any case, any grouping, O for 0, I or L for 1.

    Raises:
        CaseIdError: the length, a character or the check character is wrong.
    """
    symbols = text.strip().upper().translate(_MISREAD)
    if len(symbols) != LENGTH + 1 or not set(symbols) <= set(ALPHABET):
        raise CaseIdError(text)
    if _check_character(symbols[:LENGTH]) != symbols[LENGTH]:
        raise CaseIdError(text)
    return symbols


def group_case_id(case_id: str) -> str:
    """Return the case ID as it is printed and read aloud: `XXXX-XXXX-XXX`."""
    return f"{case_id[:4]}-{case_id[4:8]}-{case_id[8:]}"


def _check_character(symbols: str) -> str:
    check = 0
    for symbol in symbols:
        check = _times_x(check ^ ALPHABET.index(symbol))
    return ALPHABET[check]


def _times_x(element: int) -> int:
    doubled = element << 1
    return doubled ^ _FIELD_POLYNOMIAL if doubled > 31 else doubled
