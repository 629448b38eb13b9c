"""POST /api/gaps: count searches that lead nowhere and what became of suggestions."""

from __future__ import annotations

import os

from aws_lambda_powertools import Logger

from helpcenter.aws.http_function import http_function
from helpcenter.bootstrap.count_gap import count_gap

logger = Logger()
handler = logger.inject_lambda_context(http_function(lambda: count_gap(os.environ), logger))
