"""A template of CloudFormation as rules read it."""

from __future__ import annotations

import copy
import json
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from local.template import code_folders, load_template, transform_template

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Json = dict[str, Any]

logging.getLogger("samtranslator.metrics.metrics").setLevel(logging.ERROR)  # it measures itself, and says so


@dataclass(frozen=True, slots=True)
class Template:
    """What SAM makes of `root/template.yaml`."""

    root: Path
    resources: Json
    parameters: Json
    whole: Json

    def of(self, kind: str) -> Iterator[tuple[str, Json]]:
        """Yield logical ID and properties of each resource of a kind, like `AWS::S3::Bucket`."""
        for name, resource in self.resources.items():
            if resource["Type"] == kind:
                yield name, resource.get("Properties", {})

    def policies(self) -> Iterator[tuple[str, Json]]:
        """Yield (logical ID, statement) of each policy: of roles, buckets, queues, topics and keys."""
        for name, resource in self.resources.items():
            properties = resource.get("Properties", {})
            documents = [each["PolicyDocument"] for each in properties.get("Policies", ())]
            documents += [properties[key] for key in ("PolicyDocument", "KeyPolicy") if key in properties]
            for document in documents:
                yield from ((name, statement) for statement in document["Statement"])


def read_template(root: Path) -> Json:
    """Return `root/template.yaml` as written."""
    return load_template(root / "template.yaml")


def transformed(root: Path, written: Json) -> Template:
    """Return what SAM makes of a template as written, which stays as it is.

    Raises:
        Exception: SAM's own, where it can't make anything of it.
    """
    template = copy.deepcopy(written)
    code = {name: {"Bucket": "some-bucket", "Key": f"{name}.zip"} for name in code_folders(template)}
    made = transform_template(template, code)
    return Template(root, made["Resources"], made["Parameters"], made)


def as_json(template: Template) -> str:
    """Return the transformed template as CloudFormation takes it."""
    return json.dumps(template.whole, indent=1)


def name_of(value: Any) -> str:  # noqa: ANN401 - JSON
    """Return the logical ID that a Ref or a GetAtt leads to, "" for anything else."""
    if isinstance(value, dict):
        if "Ref" in value:
            return str(value["Ref"])
        if "Fn::GetAtt" in value:
            return str(value["Fn::GetAtt"][0])
    return ""


def listed(value: Any) -> list[Any]:  # noqa: ANN401 - JSON
    """Return what policies may write alone or as a list, as a list."""
    return value if isinstance(value, list) else [value]
