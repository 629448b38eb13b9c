"""What SAM makes of a template whose functions begin from snapshots."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from deployment.snapshots import publish_versions
from local.template import code_folders, load_template, transform_template

ROOT = Path(__file__).parents[3]
WAITED_FOR = {"SubmitInquiry", "ShowReceipt"}


@pytest.fixture
def layer(tmp_path: Path) -> Path:
    """A layer with some code."""
    code = tmp_path / "layer" / "python"
    code.mkdir(parents=True)
    (code / "code.py").write_text("A = 1\n", encoding="utf-8")
    return code.parent


def resources(layer: Path | None) -> dict[str, Any]:
    """Return what SAM makes of our template; with a layer its functions are published first."""
    template = load_template(ROOT / "template.yaml")
    if layer:
        publish_versions(template, layer, ROOT)
    code = {name: {"Bucket": "some-bucket", "Key": f"{name}.zip"} for name in code_folders(template)}
    made: dict[str, Any] = transform_template(template, code)["Resources"]
    return made


def test_what_is_made_of_it_is_valid(layer: Path, tmp_path: Path) -> None:
    """cfn-lint has nothing to say of versions, aliases and snapshots."""
    template = load_template(ROOT / "template.yaml")
    publish_versions(template, layer, ROOT)
    code = {name: {"Bucket": "some-bucket", "Key": f"{name}.zip"} for name in code_folders(template)}
    path = tmp_path / "template.json"
    path.write_text(json.dumps(transform_template(template, code)), encoding="utf-8")
    done = subprocess.run([ROOT / ".venv/bin/cfn-lint", path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def versions(made: dict[str, Any]) -> dict[str, str]:
    """Return the published version of each function: its name -> the resource's."""
    return {
        resource["Properties"]["FunctionName"]["Ref"]: name
        for name, resource in made.items()
        if resource["Type"] == "AWS::Lambda::Version"
    }


def test_without_the_option_nothing_is_published() -> None:
    """The template by itself has no version, no alias, and events go to the functions."""
    made = resources(None)
    types = {resource["Type"] for resource in made.values()}
    assert not types & {"AWS::Lambda::Version", "AWS::Lambda::Alias"}
    assert not any("SnapStart" in resource.get("Properties", {}) for resource in made.values())


def test_who_is_waited_for_is_published_and_called_by_its_alias(layer: Path) -> None:
    """Snapshots are of versions: requests and the permission to make them go to the alias of one."""
    made = resources(layer)
    assert set(versions(made)) == WAITED_FOR
    for function in WAITED_FOR:
        assert made[f"{function}Aliaslive"]["Properties"]["FunctionName"] == {"Ref": function}
        assert made[function]["Properties"]["SnapStart"] == {"ApplyOn": "PublishedVersions"}
    permissions = {
        json.dumps(resource["Properties"]["FunctionName"])
        for resource in made.values()
        if resource["Type"] == "AWS::Lambda::Permission"
    }
    assert {f'{{"Ref": "{name}Aliaslive"}}' for name in WAITED_FOR} <= permissions
    assert not {f'{{"Ref": "{name}"}}' for name in WAITED_FOR} & permissions


def test_new_code_in_the_layer_is_a_new_version(layer: Path) -> None:
    """Else the alias would answer with the code of the deploy before; the same code is no new version."""
    before = versions(resources(layer))
    compiled = layer / "python" / "__pycache__"
    compiled.mkdir()
    (compiled / "code.pyc").write_bytes(b"compiled")
    assert versions(resources(layer)) == before
    (layer / "python" / "code.py").write_text("A = 2\n", encoding="utf-8")
    after = versions(resources(layer))
    assert all(after[name] != before[name] for name in WAITED_FOR)
