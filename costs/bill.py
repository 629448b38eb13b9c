"""The monthly bill: units of the journeys, times how often they happen, times prices."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from costs.declared import charged_resources, days_until_moved

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Cause: TypeAlias = Literal["inquiries", "standing", "visits"]
"""What a cost is for: inquiries, the mere existence of the center, or visits of the site."""

_HERE = Path(__file__).parent
_MINUTES, _DAYS = 43_200, 30


@dataclass(frozen=True, slots=True)
class Line:
    """What one unit costs in a month, in US dollars: by the list, and after what is free for everybody."""

    cause: Cause
    service: str
    unit: str
    units: float
    listed: float
    charged: float


@dataclass(frozen=True, slots=True)
class Bill:
    """A month. `floor` is what SES takes for the mails alone, in US dollars."""

    lines: tuple[Line, ...]
    floor: float

    def listed(self, *causes: Cause) -> float:
        """Return the sum of list prices, of all causes or of some."""
        return sum(line.listed for line in self.lines if not causes or line.cause in causes)

    def charged(self, *causes: Cause) -> float:
        """Return the sum after what is free for every account."""
        return sum(line.charged for line in self.lines if not causes or line.cause in causes)

    def unscanned(self) -> Bill:
        """Return the same month with `MalwareProtection=off`."""
        return Bill(tuple(line for line in self.lines if line.service != "GuardDuty"), self.floor)


def monthly_bill(inquiries: int, visits: int, template: Path) -> Bill:
    """Return the bill of a month with so many inquiries and visits, for the center of a template."""
    counts, habits = _read("counts.json"), _read("habits.json")
    prices: dict[str, dict[str, Any]] = _read("prices.json")["prices"]
    used: dict[Cause, Counter[str]] = {
        "inquiries": _of_inquiries(inquiries, counts, habits, template),
        "standing": _standing(counts, template),
        "visits": Counter({unit: each * visits for unit, each in habits["visit"].items()}),
    }
    for units in used.values():
        invoked = units["lambda_invocations"]
        units["lambda_mb_ms"] = (
            invoked * habits["milliseconds_an_invocation"] * habits["megabytes_a_function"]
        )
    lines = tuple(_lines(used, prices))
    return Bill(
        lines, used["inquiries"]["ses_mails"] * prices["ses_mails"]["price"] / prices["ses_mails"]["per"]
    )


def _of_inquiries(
    inquiries: int, counts: Mapping[str, Any], habits: Mapping[str, Any], template: Path
) -> Counter[str]:
    units: Counter[str] = Counter()
    files = inquiries * habits["files_an_inquiry"]
    often = {"inquiry": inquiries, "file": files, "chat": inquiries * habits["chats_an_inquiry"]}
    often |= {"end": inquiries - files, "end_with_file": files}  # as many expire: what is kept does not grow
    for journey, times in often.items():
        units.update({unit: each * times for unit, each in counts[journey].items()})
    kept = units.pop("stored_bytes") * habits["months_kept"] + units.pop("month_bytes")
    units["dynamodb_bytes"] = units["dynamodb_backup_bytes"] = kept
    month = files * habits["bytes_a_file"]
    moved_after = days_until_moved(template) / _DAYS  # months
    units["s3_bytes"], units["s3_seldom_bytes"] = (
        month * moved_after,
        month * (habits["months_kept"] - moved_after),
    )
    units["s3_transitions"] = files
    units["scanned_files"], units["scanned_bytes"] = files, files * habits["bytes_a_file"]
    return units


def _standing(counts: Mapping[str, Any], template: Path) -> Counter[str]:
    units: Counter[str] = Counter()
    for journey, times in (
        ("minute", _MINUTES),
        ("hour", _MINUTES // 60),
        ("day", _DAYS),
        ("night", _DAYS),
    ):
        units.update({unit: each * times for unit, each in counts[journey].items()})
    units["metrics"] = len(counts["metrics"])
    return units + charged_resources(template)


def _lines(used: Mapping[Cause, Counter[str]], prices: Mapping[str, Mapping[str, Any]]) -> Iterator[Line]:
    """Yield the lines. What is free goes to the standing costs, then to inquiries, then to visits."""
    free = {unit: float(price["free"]) for unit, price in prices.items()}
    order: tuple[Cause, ...] = ("standing", "inquiries", "visits")
    for cause in order:
        for unit, price in prices.items():
            units = used[cause][unit]
            taken = min(units, free[unit])
            free[unit] -= taken
            each = price["price"] / price["per"]
            if units:
                yield Line(cause, price["service"], unit, units, units * each, (units - taken) * each)


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((_HERE / name).read_text(encoding="utf-8"))
    return content
