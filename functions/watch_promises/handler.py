"""Each morning: tell departments which cases are due today or late, and count them."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger

from helpcenter.aws.counting import count
from helpcenter.bootstrap.watch_promises import watch_promises

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpcenter.inquiry.promise_watch import WatchPromises

logger = Logger()


@cache
def _use_case() -> WatchPromises:
    return watch_promises(os.environ)


@logger.inject_lambda_context
def handler(_event: Mapping[str, Any], _context: Any) -> None:  # noqa: ANN401 - of the runtime
    """Tell and count."""
    watched = _use_case()()
    count("PromisesMissed", watched.late)
    count("PromisesDue", watched.near)
    logger.info("watched", late=watched.late, near=watched.near, told=watched.told)
