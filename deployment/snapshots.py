"""`python -m deployment.snapshots`: functions begin from snapshots, in the template that `sam build` left.

Snapshots are of published versions, never of `$LATEST`
(https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html). With `AutoPublishAlias` SAM publishes a
version and leads a function's events to it. It takes no condition, so it is no part of template.yaml and is
added here, where the parameter SnapStart is on. SAM does not see that the layer changed, in which nearly
all of our code is: the digest of function and layer says so.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from local.template import load_template

if TYPE_CHECKING:
    from local.template import Template

ALIAS = "live"
_BUILT = Path(".aws-sam/build/template.yaml")
_LAYER = Path("build/layer")


def publish_versions(template: Template, layer: Path, folder: Path) -> None:
    """Change a SAM template: functions marked `BeginsFromSnapshot` do, and new code is a new version.

    `folder` is where the functions' CodeUri begin.
    """
    for resource in template["Resources"].values():
        if resource.get("Metadata", {}).get("BeginsFromSnapshot"):
            properties = resource["Properties"]
            properties["SnapStart"] = {"ApplyOn": "PublishedVersions"}
            properties["AutoPublishAlias"] = ALIAS
            properties["AutoPublishCodeSha256"] = _digest(layer, folder / properties["CodeUri"])


def _digest(*folders: Path) -> str:
    state = hashlib.sha256()
    for folder in folders:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            if "__pycache__" not in file.parts:
                name = file.relative_to(folder).as_posix().encode()
                state.update(name + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return state.hexdigest()


if __name__ == "__main__":
    built = load_template(_BUILT)
    publish_versions(built, _LAYER, _BUILT.parent)
    _BUILT.write_text(json.dumps(built, indent=2), encoding="utf-8")  # JSON is YAML
