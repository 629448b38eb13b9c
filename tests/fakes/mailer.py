"""A mail service in memory, and gates before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from helpcenter.mail.delivery import Mail
    from helpcenter.mail.job import MailJob


@dataclass
class MemoryMailer:
    """A Mailer that keeps what it sent; `before` is called with each mail first and may fail as SES does."""

    before: Callable[[Mail], None] = lambda _: None
    mails: list[Mail] = field(default_factory=list)

    def send(self, mail: Mail) -> str:
        """Send and return a message ID."""
        self.before(mail)
        self.mails.append(mail)
        return f"message-{len(self.mails)}"


class OpenGate:
    """A MailGate through which every mail goes."""

    def closed(self, job: MailJob, address: str, now: datetime, **_: bool) -> str:  # noqa: ARG002 - a MailGate
        """Hold nothing back."""
        return ""


@dataclass
class ClosableGate:
    """A MailGate that is closed while a `reason` is set, and fails while a `failure` is."""

    reason: str = ""
    failure: Exception | None = None

    def closed(self, job: MailJob, address: str, now: datetime, **_: bool) -> str:  # noqa: ARG002 - a MailGate
        """Return the reason."""
        if self.failure:
            raise self.failure
        return self.reason
