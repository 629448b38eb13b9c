"""The center's mails as the functions' layer has them, compiled once for all tests of a process."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from helpcenter.mail.templates import MailTemplates
from publishing.mails import compile_mails

_FOLDER = TemporaryDirectory(prefix="mails-")
compile_mails(Path(_FOLDER.name))
MAIL_TEMPLATES = MailTemplates(Path(_FOLDER.name))
