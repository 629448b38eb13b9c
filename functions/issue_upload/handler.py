"""POST and GET /api/attachments/{token}: allow uploads to a case, and tell what became of them."""

from __future__ import annotations

import os

from aws_lambda_powertools import Logger

from helpcenter.aws.http_function import http_function
from helpcenter.bootstrap.issue_upload import issue_upload

logger = Logger()
handler = logger.inject_lambda_context(http_function(lambda: issue_upload(os.environ), logger))
