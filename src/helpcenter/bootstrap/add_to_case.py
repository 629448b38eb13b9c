"""What answers POST /api/receipts/{token}/information, /feedback and /escalation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.aws.counting import count
from helpcenter.bootstrap.center import now
from helpcenter.bootstrap.receipt import make_receipt
from helpcenter.inquiry.acting import ActOnCase
from helpcenter.inquiry.receipt_endpoint import ActionEndpoint
from helpcenter.redaction.guard import SecretGuard
from helpcenter.redaction.rules import load_rules

if TYPE_CHECKING:
    from collections.abc import Mapping


def add_to_case(environment: Mapping[str, str]) -> ActionEndpoint:
    """Return what answers POST /api/receipts/{token}/information, /feedback and /escalation."""
    receipt = make_receipt(environment)
    guard = SecretGuard(load_rules(), receipt.facts.own_numbers)
    return ActionEndpoint(receipt.endpoint, ActOnCase(receipt.store, now), guard, count)
