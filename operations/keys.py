"""`keys`: the keys that links are signed with. Two live while one replaces the other."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deployment.secrets import names_of
from operations.terminal import DONE, NOT_DONE

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from deployment.account import ParameterStore
    from helpcenter.messages import Messages
    from operations.place import Place
    from operations.terminal import Terminal

_KEYS = "LinkKeys"


def add_commands(groups: argparse._SubParsersAction[argparse.ArgumentParser], messages: Messages) -> None:
    """Add the commands of this group."""
    group = groups.add_parser("keys", help=messages.text("operations.keys"))
    commands = group.add_subparsers(metavar="COMMAND", required=True)
    for name, run in (("list", list_keys), ("rotate", rotate), ("retire", retire)):
        text = messages.text(f"operations.keys.{name}")
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("--stack", default="help-center", help=messages.text("operations.keys.stack"))
        command.set_defaults(run=run)


@dataclass(frozen=True, slots=True)
class LinkKeyRing:
    """The keys of a stack: in the vault, and a parameter of the stack, which gives them to its functions.

    `local_secrets` is where the local center keeps its secrets from one start to the next.
    """

    cloudformation: Any
    vault: ParameterStore
    stack: str
    local_secrets: Path | None = None

    def keys(self) -> list[str]:
        """Return the keys, the one that signs first."""
        if self.local_secrets:
            return str(json.loads(self.local_secrets.read_text(encoding="utf-8"))[_KEYS]).split(",")
        return self.vault.secrets({_KEYS: self._name})[_KEYS].split(",")

    def rotate(self) -> None:
        """Let a new key sign. Links made with the one before stay good; those of the one before that end.

        The new key is known everywhere before anybody signs with it: no link is unknown for a moment.
        """
        new, old = secrets.token_urlsafe(36), self.keys()[0]
        self._set([old, new])
        self._set([new, old])

    def retire(self) -> None:
        """Let the key that signs be the only one: links made with the other are good no more."""
        self._set(self.keys()[:1])

    def _set(self, keys: list[str]) -> None:
        """Keep keys and give them to the functions, as a deploy does: its rollback knows them."""
        text = ",".join(keys)
        if self.local_secrets:
            kept = json.loads(self.local_secrets.read_text(encoding="utf-8"))
            self.local_secrets.write_text(json.dumps({**kept, _KEYS: text}, indent=2), encoding="utf-8")
        else:
            self.vault.replace(self._name, text)
        known = self.cloudformation.describe_stacks(StackName=self.stack)["Stacks"][0]["Parameters"]
        same = [each["ParameterKey"] for each in known if each["ParameterKey"] != _KEYS]
        self.cloudformation.update_stack(
            StackName=self.stack,
            UsePreviousTemplate=True,
            Parameters=[
                {"ParameterKey": _KEYS, "ParameterValue": text},
                *({"ParameterKey": name, "UsePreviousValue": True} for name in same),
            ],
            Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        )
        waiter = self.cloudformation.get_waiter("stack_update_complete")
        delay = 0.1 if self.local_secrets else 5
        waiter.wait(StackName=self.stack, WaiterConfig={"Delay": delay, "MaxAttempts": 720})

    @property
    def _name(self) -> str:
        return names_of(self.stack)[_KEYS]


def list_keys(place: Place, terminal: Terminal, options: argparse.Namespace) -> int:
    """Print the fingerprint of each key, never the key: the one that signs first."""
    for number, key in enumerate(place.link_keys(options.stack).keys()):
        role = terminal.messages.text("operations.keys.reads" if number else "operations.keys.signs")
        terminal.row(_fingerprint(key), role)
    return DONE


def rotate(place: Place, terminal: Terminal, options: argparse.Namespace) -> int:
    """Let a new key sign; the one before stays good."""
    place.link_keys(options.stack).rotate()
    terminal.warn("operations.keys.rotated")
    return list_keys(place, terminal, options)


def retire(place: Place, terminal: Terminal, options: argparse.Namespace) -> int:
    """End the key before."""
    ring = place.link_keys(options.stack)
    if len(ring.keys()) == 1:
        terminal.warn("operations.keys.only_one")
        return NOT_DONE
    ring.retire()
    return list_keys(place, terminal, options)


def _fingerprint(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:12]
