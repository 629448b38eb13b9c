"""GET /api/receipts/{token}: show the receipt of a case."""

from __future__ import annotations

import os

from aws_lambda_powertools import Logger

from helpcenter.aws.http_function import http_function
from helpcenter.bootstrap.show_receipt import show_receipt

logger = Logger()
handler = logger.inject_lambda_context(http_function(lambda: show_receipt(os.environ), logger))
