"""The secrets of a stack in Parameter Store: made once, never changed, handed over unseen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import pytest
import yaml
from moto import mock_aws

from deployment.account import AwsAccount
from deployment.secrets import NAMES, complete_secrets, handed_over, names_of
from local.template import load_template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deployment.secrets import Vault

ROOT = Path(__file__).parents[2]
REGION = "ap-northeast-2"


@pytest.fixture
def vault(monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    """Parameter Store of an empty account."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    with mock_aws():
        yield AwsAccount(lambda service: boto3.client(service, region_name=REGION)).vault()  # type: ignore[call-overload]


def test_the_first_deploy_makes_them_and_the_next_changes_none(vault: Vault) -> None:
    """Each long and different; whoever deploys again, from wherever, hands over the same."""
    first = complete_secrets(vault, "help-center")
    assert set(first) == set(NAMES)
    made = [value for name, value in first.items() if name != "ChatProviders"]
    assert len(set(made)) == len(made)
    assert all(len(value) >= 32 for value in made)
    assert first["ChatProviders"] == "{}"
    assert complete_secrets(vault, "help-center") == first
    assert complete_secrets(vault, "previews") != first


def test_what_an_operator_wrote_is_handed_over(vault: Vault) -> None:
    """Old secrets that are brought along before the first deploy, as after a restore, stay."""
    vault.keep("/help-center/CaseSecret", "brought along")
    assert complete_secrets(vault, "help-center")["CaseSecret"] == "brought along"


def test_they_are_encrypted(vault: Vault) -> None:
    """Secure strings of the standard tier, which are not charged for."""
    complete_secrets(vault, "help-center")
    told = boto3.client("ssm", region_name=REGION).get_parameters(
        Names=list(names_of("help-center").values())
    )
    assert [each["Type"] for each in told["Parameters"]] == ["SecureString"] * len(NAMES)


def test_no_secret_is_ever_overwritten(vault: Vault) -> None:
    """Of two deploys at the same time one ends before it changes anything."""
    complete_secrets(vault, "help-center")
    with pytest.raises(Exception, match="ParameterAlreadyExists"):
        vault.keep("/help-center/CaseSecret", "another")


def test_the_file_that_sam_reads_is_private_and_goes_away(tmp_path: Path) -> None:
    """Also when the deploy fails; whatever is in a secret arrives as it is."""
    file = tmp_path / "build" / "secrets.yaml"
    values = {"CaseSecret": "yes", "ChatProviders": '{"tawk": {"secret": "a: b, c"}}'}

    def fail() -> None:
        with handed_over(values, file):
            assert yaml.safe_load(file.read_text(encoding="utf-8")) == values
            assert file.stat().st_mode & 0o077 == 0
            raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - ours
        fail()
    assert not file.exists()


def test_the_template_takes_each_and_shows_none() -> None:
    """Every one is a parameter that is shown by no console; what is random has no default."""
    declared = load_template(ROOT / "template.yaml")["Parameters"]
    for name in NAMES:
        assert declared[name]["NoEcho"] is True
        assert ("Default" in declared[name]) == (name == "ChatProviders")
