"""What answers GET and POST /api/receipts/{token}/erasure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.aws.counting import count
from helpcenter.aws.erasure import DynamoEraser, DynamoHolds
from helpcenter.bootstrap.center import now
from helpcenter.bootstrap.files import erase_files
from helpcenter.bootstrap.receipt import make_receipt
from helpcenter.inquiry.erasure import EraseCase
from helpcenter.inquiry.receipt_endpoint import ErasureEndpoint

if TYPE_CHECKING:
    from collections.abc import Mapping


def erase_case(environment: Mapping[str, str]) -> ErasureEndpoint:
    """Return what answers GET and POST /api/receipts/{token}/erasure."""
    receipt = make_receipt(environment)
    erase = EraseCase(
        DynamoEraser(receipt.store.client, receipt.store.table),
        DynamoHolds(receipt.store.client, receipt.store.table),
        erase_files(environment),
        now,
    )
    return ErasureEndpoint(receipt.endpoint, erase, count)
