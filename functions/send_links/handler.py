"""GET and POST /api/lost-links: have the links to one's open cases sent by mail."""

from __future__ import annotations

import os

from aws_lambda_powertools import Logger

from helpcenter.aws.http_function import http_function
from helpcenter.bootstrap.send_links import send_links

logger = Logger()
handler = logger.inject_lambda_context(http_function(lambda: send_links(os.environ), logger))
