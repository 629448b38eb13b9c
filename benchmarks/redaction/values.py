"""Values for the generator: secrets by kind, and harmless ones that look like secrets."""

from __future__ import annotations

import json
import string
import uuid
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    Make = Callable[[random.Random], str]

_WORDS: dict[str, list[str]] = json.loads(Path(__file__).with_name("values.json").read_text(encoding="utf-8"))
_FULL_WIDTH = {ord(character): ord(character) + 0xFEE0 for character in "0123456789-"}
_TOKEN = string.ascii_letters + string.digits
_BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PREFIXES = (
    ("4", 16),
    ("51", 16),
    ("55", 16),
    ("2221", 16),
    ("37", 15),
    ("3530", 16),
    ("36", 14),
    ("6011", 16),
    ("62", 16),
)


def _digits(count: int, chance: random.Random) -> str:
    return "".join(chance.choices(string.digits, k=count))


def _token(count: int, chance: random.Random) -> str:
    return "".join(chance.choices(_TOKEN, k=count - 1)) + chance.choice(string.digits)


def _day(chance: random.Random) -> date:
    return date(1940, 1, 1) + timedelta(days=chance.randrange(31_000))


def _recent(chance: random.Random) -> date:
    return date(2024, 1, 1) + timedelta(days=chance.randrange(1000))


def _resident_number(chance: random.Random) -> str:
    """Make a number as issued since October 2020: behind the sex digit six random ones, no check digit."""
    born = _day(chance)
    sex = chance.choice("1256" if born.year < 2000 else "3478")
    number = (
        f"{born:%y%m%d}{chance.choice(('-', '-', '-', '-', ' ', ' - ', '', '.'))}{sex}{_digits(6, chance)}"
    )
    return number.translate(_FULL_WIDTH) if chance.random() < 0.1 else number


def _resident_back(chance: random.Random) -> str:
    return chance.choice("1234") + _digits(6, chance)


def _with_check_digit(digits: str) -> str:
    """Append the check digit of ISO/IEC 7812-1, annex B."""
    values = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits))]
    return digits + str(-sum(value - 9 if value > 9 else value for value in values) % 10)


def _card_digits(chance: random.Random) -> str:
    prefix, length = chance.choice(_PREFIXES)
    return _with_check_digit(prefix + _digits(length - len(prefix) - 1, chance))


def _card_number(chance: random.Random) -> str:
    digits = _card_digits(chance)
    separator = chance.choice(("-", " ", "", "-", "."))
    sizes = {16: (4, 4, 4, 4), 15: (4, 6, 5), 14: (4, 6, 4)}[len(digits)]
    groups, at = [], 0
    for size in sizes:
        groups.append(digits[at : at + size])
        at += size
    number = separator.join(groups)
    return number.translate(_FULL_WIDTH) if chance.random() < 0.1 else number


def _card_code(chance: random.Random) -> str:
    return _digits(3, chance)


def _password(chance: random.Random) -> str:
    word = chance.choice(_WORDS["password_words"])
    number = _digits(chance.randint(1, 4), chance)
    sign = chance.choice(("", "", "!", "@", "#", "!!", "*"))
    return chance.choice(
        (word + number + sign, number + word + sign, word + sign + number, _token(10, chance))
    )


def _digits_password(chance: random.Random) -> str:
    return _digits(chance.choice((4, 6)), chance)


def _one_time_code(chance: random.Random) -> str:
    return chance.choice(string.digits[1:]) + _digits(chance.choice((3, 5, 5, 5)), chance)


def _account_number(chance: random.Random) -> str:
    shape = chance.choice(((6, 2, 6), (3, 3, 6), (4, 3, 6), (3, 6, 5), (4, 2, 7), (3, 4, 4, 2)))
    groups = [_digits(size, chance) for size in shape]
    return "-".join([chance.choice("123456789") + groups[0][1:], *groups[1:]])


def _passport_number(chance: random.Random) -> str:
    old = chance.choice("MSRG") + _digits(8, chance)
    new = f"M{_digits(3, chance)}{chance.choice(string.ascii_uppercase)}{_digits(4, chance)}"
    return chance.choice((old, new))


def _licence_number(chance: random.Random) -> str:
    region, rest = chance.randint(11, 28), (_digits(2, chance), _digits(6, chance), _digits(2, chance))
    return chance.choice(("-", "-", " ")).join((str(region), *rest))


def _pin(chance: random.Random) -> str:
    return _digits(chance.choice((4, 6)), chance)


