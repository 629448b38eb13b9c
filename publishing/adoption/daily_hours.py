"""When functions run daily: rules of EventBridge count in UTC, and a center lives by its own clock."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

# As the template has them: `cron(30 23 * * ? *) # 08:30 in Seoul`.
_DAILY = re.compile(
    r"cron\(\d+ \d+ \* \* \? \*\) # (?P<hour>\d\d):(?P<minute>\d\d) in [\w ]+(?:, in winter)?"
)


def with_daily_hours(template: str, time_zone: str) -> str:
    """Return a template whose functions run daily at the same hours on the clocks of another zone.

    A rule knows no summer time: where clocks change, they run an hour later in summer.
    """
    zone, city = ZoneInfo(time_zone), time_zone.rpartition("/")[2].replace("_", " ")
    offsets = [datetime(2026, month, 15, tzinfo=zone).utcoffset() for month in (1, 7)]

    def moved(found: re.Match[str]) -> str:
        winter = datetime(2026, 1, 15, int(found["hour"]), int(found["minute"]), tzinfo=zone).astimezone(UTC)
        note = "" if offsets[0] == offsets[1] else ", in winter"
        hour = f"{found['hour']}:{found['minute']} in {city}{note}"
        return f"cron({winter.minute} {winter.hour} * * ? *) # {hour}"

    return _DAILY.sub(moved, template)
