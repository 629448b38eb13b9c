"""The key value store that stands in for CloudFront's keeps to what the service's own model says."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError, ParamValidationError

from tests.fakes.key_values import ARN, LONGEST_VALUE, KeyValueStore


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: ANN401 - the SDK makes it at run time
    """A client of a store with one key."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    return KeyValueStore({"release": "one"}).client()


def model(client: Any, operation: str) -> Any:  # noqa: ANN401
    """Return the model of an operation."""
    return client.meta.service_model.operation_model(operation)


def test_answers_have_all_that_the_model_requires(client: Any) -> None:  # noqa: ANN401
    """Each operation that is used, read back by the SDK's own parser."""
    put = [{"Key": "release", "Value": "two"}]
    answers = {
        "DescribeKeyValueStore": client.describe_key_value_store(KvsARN=ARN),
        "ListKeys": client.list_keys(KvsARN=ARN, MaxResults=50),
        "UpdateKeys": client.update_keys(KvsARN=ARN, IfMatch="V1", Puts=put),
    }
    for operation, answer in answers.items():
        shape = model(client, operation).output_shape
        assert set(shape.required_members) <= set(answer) <= {*shape.members, "ResponseMetadata"}


def test_a_change_must_name_the_version_it_was_made_for(client: Any) -> None:  # noqa: ANN401
    """The model requires it; another one is a conflict, one of the errors that the model knows."""
    with pytest.raises(ParamValidationError, match="IfMatch"):
        client.update_keys(KvsARN=ARN, Puts=[{"Key": "a", "Value": "b"}])
    with pytest.raises(ClientError) as refused:
        client.update_keys(KvsARN=ARN, IfMatch="V0", Puts=[{"Key": "a", "Value": "b"}])
    code = refused.value.response["Error"]["Code"]
    assert code in {shape.name for shape in model(client, "UpdateKeys").error_shapes}


def test_all_of_a_change_is_done_or_nothing(client: Any) -> None:  # noqa: ANN401
    """A value that is too long takes the others of its change with it."""
    puts = [{"Key": "release", "Value": "two"}, {"Key": "csp", "Value": "x" * (LONGEST_VALUE + 1)}]
    with pytest.raises(ClientError):
        client.update_keys(KvsARN=ARN, IfMatch="V1", Puts=puts)
    [item] = client.list_keys(KvsARN=ARN)["Items"]
    assert (item["Key"], item["Value"]) == ("release", "one")
