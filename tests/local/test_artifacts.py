"""What is deployed: each function with the layer, and nothing of this machine's packages."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import pytest

from benchmarks.functions.figures import ZIPPED_BAR, zipped
from local.template import code_folders, load_template
from publishing.layer.bytecode import compile_code
from tests.local.running import ROOT

if TYPE_CHECKING:
    from tests.local.running import RunningCenter

pytestmark = pytest.mark.xdist_group("center")
RUNTIME = ("boto3", "botocore", "s3transfer", "dateutil", "jmespath", "six.py", "urllib3")
"""What AWS's runtime brings: boto3 and all that it needs."""

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


def test_what_is_uploaded_is_small(center: RunningCenter, tmp_path: Path) -> None:
    """Layer, with its byte code, and function: each start of a function fetches both."""
    layer = tmp_path / "layer"
    shutil.copytree(center.data / "build" / "layer", layer)
    assert compile_code(layer, f"python{sys.version_info.major}.{sys.version_info.minor}")
    assert zipped(layer) + zipped(ROOT / "functions" / "submit_inquiry") <= ZIPPED_BAR
