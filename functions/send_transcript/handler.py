"""POST /api/transcripts/{provider}: take the transcript of a chat that ended."""

from __future__ import annotations

import os

from aws_lambda_powertools import Logger

from helpcenter.aws.http_function import http_function
from helpcenter.bootstrap import send_transcript

logger = Logger()
handler = logger.inject_lambda_context(http_function(lambda: send_transcript(os.environ), logger))
