"""What Lambda does between a table's stream and a function, as its documentation has it.

- A batch holds at most `BatchSize` records of a shard, in their order, and one batch of it is under way at a
  time; when the function fails, the whole batch is tried again before any later record, unless the function
  may name the records that failed:
  https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
- It is tried again until its records are older than `MaximumRecordAgeInSeconds`, or `MaximumRetryAttempts`
  are used up. Then they are discarded, and the next batch is taken:
  https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
- What both are when nobody says so, -1, means without an end:
  https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

T = TypeVar("T")
NO_END = -1
_READ = {"BatchSize": 100, "MaximumRetryAttempts": NO_END, "MaximumRecordAgeInSeconds": NO_END}
_ELSEWHERE = {"Stream", "StartingPosition", "FilterCriteria", "DestinationConfig"}


@dataclass
class StreamMapping(Generic[T]):
    """An event source mapping of one shard, with the properties that the template gives it.

    `now` returns seconds. `invoke` begins a run of the function with (second of storing, record) of each
    record, and calls what it is given, once, with whether the run went well. `discarded` are the records that
    the function never took.

    Raises:
        ValueError: when it is made, for a property whose meaning is not copied here.
    """

    properties: Mapping[str, Any]
    now: Callable[[], float]
    invoke: Callable[[Sequence[tuple[float, T]], Callable[[bool], None]], object]
    discarded: list[T] = field(default_factory=list)
    _waiting: deque[tuple[float, T]] = field(default_factory=deque)
    _batch: list[tuple[float, T]] = field(default_factory=list)
    _failures: int = 0
    _under_way: bool = False

    def __post_init__(self) -> None:
        """Read the properties."""
        if unknown := self.properties.keys() - _READ.keys() - _ELSEWHERE:
            raise ValueError(unknown)
        self._size, self._retries_max, self._age_max = (
            int(self.properties.get(name, default)) for name, default in _READ.items()
        )

    def put(self, records: Iterable[T]) -> None:
        """Write new records to the shard."""
        self._waiting += [(self.now(), record) for record in records]
        self._go_on()

    def _go_on(self) -> None:
        """Hand over what is next, unless a batch is under way."""
        if self._under_way:
            return
        self._batch = [each for each in self._batch if not self._too_old(each)]
        while not self._batch and self._waiting:
            self._failures = 0
            taken = [self._waiting.popleft() for _ in range(min(self._size, len(self._waiting)))]
            self._batch = [each for each in taken if not self._too_old(each)]
        if self._batch:
            self._under_way = True
            self.invoke(list(self._batch), self._done)

    def _done(self, went_well: bool) -> None:  # noqa: FBT001 - a callback
        self._under_way = False
        self._failures += not went_well
        if went_well or self._failures > self._retries_max != NO_END:
            self.discarded += [] if went_well else [record for _, record in self._batch]
            self._batch = []
        self._go_on()

    def _too_old(self, each: tuple[float, T]) -> bool:
        stored_at, record = each
        is_old = self._age_max != NO_END and self.now() - stored_at > self._age_max
        self.discarded += [record] if is_old else []
        return is_old
