"""Failures of the database, as the domain knows them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from helpcenter.inquiry.case import StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator


def error_code(error: ClientError | BotoCoreError) -> str:
    """Name the error without its message, which may hold what a customer wrote."""
    if isinstance(error, ClientError):
        return error.response.get("Error", {}).get("Code", "")
    return type(error).__name__


def called(error: ClientError | BotoCoreError) -> str:
    """Name the operation that failed, as AWS does; an error that came instead of an answer has it noted."""
    if isinstance(error, ClientError):
        return error.operation_name
    return " ".join(getattr(error, "__notes__", ()))


@contextmanager
def store_unavailable() -> Iterator[None]:
    """Turn whatever the SDK raises into StoreUnavailableError.

    That holds for throttling, faults of the service and lost connections, where trying again is right, and
    for refused permissions or a missing table: the customer can do no more, and the error carries the code.
    """
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise StoreUnavailableError(error_code(error), call=called(error)) from error
