"""`python -m auditing.sbom`: what a release is made of, `build/sbom.json` (CycloneDX, https://cyclonedx.org).

cyclonedx-py reads the lock of Python's packages: those that the functions and the site are made of, and those
that build and test them. Of npm the site takes the solver of the proof of work, which is added here.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parents[1]
PROGRAM = ROOT / ".tools" / "audit" / "bin" / "cyclonedx-py"
NPM_LOCK = ROOT / "publishing" / "proof" / "package-lock.json"
SBOM = ROOT / "build" / "sbom.json"
_ALGORITHMS = {"sha256": "SHA-256", "sha384": "SHA-384", "sha512": "SHA-512"}


def npm_components(lock: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what a package-lock.json of version 3 holds, as components.

    https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json (`integrity` is that of W3C's SRI),
    https://github.com/package-url/purl-spec/blob/main/types-doc/npm-definition.md
    """
    for path, package in lock["packages"].items():
        if not path:  # the project itself
            continue
        name = path.rpartition("node_modules/")[2]
        scope, _, bare = name.rpartition("/")
        purl = f"pkg:npm/{name.replace('@', '%40')}@{package['version']}"
        algorithm, _, digest = package["integrity"].partition("-")
        yield {
            "type": "library",
            "bom-ref": purl,
            **({"group": scope} if scope else {}),
            "name": bare,
            "version": package["version"],
            "purl": purl,
            "hashes": [{"alg": _ALGORITHMS[algorithm], "content": base64.b64decode(digest).hex()}],
            "licenses": [{"license": {"id": package["license"]}}],
        }


def with_components(sbom: Mapping[str, Any], components: list[dict[str, Any]]) -> dict[str, Any]:
    """Return an SBOM with further components, each with its place among the dependencies."""
    places = [{"ref": component["bom-ref"]} for component in components]
    return {
        **sbom,
        "components": [*sbom["components"], *components],
        "dependencies": [*sbom["dependencies"], *places],
    }


def main() -> int:
    """Write the SBOM; return the exit code of what reads the lock."""
    SBOM.parent.mkdir(exist_ok=True)
    read = ["requirements", "requirements.lock", "--pyproject", "pyproject.toml", "--output-file", str(SBOM)]
    done = subprocess.run([PROGRAM, *read], cwd=ROOT, check=False)  # noqa: S603 - our own
    if done.returncode == 0:
        sbom = json.loads(SBOM.read_text(encoding="utf-8"))
        components = list(npm_components(json.loads(NPM_LOCK.read_text(encoding="utf-8"))))
        SBOM.write_text(json.dumps(with_components(sbom, components), indent=2) + "\n", encoding="utf-8")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
