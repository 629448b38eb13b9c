"""GET and POST /api/receipts/{token}/erasure: ask whether a case shall be erased, and erase it."""

from __future__ import annotations

import os

from aws_lambda_powertools import Logger

from helpcenter.aws.http_function import http_function
from helpcenter.bootstrap.erase_case import erase_case

logger = Logger()
handler = logger.inject_lambda_context(http_function(lambda: erase_case(os.environ), logger))
