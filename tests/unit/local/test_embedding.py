from __future__ import annotations

import json
from pathlib import Path

from local.template import Template, code_folders, embed_template, load_template, transform_template

ROOT = Path(__file__).parents[3]


def embedded() -> Template:
    """Return what the embedded AWS is given."""
    template = load_template(ROOT / "template.yaml")
    code = {name: {"Bucket": "b", "Key": name} for name in code_folders(template)}
    return embed_template(transform_template(template, code))


def test_what_stands_in_front_is_left_out_with_its_outputs() -> None:
    """Nothing that is created, and no output, refers to what is not."""
    template = embedded()
    kinds = {resource["Type"].split("::")[1] for resource in template["Resources"].values()}
    assert not kinds & {"CloudFront", "CloudWatch", "Route53", "Budgets", "SNS"}
    assert {"ApiId", "TableName", "AttachmentBucketName"} <= set(template["Outputs"])
    text = json.dumps([template["Resources"], template["Outputs"]])
    for gone in ("SiteRelease", "Alarms", "Dashboard"):
        assert f'"{gone}"' not in text


def test_functions_and_table_are_all_there() -> None:
    """What `make run` runs is what AWS runs."""
    written = load_template(ROOT / "template.yaml")["Resources"]
    functions = {name for name, each in written.items() if each["Type"] == "AWS::Serverless::Function"}
    assert functions | {"Table"} <= set(embedded()["Resources"])
