"""POST /api/inquiries: accept an inquiry."""

from __future__ import annotations

import os

from aws_lambda_powertools import Logger

from helpcenter.aws.http_function import http_function
from helpcenter.bootstrap.submit_inquiry import submit_inquiry

logger = Logger()
_answer = http_function(lambda: submit_inquiry(os.environ), logger, failures="InquiriesFailed")
handler = logger.inject_lambda_context(_answer)
