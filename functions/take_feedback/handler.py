"""GET and POST /api/feedback/{token}: show the form for a chat's rating, and record it."""

from __future__ import annotations

import os

from aws_lambda_powertools import Logger

from helpcenter.aws.http_function import http_function
from helpcenter.bootstrap.take_feedback import take_feedback

logger = Logger()
handler = logger.inject_lambda_context(http_function(lambda: take_feedback(os.environ), logger))
