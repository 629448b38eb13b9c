"""Findings as text for people, as annotations for GitHub, and as JSON."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from helpcenter.messages import Messages
    from publishing.check.finding import Finding

_COLOURS = {"error": "31", "warning": "33"}


def as_text(findings: Sequence[Finding], messages: Messages, *, colours: bool = False) -> str:
    """Return a line for each finding, `file:line: severity: words [code]`, and a summary."""
    lines = []
    for found in findings:
        severity = messages.text(f"check.severity.{found.severity}")
        if colours:
            severity = f"\033[{_COLOURS[found.severity]}m{severity}\033[0m"
        lines.append(f"{found.file}:{found.line}: {severity}: {found.words(messages)} [{found.code}]")
    return "\n".join([*lines, summary(findings, messages)]) + "\n"


def as_github(findings: Sequence[Finding], messages: Messages, *, colours: bool = False) -> str:
    """Return workflow commands, which GitHub shows beside the line that they are about."""
    del colours
    return "".join(
        f"::{found.severity} file={_property(found.file)},line={found.line},title={_property(found.code)}"
        f"::{_data(found.words(messages))}\n"
        for found in findings
    )


def as_json(findings: Sequence[Finding], messages: Messages, *, colours: bool = False) -> str:
    """Return one JSON object: the findings with their words and values, and how many there are."""
    del colours
    return (
        json.dumps(
            {
                "findings": [
                    {
                        "file": found.file,
                        "line": found.line,
                        "severity": found.severity,
                        "code": found.code,
                        "message": found.words(messages),
                        "values": {key: str(value) for key, value in found.values.items()},
                    }
                    for found in findings
                ],
                **_counts(findings),
            },
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )


def as_gitlab(findings: Sequence[Finding], messages: Messages, *, colours: bool = False) -> str:
    """Return a code quality report, which GitLab shows beside the lines of a merge request.

    https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
    """
    del colours
    report = [
        {
            "description": found.words(messages),
            "check_name": found.code,
            "fingerprint": hashlib.sha256(
                f"{found.file}\n{found.code}\n{sorted(found.values.items())}".encode()
            ).hexdigest(),
            "severity": {"error": "major", "warning": "minor"}[found.severity],
            "location": {"path": found.file, "lines": {"begin": found.line}},
        }
        for found in findings
    ]
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def summary(findings: Sequence[Finding], messages: Messages) -> str:
    """Return how much was found, in a line."""
    code = "check.summary" if findings else "check.summary.none"
    return messages.text(code, **_counts(findings))


FORMATS: dict[str, Callable[..., str]] = {
    "text": as_text,
    "github": as_github,
    "gitlab": as_gitlab,
    "json": as_json,
}


def _counts(findings: Sequence[Finding]) -> dict[str, int]:
    counted = Counter(found.severity for found in findings)
    return {"errors": counted["error"], "warnings": counted["warning"]}


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
