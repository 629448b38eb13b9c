"""GET and POST /api/progress/{token}: note that a department has answered, or asked back."""

from __future__ import annotations

import os

from aws_lambda_powertools import Logger

from helpcenter.aws.http_function import http_function
from helpcenter.bootstrap.note_progress import note_progress

logger = Logger()
handler = logger.inject_lambda_context(http_function(lambda: note_progress(os.environ), logger))
