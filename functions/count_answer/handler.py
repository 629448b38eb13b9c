"""POST /api/answers: count whether an article helped."""

from __future__ import annotations

import os

from aws_lambda_powertools import Logger

from helpcenter.aws.http_function import http_function
from helpcenter.bootstrap.count_answer import count_answer

logger = Logger()
handler = logger.inject_lambda_context(http_function(lambda: count_answer(os.environ), logger))
