"""POST /api/receipts/{token}/information, /feedback and /escalation: what a customer adds to a case."""

from __future__ import annotations

import os

from aws_lambda_powertools import Logger

from helpcenter.aws.http_function import http_function
from helpcenter.bootstrap.add_to_case import add_to_case

logger = Logger()
handler = logger.inject_lambda_context(http_function(lambda: add_to_case(os.environ), logger))
