"""The center's own template, made into what the embedded AWS can create."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

from local.aws import REGION

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Template = dict[str, Any]

_CODE = {"AWS::Serverless::Function": "CodeUri", "AWS::Serverless::LayerVersion": "ContentUri"}
_ELSEWHERE = ("AWS::CloudFront::", "AWS::CloudWatch::", "AWS::Route53::", "AWS::Budgets::", "AWS::SNS::")
_ENCRYPTED_ONLY = {"AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy"}
_INVOKED_FUNCTION = re.compile(r"\$\{(\w+)\.Arn\}")


# The AWS managed policies that SAM names. It would ask AWS for the list, which takes an account.
_MANAGED_POLICIES = {
    "AWSLambdaBasicExecutionRole": "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
    "AWSLambdaDynamoDBExecutionRole": "arn:aws:iam::aws:policy/service-role/AWSLambdaDynamoDBExecutionRole",
}


def load_template(path: Path) -> Template:
    """Read the template with its intrinsic functions in their long form."""
    template: Template = yaml_parse(path.read_text(encoding="utf-8"))
    return template


def code_folders(template: Template) -> dict[str, str]:
    """Return the folder of each function and layer, by logical ID."""
    return {
        name: resource["Properties"][_CODE[resource["Type"]]]
        for name, resource in template["Resources"].items()
        if resource["Type"] in _CODE
    }


def transform_template(template: Template, code: Mapping[str, Mapping[str, str]]) -> Template:
    """Return the CloudFormation template that SAM makes, with code at `code[logical ID]` (Bucket, Key).

    Changes `template`, as SAM does.
    """
    for name, resource in template["Resources"].items():
        if resource["Type"] in _CODE:
            resource["Properties"][_CODE[resource["Type"]]] = dict(code[name])
    translator = Translator(_MANAGED_POLICIES, Parser(), boto_session=boto3.Session(region_name=REGION))
    result: Template = translator.translate(template, {})
    return result


def embed_template(template: Template) -> Template:
    """Return a transformed template with what the embedded AWS lacks made up for.

    - What stands in front of site and API, and what watches over them, is of no use here and left out.
    - It reads no routes from the OpenAPI body of an HTTP API: they become resources.
    - It asks whether a role may send mail at all, not as whom: the identity in a policy becomes any.
    - It is called without encryption, which the policies of bucket and queue would forbid: they are left out.
    - The stream may deliver only after the data are back: its mapping starts disabled.
    """
    resources: Template = {}
    for name, resource in template["Resources"].items():
        properties = resource.get("Properties", {})
        if resource["Type"] in _ENCRYPTED_ONLY or resource["Type"].startswith(_ELSEWHERE):
            continue
        if resource["Type"] == "AWS::ApiGatewayV2::Api":
            resources |= _routes(name, properties.pop("Body")["paths"])
            properties |= {"Name": name, "ProtocolType": "HTTP"}
        if resource["Type"] == "AWS::Lambda::EventSourceMapping":
            properties["Enabled"] = False
        for policy in properties.get("Policies", ()):
            for statement in policy["PolicyDocument"]["Statement"]:
                if "ses:SendEmail" in statement["Action"]:
                    statement["Resource"] = "*"
        resources[name] = resource
    left_out = set(template["Resources"]) - set(resources)
    outputs = {
        name: output
        for name, output in template["Outputs"].items()
        if not any(
            f'"{gone}"' in json.dumps(output) or f"${{{gone}" in json.dumps(output) for gone in left_out
        )
    }
    return {**template, "Resources": resources, "Outputs": outputs}


def _routes(api: str, paths: Mapping[str, Mapping[str, Any]]) -> Template:
    routes: Template = {}
    for path, methods in paths.items():
        for method, operation in methods.items():
            uri = operation["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"]
            found = _INVOKED_FUNCTION.search(uri)
            if not found:
                raise ValueError(uri)
            function = found[1]
            integration = f"{function}Integration"
            routes[integration] = {
                "Type": "AWS::ApiGatewayV2::Integration",
                "Properties": {
                    "ApiId": {"Ref": api},
                    "IntegrationType": "AWS_PROXY",
                    "IntegrationUri": {"Fn::GetAtt": [function, "Arn"]},
                    "PayloadFormatVersion": "2.0",
                },
            }
            routes[f"{function}Route{len(routes)}"] = {
                "Type": "AWS::ApiGatewayV2::Route",
                "Properties": {
                    "ApiId": {"Ref": api},
                    "RouteKey": f"{method.upper()} {path}",
                    "Target": {"Fn::Join": ["/", ["integrations", {"Ref": integration}]]},
                },
            }
    return routes
