"""What a release is made of, beside Python's packages."""

from __future__ import annotations

import json

from auditing.sbom import NPM_LOCK, npm_components, with_components

LOCK = {
    "lockfileVersion": 3,
    "packages": {
        "": {"name": "ours"},
        "node_modules/@scope/tool": {"version": "1.2.3", "integrity": "sha512-AQID", "license": "MIT"},
        "node_modules/a/node_modules/b": {"version": "2.0.0", "integrity": "sha512-BAUG", "license": "ISC"},
    },
}


def test_what_npm_brings_is_named_with_its_digest() -> None:
    """Name, version, licence and digest of each package of the lock, and not the project itself."""
    first, second = npm_components(LOCK)
    assert (first["group"], first["name"], first["purl"]) == ("@scope", "tool", "pkg:npm/%40scope/tool@1.2.3")
    assert first["hashes"] == [{"alg": "SHA-512", "content": "010203"}]
    assert (second["name"], second["purl"]) == ("b", "pkg:npm/b@2.0.0")
    assert second["licenses"] == [{"license": {"id": "ISC"}}]


def test_every_component_has_its_place_among_the_dependencies() -> None:
    """What was there stays, in its order."""
    known = {"components": [{"bom-ref": "a"}], "dependencies": [{"ref": "a"}], "specVersion": "1.6"}
    whole = with_components(known, list(npm_components(LOCK)))
    refs = [component["bom-ref"] for component in whole["components"]]
    assert refs == [place["ref"] for place in whole["dependencies"]]
    assert refs[0] == "a"
    assert len(refs) == 3
    assert whole["specVersion"] == "1.6"


def test_the_solver_that_the_site_ships_is_in_it() -> None:
    """The lock that `make test` installs from is the one that is read."""
    names = [component["name"] for component in npm_components(json.loads(NPM_LOCK.read_text("utf-8")))]
    assert "altcha-lib" in names
