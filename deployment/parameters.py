"""The parameters that an operator gives template.yaml, in `parameters.yaml`: private, and not committed."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from deployment.secrets import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_yaml = YAML()


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a parameter; `code` is of the catalogue."""

    code: str
    name: str
    near: str = ""


def read_parameters(file: Path) -> dict[str, str]:
    """Return the parameters, values as text.

    Raises:
        OSError: the file can't be read.
        ValueError: it is not a table of names and values.
    """
    given = _yaml.load(file.read_text(encoding="utf-8"))
    if not isinstance(given, dict):
        raise ValueError(file)  # noqa: TRY004 - what was written, not what was called
    return {str(name): "" if value is None else _text(value) for name, value in given.items()}


def change_parameters(file: Path, changes: Mapping[str, str], example: Path) -> None:
    """Write parameters into `file`, or into a copy of `example`; comments and all else stay.

    Raises:
        OSError: a file can't be read or written.
    """
    source = file if file.exists() else example
    given = _yaml.load(source.read_text(encoding="utf-8"))
    for name, value in changes.items():
        given[name] = value
    file.touch(mode=0o600)
    with file.open("w", encoding="utf-8") as opened:
        _yaml.dump(given, opened)


def problems(given: Mapping[str, str], declared: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    """Yield what CloudFormation would refuse, and mailboxes that functions could not read.

    `declared`: the template's parameters as written. Secrets are no business of the file's.
    """
    declared = {name: rules for name, rules in declared.items() if name not in NAMES}
    for name in given:
        if name not in declared:
            yield Problem("deployment.unknown", name, next(iter(get_close_matches(name, declared, 1)), ""))
    for name, rules in declared.items():
        value = given.get(name, rules.get("Default"))
        if value is None:
            yield Problem("deployment.missing", name)
        elif not _is_taken(str(value), rules):
            yield Problem("deployment.wrong", name)
        elif name == "Mailboxes" and not _has_default(str(value)):
            yield Problem("deployment.mailboxes", name)
    if given.get("SiteDomain") and not given.get("CertificateArn"):
        yield Problem("deployment.certificate", "CertificateArn")


def _is_taken(value: str, rules: Mapping[str, Any]) -> bool:
    values = [str(each) for each in rules.get("AllowedValues", [value])]
    return value in values and re.search(rules.get("AllowedPattern", ""), value) is not None


def _has_default(value: str) -> bool:
    try:
        boxes = json.loads(value)
    except ValueError:
        return False
    return isinstance(boxes, dict) and bool(boxes.get("default"))


def _text(value: object) -> str:
    return {True: "on", False: "off"}[value] if isinstance(value, bool) else str(value)
