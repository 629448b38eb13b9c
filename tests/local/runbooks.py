"""Runbooks, followed to the letter: what stands in them as a command is run on a running center."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from local.aws import Account
from operations.__main__ import run
from tests.local.aws_cli import run_aws
from tests.local.running import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import pytest

    from tests.local.running import RunningCenter

BOOKS = ROOT / "operating" / "runbooks"
_COMMANDS = re.compile(
    r"^ *```sh\n(?P<block>.*?)^ *```|`(?P<inline>(?:make|aws|git) [^`]+)`", re.MULTILINE | re.DOTALL
)
_INNER = re.compile(r'"\$\((?P<command>aws [^()]*(?:\([^()]*\)[^()]*)*)\)"')
_NAME = re.compile(r'"\$(?P<name>[A-Z]+)"')


def commands_of(book: str) -> list[str]:
    """Return the commands of a runbook in their order, those in its sentences too."""
    text = (BOOKS / book).read_text(encoding="utf-8")
    found = list[str]()
    for match in _COMMANDS.finditer(text):
        told = match["block"] or match["inline"]
        found += [line.strip() for line in told.replace("\\\n", " ").splitlines() if line.strip()]
    return found


@dataclass(frozen=True, slots=True)
class Operator:
    """Somebody with a terminal: types commands, `make operator` and `aws`, at a running center."""

    center: RunningCenter
    folder: Path
    screen: pytest.CaptureFixture[str]
    printed: list[str] = field(default_factory=list)

    @property
    def account(self) -> Account:
        """The account of the center."""
        endpoint = (self.center.data / "endpoint").read_text(encoding="ascii").strip()
        return Account(int(endpoint.rpartition(":")[2]))

    def type(self, command: str, names: Mapping[str, str] | None = None) -> str:
        """Run a command and return what it prints; it must succeed. `names` are what it leaves open."""
        command = _INNER.sub(lambda inner: shlex.quote(self.type(inner["command"], names)), command)
        command = _NAME.sub(lambda name: shlex.quote((names or {})[name["name"]]), command)
        words = shlex.split(command)
        if words[0] == "aws":
            return run_aws(self.account.client, words, self.folder)
        arguments = [(names or {}).get(word, word) for word in shlex.split(words[2].removeprefix("ARGS="))]
        assert words[:2] == ["make", "operator"], command
        self.screen.readouterr()
        assert run(["--data", str(self.center.data), *arguments], {"LC_ALL": "en"}) == 0, command
        return self.screen.readouterr().out

    def follow(self, book: str, names: Callable[[Operator], Mapping[str, str]]) -> None:
        """Run every command of a runbook that can be run on this machine; `printed` is what each printed."""
        for command in commands_of(book):
            if command.startswith(("aws ", "make operator ")):
                left_open = _NAME.search(command) or "replay ID" in command
                self.printed.append(self.type(command, names(self) if left_open else {}))
