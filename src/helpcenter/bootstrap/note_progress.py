"""What answers GET and POST /api/progress/{token}."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.aws.counting import count
from helpcenter.bootstrap.center import now
from helpcenter.bootstrap.receipt import make_receipt
from helpcenter.inquiry.acting import ActOnCase
from helpcenter.inquiry.progress import ProgressLinks
from helpcenter.inquiry.progress_endpoint import ProgressEndpoint
from helpcenter.settings import ReceiptSettings, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping


def note_progress(environment: Mapping[str, str]) -> ProgressEndpoint:
    """Return what answers GET and POST /api/progress/{token}."""
    settings, receipt = read_settings(ReceiptSettings, environment), make_receipt(environment)
    links = ProgressLinks(settings.link_keys, settings.site_url)
    return ProgressEndpoint(receipt.endpoint.desk, links, ActOnCase(receipt.store, now), count)
