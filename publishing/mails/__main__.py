"""`python -m publishing.mails`: compile the mails into `build/mails`."""

from __future__ import annotations

from pathlib import Path

from publishing.mails import compile_mails

if __name__ == "__main__":
    compile_mails(Path("build") / "mails")