def _key(chance: random.Random) -> str:
    return _token(chance.choice((24, 32, 40)), chance)


def _named_key(chance: random.Random) -> str:
    capital = string.ascii_uppercase + string.digits
    return chance.choice(
        (
            "AKIA" + "".join(chance.choices(capital, k=16)),
            "sk_live_" + _token(24, chance),
            "ghp_" + _token(36, chance),
            "xoxb-" + _token(24, chance),
            "AIza" + _token(35, chance),
        )
    )


def _jwt(chance: random.Random) -> str:
    return f"eyJ{_token(17, chance)}.eyJ{_token(30, chance)}.{_token(43, chance)}"


SECRETS: dict[str, tuple[str, Make]] = {
    "resident_number": ("resident_number", _resident_number),
    "resident_back": ("resident_number", _resident_back),
    "card_number": ("card_number", _card_number),
    "card_code": ("card_code", _card_code),
    "password": ("password", _password),
    "digits_password": ("password", _digits_password),
    "one_time_code": ("one_time_code", _one_time_code),
    "account_number": ("account_number", _account_number),
    "passport_number": ("passport_number", _passport_number),
    "licence_number": ("licence_number", _licence_number),
    "pin": ("pin", _pin),
    "key": ("key", _key),
    "bearer": ("key", _key),
    "named_key": ("key", _named_key),
    "jwt": ("key", _jwt),
}
"""Name in a sentence -> kind, and how one is made."""


def _one_of(name: str, chance: random.Random) -> str:
    return chance.choice(_WORDS[name])


def _phone(chance: random.Random) -> str:
    rest = f"{_digits(4, chance)}-{_digits(4, chance)}"
    mobile = f"010-{rest}"
    return chance.choice(
        (mobile, mobile, mobile.replace("-", ""), f"02-{rest}", f"1588-{_digits(4, chance)}")
    )


def _amount(chance: random.Random) -> str:
    return f"{chance.randint(1, 3000) * 100:,}원"


def _date(chance: random.Random) -> str:
    day = _recent(chance)
    return chance.choice((f"{day:%Y-%m-%d}", f"{day:%Y.%m.%d}", f"{day.year}년 {day.month}월 {day.day}일"))


HARMLESS: dict[str, Make] = {
    **{
        name: partial(_one_of, name)
        for name in ("person", "bank", "bank_en", "user", "mail", "shop", "device", "error")
    },
    "phone": _phone,
    "amount": _amount,
    "amount_en": lambda chance: f"KRW {chance.randint(1, 3000) * 100:,}",
    "date": _date,
    "datetime": lambda chance: (
        f"{_recent(chance):%Y-%m-%d} {chance.randrange(24):02}:{chance.randrange(60):02}"
    ),
    "expiry": lambda chance: f"{chance.randint(1, 12):02}/{chance.randint(26, 31)}",
    "order": lambda chance: f"{_recent(chance):%Y%m%d}{_digits(8, chance)}",
    "luhn": _card_digits,
    "tracking": lambda chance: f"{chance.randint(1, 9)}{_digits(chance.choice((9, 11, 12)), chance)}",
    "tracking_dashed": lambda chance: f"{_digits(4, chance)}-{_digits(4, chance)}-{_digits(4, chance)}",
    "business": lambda chance: f"{chance.randint(101, 899)}-{_digits(2, chance)}-{_digits(5, chance)}",
    "corporate": lambda chance: f"1{chance.choice('134')}0111-{_digits(7, chance)}",
    "like_resident": lambda chance: f"{_recent(chance):%y%m%d}-{chance.randint(1, 4)}{_digits(6, chance)}",
    "imei": lambda chance: _with_check_digit("35" + _digits(12, chance)),
    "small": lambda chance: str(chance.randint(2, 12)),
    "four": partial(_digits, 4),
    "six": lambda chance: f"{_day(chance):%y%m%d}",
    "eight": partial(_digits, 8),
    "case": lambda chance: "-".join("".join(chance.choices(_BASE32, k=size)) for size in (4, 4, 3)),
    "postcode": lambda chance: f"0{_digits(4, chance)}",
    "coupon": lambda chance: "-".join(_token(4, chance).upper() for _ in range(4)),
    "ean": lambda chance: "880" + _digits(10, chance),
    "version": lambda chance: ".".join(str(chance.randint(0, 40)) for _ in range(3)),
    "uuid": lambda chance: str(uuid.UUID(int=chance.getrandbits(128), version=4)),
}
"""Name in a sentence behind `a.` -> how one is made."""
