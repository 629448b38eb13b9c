"""openapi.yaml turned into requests by Schemathesis, sent to the running center; other eyes than our own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from soak.sizes import counted, seed, size
from tests.local.running import ROOT

if TYPE_CHECKING:
    from schemathesis import Case

    from tests.local.running import RunningCenter

pytestmark = pytest.mark.xdist_group("center")

_CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


API = schemathesis.openapi.from_path(ROOT / "openapi.yaml")
# It would make every boundary of every field before the first test: minutes, for texts of this length.
API.config.phases.coverage.enabled = False


@API.parametrize()
@hypothesis.seed(seed())
@settings(
    max_examples=size("examples"), derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
def test_no_request_gets_an_answer_that_is_not_documented(case: Case[Any], center: RunningCenter) -> None:
    """Requests right and wrong: status, type, headers and body are documented, none an error of ours."""
    answer = case.call(base_url=center.url)
    counted(requests=1, server_errors=int(answer.status_code >= 500))
    case.validate_response(answer, checks=_CHECKS)
