"""The center's secrets in Parameter Store: made once, and handed to the stack (decisions/0031)."""

from __future__ import annotations

import json
import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

RANDOM = ("CaseSecret", "LinkKeys", "GapSecret", "GenericTranscriptSecret")
"""Parameters of template.yaml that are made at random."""
SETTINGS = {"ChatProviders": "{}"}
"""Those that an operator fills in, with what they begin with."""
NAMES = (*RANDOM, *SETTINGS)


class Vault(Protocol):
    """Where the secrets of stacks are kept."""

    def secrets(self, names: Mapping[str, str]) -> Mapping[str, str]:
        """Return what is kept under `names` (of a parameter: its name in the vault), by parameter."""

    def keep(self, name: str, value: str) -> None:
        """Keep a value under a name in the vault.

        Raises:
            ClientError: there is one under this name already, or it can't be kept.
        """


def names_of(stack: str) -> dict[str, str]:
    """Return the name of each secret of a stack in Parameter Store."""
    return {name: f"/{stack}/{name}" for name in NAMES}


def complete_secrets(vault: Vault, stack: str) -> Mapping[str, str]:
    """Make those that a stack lacks and return all; what is there stays as it is.

    Raises:
        ClientError: Parameter Store refuses, also when another deploy was faster.
    """
    names = names_of(stack)
    found = dict(vault.secrets(names))
    for name in NAMES:
        if name not in found:
            found[name] = SETTINGS.get(name) or secrets.token_urlsafe(36)
            vault.keep(names[name], found[name])
    return found


@contextmanager
def handed_over(values: Mapping[str, str], file: Path) -> Iterator[None]:
    """Let `file` hold the values, as YAML that its owner alone may read, until the block ends.

    sam reads them there: what stands in a command is seen by all who may list processes.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    try:
        file.write_text(json.dumps(dict(values)), encoding="utf-8")  # JSON is YAML
        yield
    finally:
        file.unlink(missing_ok=True)
