"""Phone numbers written into texts, and numbers of which nobody says what they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publishing.check.finding import Finding
from publishing.check.naming import names_channel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publishing.check.center import CheckedCenter


def find_loose_numbers(center: CheckedCenter) -> Iterable[Finding]:
    """Find phone numbers that are no reference: they would go on being shown when the fact has changed."""
    ours = {_digits(item.number): key for key, item in center.facts.channels.items() if item.number}
    others = {_digits(item.number): key for key, item in center.facts.directory.items() if item.number}
    for found in center.found("loose_number", questions=True):
        digits = _digits(found.text)
        if digits in ours:
            fact = center.place("channels", ours[digits], "number")
            instead = f"{{{{ channels.{ours[digits]}.number }}}}"
        elif digits in others:
            fact, instead = center.place("directory", others[digits], "number"), "{{ tables.directory }}"
        else:
            yield found.finding("unknown_number", {})
            continue
        yield found.finding("loose_number", {"fact": fact, "instead": instead})


def find_numbers_without_purpose(center: CheckedCenter) -> Iterable[Finding]:
    """Find references to a number beside which nothing says what one calls it for."""
    for passage in center.every_passage():
        for reference in passage.references:
            if reference.path[0] != "channels" or reference.path[2:] != ("number",):
                continue
            channel = reference.path[1]
            if channel in center.facts.channels and not names_channel(center, passage, channel):
                yield Finding(
                    passage.file,
                    passage.line_at(reference.offset),
                    "number_without_purpose",
                    {
                        "found": f"{{{{ channels.{channel}.number }}}}",
                        "fact": center.place("channels", channel, "purpose"),
                        "says": center.facts.channels[channel].purpose.get(passage.language, ""),
                        "instead": f"{{{{ channels.{channel}.name }}}}",
                    },
                )


def _digits(number: str) -> str:
    """Return what is dialled inside the country."""
    digits = "".join(character for character in number if character.isdigit())
    if number.lstrip("(").startswith("+82"):
        local = digits.removeprefix("82")
        return local if local.startswith(("0", "1")) and len(local) == 8 else f"0{local.removeprefix('0')}"
    return digits
