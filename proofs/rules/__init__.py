"""What template.yaml must keep to, checked on what SAM makes of it: each rule yields what breaks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proofs.rules import access, flow, keeping, site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proofs.template import Template

RULES = (*access.RULES, *flow.RULES, *keeping.RULES, *site.RULES)


def broken_rules(template: Template) -> Iterator[tuple[str, str]]:
    """Yield (rule, what breaks it: mostly the logical ID of a resource)."""
    for rule in RULES:
        yield from ((rule.__name__, found) for found in rule(template))
