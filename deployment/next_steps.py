"""What is left to a person after a deploy."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from deployment.account import Sender

Words = tuple[str, dict[str, str]]


def next_steps(given: Mapping[str, str], outputs: Mapping[str, str], sender: Sender) -> Iterator[Words]:
    """Yield (code of the catalogue, values), in the order in which they are best done."""
    domain = given["SenderDomain"]
    if not sender.verified:
        yield "deployment.next.records", {"domain": domain}
        for token in sender.tokens:
            target = f"{token}.dkim.amazonses.com"
            yield (
                "deployment.next.record",
                {"name": f"{token}._domainkey.{domain}", "kind": "CNAME", "value": target},
            )
        dmarc = {"name": f"_dmarc.{domain}", "kind": "TXT", "value": "v=DMARC1; p=quarantine"}
        yield "deployment.next.record", dmarc
    if sender.sandboxed:
        yield "deployment.next.sandbox", {}
    address = outputs.get("DistributionDomain", "")
    if given.get("SiteDomain") and not given.get("HostedZoneId"):
        record = {"name": given["SiteDomain"], "kind": "CNAME", "value": address}
        yield "deployment.next.record", record
    if new_site_url(given, outputs):
        yield "deployment.next.again", {"url": new_site_url(given, outputs)}
    if given.get("AlarmEmail"):
        yield "deployment.next.alarms", {"email": given["AlarmEmail"]}
    else:
        yield "deployment.next.nobody", {}
    yield "deployment.next.publish", {"url": given["SiteUrl"]}


def new_site_url(given: Mapping[str, str], outputs: Mapping[str, str]) -> str:
    """Return the site's address, where it has CloudFront's own domain and nobody knew it before; else ""."""
    address = outputs.get("DistributionDomain", "")
    if given.get("SiteDomain") or not address or urlsplit(given["SiteUrl"]).hostname == address:
        return ""
    return f"https://{address}/"
