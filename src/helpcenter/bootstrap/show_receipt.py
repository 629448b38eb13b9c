"""What answers GET /api/receipts/{token}."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.bootstrap.receipt import make_receipt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpcenter.inquiry.receipt_endpoint import ReceiptEndpoint


def show_receipt(environment: Mapping[str, str]) -> ReceiptEndpoint:
    """Return what answers GET /api/receipts/{token}."""
    return make_receipt(environment).endpoint
