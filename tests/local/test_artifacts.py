"""What is deployed: each function with the layer, and nothing of this machine's packages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import pytest

from local.template import code_folders, load_template
from tests.local.running import ROOT

if TYPE_CHECKING:
    from tests.local.running import RunningCenter

pytestmark = pytest.mark.xdist_group("center")
RUNTIME = ("boto3", "botocore", "s3transfer", "dateutil", "six.py", "urllib3")
"""What AWS's runtime brings; jmespath, which boto3 needs too, is in the layer."""

CODE = """
import importlib, sys
sys.path[:0] = sys.argv[2:]
for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_LAMBDA_FUNCTION_NAME"):
    __import__("os").environ[name] = "ap-northeast-2"
for function in sys.argv[1].split(","):
    sys.path.insert(0, function)
    handler = importlib.import_module("handler")
    assert callable(handler.handler), function
    for own in [name for name in sys.modules if name == "handler" or name.startswith("helpcenter")]:
        del sys.modules[own]
    sys.path.remove(function)
"""


def test_each_function_imports_with_the_layer_alone(center: RunningCenter, tmp_path: Path) -> None:
    """A package that only this machine has would fail here and not on AWS; one process, each from anew."""
    installed = Path(boto3.__file__).parents[1]
    for name in RUNTIME:
        (tmp_path / name).symlink_to(installed / name)
    folders = code_folders(load_template(ROOT / "template.yaml")).values()
    functions = [str(ROOT / folder) for folder in folders if folder.startswith("functions/")]
    layer = center.data / "build" / "layer" / "python"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", CODE, ",".join(functions), str(layer), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
