"""The simulated way from stream to function is Lambda's; each test names the page that says so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from local.template import load_template
from tests.fakes.stream import StreamMapping
from tests.simulation.clockwork import Clockwork

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TEMPLATE = load_template(Path(__file__).parents[2] / "template.yaml")["Resources"]


class Function:
    """A function that takes a second for a batch, and fails as often as `failures` says of its first."""

    def __init__(self, failures: dict[int, int], **properties: Any) -> None:  # noqa: ANN401 - of CloudFormation
        self.clockwork, self.failures = Clockwork(), failures
        self.runs: list[tuple[float, list[int]]] = []
        self.mapping: StreamMapping[int] = StreamMapping(properties, lambda: self.clockwork.at, self._run)

    def _run(self, batch: Sequence[tuple[float, int]], done: Callable[[bool], None]) -> None:
        records = [record for _, record in batch]
        self.runs.append((self.clockwork.at, records))
        left = self.failures.get(records[0], 0)
        self.failures[records[0]] = left - 1
        self.clockwork.plan(self.clockwork.at + 1, lambda: done(left <= 0))

    def stream(self, *records: int) -> list[list[int]]:
        """Write records at once, let time pass, and return what each run was given."""
        self.mapping.put(records)
        self.clockwork.run(lambda: self.clockwork.at > 1000)
        return [batch for _, batch in self.runs]


def test_batches_come_in_order_and_one_at_a_time() -> None:
    """lambda/latest/dg/with-ddb.html: records of a shard in order, the next batch after the last."""
    function = Function({}, BatchSize=2)
    assert function.stream(1, 2, 3, 4, 5) == [[1, 2], [3, 4], [5]]
    assert [at for at, _ in function.runs] == [0, 1, 2]


def test_a_batch_that_fails_is_tried_again_whole_before_any_other() -> None:
    """services-dynamodb-errors.html: it blocks its shard; what came meanwhile does not join it."""
    function = Function({1: 2}, BatchSize=3, MaximumRetryAttempts=2)
    function.clockwork.plan(0.5, lambda: function.mapping.put([3]))
    assert function.stream(1, 2) == [[1, 2], [1, 2], [1, 2], [3]]
    assert function.mapping.discarded == []


def test_a_batch_out_of_retries_is_discarded_and_the_next_taken() -> None:
    """services-dynamodb-errors.html: MaximumRetryAttempts are tries after the first."""
    function = Function({1: 99}, BatchSize=2, MaximumRetryAttempts=2)
    assert function.stream(1, 2, 3) == [[1, 2], [1, 2], [1, 2], [3]]
    assert function.mapping.discarded == [1, 2]


def test_what_is_too_old_is_discarded_before_it_is_handed_over() -> None:
    """services-dynamodb-errors.html: MaximumRecordAgeInSeconds counts from the record's storing."""
    function = Function({1: 99}, BatchSize=1, MaximumRecordAgeInSeconds=60)
    runs = function.stream(1, 2)
    assert runs == [[1]] * 61
    assert function.mapping.discarded == [1, 2]


def test_without_limits_it_is_tried_until_it_succeeds() -> None:
    """services-ddb-params.html: -1, without an end, is what both are by themselves."""
    function = Function({1: 500}, BatchSize=1)
    assert function.stream(1) == [[1]] * 501


def test_a_property_that_is_not_copied_is_refused() -> None:
    """Bisecting, partial answers and parallel batches would change what is shown above."""
    for name in ("BisectBatchOnFunctionError", "FunctionResponseTypes", "ParallelizationFactor"):
        with pytest.raises(ValueError, match=name):
            Function({}, **{name: 2})


def test_the_templates_mappings_are_ones_that_it_copies() -> None:
    """Every function that a stream wakes is woken as above."""
    found = [
        event["Properties"]
        for resource in TEMPLATE.values()
        if resource["Type"] == "AWS::Serverless::Function"
        for event in resource["Properties"].get("Events", {}).values()
        if event["Type"] == "DynamoDB"
    ]
    assert len(found) == 2
    for properties in found:
        Function({}, **properties)
