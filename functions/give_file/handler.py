"""GET /api/files/{token} and what is below: show a case's files to the department, and hand them out."""

from __future__ import annotations

import os

from aws_lambda_powertools import Logger

from helpcenter.aws.http_function import http_function
from helpcenter.bootstrap.give_file import give_file

logger = Logger()
handler = logger.inject_lambda_context(http_function(lambda: give_file(os.environ), logger))
