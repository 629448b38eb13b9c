"""How visitors reach site and API."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from proofs.template import name_of
from publishing.site.headers import headers_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proofs.template import Template

# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html and
# .../using-managed-origin-request-policies.html
_CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
_ALL_BUT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac"


def visitors_are_encrypted(template: Template) -> Iterator[str]:
    """TLS 1.2 at least, HTTP/3 offered, plain HTTP redirected, and encrypted to the API as well."""
    for name, site in _sites(template):
        certificate = site["ViewerCertificate"]["Fn::If"][1]
        newest = site.get("HttpVersion") == "http2and3"
        redirected = {each["ViewerProtocolPolicy"] for each in _behaviors(site)} == {"redirect-to-https"}
        custom = [each["CustomOriginConfig"] for each in site["Origins"] if "CustomOriginConfig" in each]
        inside = all(each["OriginProtocolPolicy"] == "https-only" for each in custom)
        if certificate.get("MinimumProtocolVersion") != "TLSv1.2_2021" or not (
            newest and redirected and inside
        ):
            yield name


def the_bucket_is_behind_the_site(template: Template) -> Iterator[str]:
    """CloudFront signs what it asks for; this site alone may read, and releases and assets alone."""
    for name, site in _sites(template):
        buckets = [each for each in site["Origins"] if "S3OriginConfig" in each]
        if not buckets or not all(each.get("OriginAccessControlId") for each in buckets):
            yield name
    for statement in template.resources["SiteBucketPolicy"]["Properties"]["PolicyDocument"]["Statement"]:
        if statement["Effect"] == "Allow":
            ends = {json.dumps(each).split("}", 1)[1].strip('"}') for each in statement["Resource"]}
            if statement["Action"] != "s3:GetObject" or ends != {"/releases/*", "/assets/*"}:
                yield "SiteBucketPolicy"


def answers_of_the_api_are_not_kept(template: Template) -> Iterator[str]:
    """Nothing behind /api/ is cached, and the API gets all that functions read, but not the host."""
    for name, site in _sites(template):
        (api,) = [each for each in site["CacheBehaviors"] if each["PathPattern"] == "/api/*"] or [{}]
        policies = (api.get("CachePolicyId"), api.get("OriginRequestPolicyId"))
        if policies != (_CACHING_DISABLED, _ALL_BUT_HOST) or "POST" not in api["AllowedMethods"]:
            yield name


def pages_are_compressed(template: Template) -> Iterator[str]:
    """Brotli and gzip for all that is served from the bucket."""
    for name, site in _sites(template):
        if not all(each.get("Compress") for each in _behaviors(site) if each["TargetOriginId"] != "api"):
            yield name
    for name, policy in template.of("AWS::CloudFront::CachePolicy"):
        key = policy["CachePolicyConfig"]["ParametersInCacheKeyAndForwardedToOrigin"]
        if not key["EnableAcceptEncodingBrotli"] or not key["EnableAcceptEncodingGzip"]:
            yield name


def missing_pages_are_404(template: Template) -> Iterator[str]:
    """For what the bucket does not have the API is asked, which has a page in each language."""
    for name, site in _sites(template):
        groups = {each["Id"]: each for each in site.get("OriginGroups", {}).get("Items", ())}
        pages = groups.get(site["DefaultCacheBehavior"]["TargetOriginId"])
        if not pages or pages["FailoverCriteria"]["StatusCodes"]["Items"] != [403, 404]:
            yield name
    paths = [path for _, api in template.of("AWS::ApiGatewayV2::Api") for path in api["Body"]["paths"]]
    if "/releases/{proxy+}" not in paths:
        yield "ShowMissing"


def headers_are_those_of_the_build(template: Template) -> Iterator[str]:
    """What `headers.json` says of every page, CloudFront sends with whatever does not say it itself."""
    built = {key.lower(): value for key, value in json.loads(headers_json(()))["every"].items()}
    policy = built.pop("content-security-policy")
    for name, properties in template.of("AWS::CloudFront::ResponseHeadersPolicy"):
        config = properties["ResponseHeadersPolicyConfig"]
        sent, fallback = _sent(config), config["SecurityHeadersConfig"].get("ContentSecurityPolicy", {})
        kept = [part for part in policy.split("; ") if part.startswith(("base-uri", "frame-", "form-"))]
        if sent != built or not all(part in fallback.get("ContentSecurityPolicy", "") for part in kept):
            yield name
    for name, site in _sites(template):
        if not all(
            name_of(each.get("ResponseHeadersPolicyId")) == "SiteHeaders" for each in _behaviors(site)
        ):
            yield name


def code_at_the_edge_is_the_tested_one(template: Template) -> Iterator[str]:
    """`edge/` holds what the tests run; the template holds it word for word, and the site runs it."""
    for resource, file in (("SiteRequest", "viewer_request.js"), ("SiteResponse", "viewer_response.js")):
        code = (template.root / "edge" / file).read_text(encoding="utf-8")
        if template.resources[resource]["Properties"]["FunctionCode"].strip() != code.strip():
            yield resource
    for name, site in _sites(template):
        run = {
            (each["EventType"], name_of(each["FunctionARN"]))
            for each in site["DefaultCacheBehavior"].get("FunctionAssociations", ())
        }
        if run != {("viewer-request", "SiteRequest"), ("viewer-response", "SiteResponse")}:
            yield name


def uploads_come_from_the_site(template: Template) -> Iterator[str]:
    """No other site's page may post to a bucket."""
    for name, bucket in template.of("AWS::S3::Bucket"):
        for rule in bucket.get("CorsConfiguration", {}).get("CorsRules", ()):
            if rule["AllowedMethods"] != ["POST"] or "*" in rule["AllowedOrigins"]:
                yield name


def _sites(template: Template) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, properties in template.of("AWS::CloudFront::Distribution"):
        yield name, properties["DistributionConfig"]


def _behaviors(site: dict[str, Any]) -> list[dict[str, Any]]:
    return [site["DefaultCacheBehavior"], *site["CacheBehaviors"]]


def _sent(config: dict[str, Any]) -> dict[str, str]:
    """Return the headers of a policy, but for the content security policy; names in lower case."""
    sent = {each["Header"].lower(): each["Value"] for each in config["CustomHeadersConfig"]["Items"]}
    security = config["SecurityHeadersConfig"]
    if "ContentTypeOptions" in security:
        sent["x-content-type-options"] = "nosniff"
    if "ReferrerPolicy" in security:
        sent["referrer-policy"] = security["ReferrerPolicy"]["ReferrerPolicy"]
    if "StrictTransportSecurity" in security:
        transport = security["StrictTransportSecurity"]
        domains = "; includeSubDomains" if transport.get("IncludeSubdomains") else ""
        sent["strict-transport-security"] = f"max-age={transport['AccessControlMaxAgeSec']}{domains}"
    return sent


RULES = (
    visitors_are_encrypted,
    the_bucket_is_behind_the_site,
    answers_of_the_api_are_not_kept,
    pages_are_compressed,
    missing_pages_are_404,
    headers_are_those_of_the_build,
    code_at_the_edge_is_the_tested_one,
    uploads_come_from_the_site,
)
