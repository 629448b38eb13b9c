"""A mail service in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpcenter.mail.delivery import Mail


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
