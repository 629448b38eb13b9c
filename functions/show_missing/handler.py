"""GET /releases/{proxy+}: CloudFront comes here for what the site's bucket does not have."""

from __future__ import annotations

from aws_lambda_powertools import Logger

from helpcenter.aws.http_function import http_function
from helpcenter.bootstrap.show_missing import show_missing

logger = Logger()
handler = logger.inject_lambda_context(http_function(show_missing, logger))
