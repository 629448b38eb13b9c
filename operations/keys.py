"""`keys`: the keys that links are signed with. Two live while one replaces the other."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from operations.terminal import DONE, NOT_DONE

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from helpcenter.messages import Messages
    from operations.place import Place
    from operations.terminal import Terminal

_VARIABLE, _RESOURCE = "LINK_KEYS", "LinkKeys"


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
    """The keys of a stack: in its secret, and in the environments of its functions, which read no secret.

    `local_secrets` is where the local center keeps its secrets from one start to the next.
    """

    cloudformation: Any
    functions: Any
    vault: Any
    stack: str
    local_secrets: Path | None = None

    def keys(self) -> list[str]:
        """Return the keys, the one that signs first."""
        if self.local_secrets:
            return str(json.loads(self.local_secrets.read_text(encoding="utf-8"))[_RESOURCE]).split(",")
        return str(self.vault.get_secret_value(SecretId=self._secret())["SecretString"]).split(",")

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
        text = ",".join(keys)
        if self.local_secrets:
            kept = json.loads(self.local_secrets.read_text(encoding="utf-8"))
            self.local_secrets.write_text(json.dumps({**kept, _RESOURCE: text}, indent=2), encoding="utf-8")
        else:
            self.vault.put_secret_value(SecretId=self._secret(), SecretString=text)
        for name in self._resources("AWS::Lambda::Function").values():
            known = self.functions.get_function_configuration(FunctionName=name)
            variables = known.get("Environment", {}).get("Variables", {})
            if _VARIABLE in variables:
                environment = {"Variables": {**variables, _VARIABLE: text}}
                self.functions.update_function_configuration(FunctionName=name, Environment=environment)
                self.functions.get_waiter("function_updated_v2").wait(FunctionName=name)

    def _secret(self) -> str:
        return self._resources("AWS::SecretsManager::Secret")[_RESOURCE]

    def _resources(self, kind: str) -> dict[str, str]:
        pages = self.cloudformation.get_paginator("list_stack_resources").paginate(StackName=self.stack)
        return {
            resource["LogicalResourceId"]: resource["PhysicalResourceId"]
            for page in pages
            for resource in page["StackResourceSummaries"]
            if resource["ResourceType"] == kind
        }


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
