from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from auditing.history import run, secrets_in

if TYPE_CHECKING:
    from pathlib import Path

# Put together here, lest this file itself is found.
SECRETS = {
    "aws_access_key": "AKIA" + "Z7Q4M2X9K1B3N5V8",
    "github_token": "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8",
    "private_key": "-----BEGIN RSA PRIVATE" + " KEY-----\n" + "MIIEowIBAAKCAQEA" * 5,
    "slack_token": "xoxb-" + "123456789012-abcdefghijkl",
}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """An empty repository."""
    git(tmp_path, "init", "-q")
    git(tmp_path, "config", "user.email", "a@example.com")
    git(tmp_path, "config", "user.name", "a")
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder."""
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)


def commit(folder: Path, text: str) -> None:
    """Commit a file with a text."""
    (folder / "settings.txt").write_text(text, encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "a change")


@pytest.mark.parametrize("kind", SECRETS)
def test_a_secret_is_found_though_it_was_taken_out_again(
    repository: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was ever committed is in every clone; it is told by its place and kind alone."""
    commit(repository, f"key = {SECRETS[kind]}\n")
    commit(repository, "key = from the environment\n")
    assert [(path, found) for _, path, found in secrets_in(repository)] == [("settings.txt", kind)]
    assert run(repository) == 1
    assert SECRETS[kind][:20] not in capsys.readouterr().out


def test_what_only_looks_like_one_is_none(repository: Path) -> None:
    """Examples of AWS's documentation, digests and case IDs pass."""
    commit(repository, f"AKIAIOSFODNN7EXAMPLE {'0a' * 20} 7K3M-9PQ2-RTD ghp_short\n")
    assert run(repository) == 0
