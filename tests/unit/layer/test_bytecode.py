"""The byte code that the layer brings, and what the SDK finds in it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from botocore.loaders import create_loader

from local.template import load_template
from publishing.layer.bytecode import RUNTIME, compile_code
from publishing.layer.endpoints import SERVICES, write_endpoints

OWN = f"python{sys.version_info.major}.{sys.version_info.minor}"


def test_compiled_code_is_never_compared_with_its_source(tmp_path: Path) -> None:
    """A start reads byte code alone; it names files as they are on AWS."""
    code = tmp_path / "python"
    code.mkdir()
    (code / "one.py").write_text("A = 1\n", encoding="utf-8")
    assert compile_code(tmp_path, OWN)
    [compiled] = code.rglob("*.pyc")
    content = compiled.read_bytes()
    assert int.from_bytes(content[4:8], "little") == 0b01  # PEP 552: by hash, not checked
    assert b"/opt/python/one.py" in content


def test_without_the_runtimes_python_nothing_is_compiled(tmp_path: Path) -> None:
    """Byte code of another Python is of no use."""
    assert not compile_code(tmp_path, "python3.999")


def test_it_is_compiled_for_the_runtime_of_the_functions() -> None:
    """Whoever changes the runtime in template.yaml changes it here too."""
    template = load_template(Path(__file__).parents[3] / "template.yaml")
    assert template["Globals"]["Function"]["Runtime"] == RUNTIME


def test_the_sdk_finds_the_same_endpoints_in_a_tenth_of_the_data(tmp_path: Path) -> None:
    """Partitions and regions are all there, services are those of every start, unchanged."""
    write_endpoints(tmp_path / "sdk")
    file = tmp_path / "sdk" / "endpoints.json"
    told, whole = json.loads(file.read_text(encoding="utf-8")), create_loader().load_data("endpoints")
    assert file.stat().st_size < 20_000
    for partition, known in zip(told["partitions"], whole["partitions"], strict=True):
        assert {**known, "services": partition["services"]} == partition
        assert partition["services"] == {
            name: known["services"][name] for name in SERVICES if name in known["services"]
        }
