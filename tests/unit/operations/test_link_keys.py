"""Changing the key that links are signed with, while links are being opened."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deployment.account import ParameterStore
from helpcenter.messages import load_messages
from operations import keys
from operations.keys import LinkKeyRing, list_keys, retire, rotate
from operations.place import Place
from operations.terminal import Terminal

if TYPE_CHECKING:
    import pytest

CATALOGUES = load_messages(Path(keys.__file__).parent / "messages")


class Stack:
    """CloudFormation with a stack of two parameters, and Parameter Store; `told` is every change."""

    def __init__(self) -> None:
        self.secret, self.given = "first", {"LinkKeys": "first", "SiteUrl": "https://a/"}
        self.told: list[tuple[str, str]] = []

    def get_parameters(self, *, Names: list[str], WithDecryption: bool) -> dict[str, object]:  # noqa: N803
        """Return the secret."""
        assert WithDecryption
        return {"Parameters": [{"Name": name, "Value": self.secret} for name in Names]}

    def put_parameter(self, *, Name: str, Value: str, Type: str, Overwrite: bool) -> None:  # noqa: N803
        """Change the secret."""
        assert (Name, Type, Overwrite) == ("/help-center/LinkKeys", "SecureString", True)
        self.secret = Value
        self.told.append(("secret", Value))

    def describe_stacks(self, *, StackName: str) -> dict[str, object]:  # noqa: N803
        """Return the stack; what is secret is not shown."""
        assert StackName == "help-center"
        return {
            "Stacks": [{"Parameters": [{"ParameterKey": k, "ParameterValue": "****"} for k in self.given]}]
        }

    def update_stack(
        self,
        *,
        UsePreviousTemplate: bool,  # noqa: N803
        Parameters: list[dict[str, Any]],  # noqa: N803
        **_: object,
    ) -> None:
        """Change the parameters that are given."""
        assert UsePreviousTemplate
        assert {each["ParameterKey"] for each in Parameters} == set(self.given)
        for each in Parameters:
            if not each.get("UsePreviousValue"):
                self.given[each["ParameterKey"]] = each["ParameterValue"]
                self.told.append(("stack", each["ParameterValue"]))

    def get_waiter(self, _: str) -> Stack:
        """Return what waits."""
        return self

    def wait(self, **_: object) -> None:
        """Wait for nothing."""


def test_a_new_key_is_known_everywhere_before_anybody_signs_with_it() -> None:
    """First all take it, then all sign with it; the one before it stays good until it is retired.

    The stack itself knows it each time: should a deploy be rolled back, nobody goes back to a key before.
    """
    stack = Stack()
    ring = LinkKeyRing(stack, ParameterStore(stack), "help-center")
    ring.rotate()
    new, old = stack.secret.split(",")
    assert (old, len(new) >= 40) == ("first", True)
    both = [("secret", f"first,{new}"), ("stack", f"first,{new}")]
    assert stack.told == [*both, *((name, f"{new},first") for name, _ in both)]
    ring.rotate()
    assert stack.secret.split(",")[1] == new
    ring.retire()
    assert "," not in stack.secret
    assert stack.given == {"LinkKeys": stack.secret, "SiteUrl": "https://a/"}


def test_keys_are_shown_by_their_fingerprints(capsys: pytest.CaptureFixture[str]) -> None:
    """No key is ever printed."""
    stack = Stack()
    place = Place(None, "table", lambda _: stack)  # type: ignore[arg-type] # no table is asked
    terminal = Terminal(CATALOGUES["en"], {})
    for command in (rotate, list_keys, retire):
        assert command(place, terminal, argparse.Namespace(stack="help-center")) == 0
    said = capsys.readouterr()
    assert not any(key in said.out + said.err for _, keys in stack.told for key in keys.split(","))
    assert "signs" in said.out
