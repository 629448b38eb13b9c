"""The first set-up: what has to be known, asked one by one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LATER = "https://later.invalid/"
"""The site's address until CloudFront has given it one: nothing can be there (RFC 2606)."""

Ask = Callable[[str, str], str]


def first_parameters(ask: Ask, departments: Sequence[str]) -> Mapping[str, str]:
    """Ask and return the parameters. `ask` takes a code of the catalogue and a department.

    An empty answer to an optional question leaves the default.
    """
    site = ask("deployment.ask.site", "").strip("/ ").removeprefix("https://")
    given = {
        "SiteUrl": f"https://{site}/" if site else LATER,
        "SenderDomain": ask("deployment.ask.sender", ""),
    }
    if site:
        given["SiteDomain"] = site
        given["CertificateArn"] = ask("deployment.ask.certificate", "")
        given["HostedZoneId"] = ask("deployment.ask.zone", "")
    boxes = {"default": ask("deployment.ask.mailbox", "")}
    boxes |= {name: box for name in departments if (box := ask("deployment.ask.department", name))}
    given["Mailboxes"] = json.dumps(boxes)
    given["AlarmEmail"] = ask("deployment.ask.alarms", "")
    return {name: value for name, value in given.items() if value}
