"""A center in simulated time: submits, stream, sweeps and SES, with the use cases that run on AWS."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ReadTimeoutError

from helpcenter.aws.mailer import SesMailer
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.inquiry.submit import SubmitInquiry
from helpcenter.mail.delivery import DeliverMail, Mail
from helpcenter.mail.gate import AckCaps
from helpcenter.mail.job import ACKNOWLEDGEMENT
from helpcenter.mail.pacing import Pacer
from helpcenter.mail.recipients import Recipients
from local.template import load_template
from tests.fakes.memory.cases import MemoryCaseStore
from tests.fakes.memory.mails import MemoryMailGate
from tests.fakes.memory.table import numbered_tokens
from tests.fakes.ses import StrictSes
from tests.fakes.stream import StreamMapping
from tests.simulation.clockwork import START, Clockwork, Crash, Worker
from tests.simulation.storage import Faults, Faulty, IndexedOutbox, IndexedTable
from tests.unit.inquiry.sample import CALENDAR, FACTS, INQUIRY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from helpcenter.mail.delivery import Delivery
    from helpcenter.mail.job import MailJob

_FUNCTION = load_template(Path(__file__).parents[2] / "template.yaml")["Resources"]["DeliverMail"][
    "Properties"
]
LEASE, TIMEOUT, MARGIN = timedelta(seconds=120), float(_FUNCTION["Timeout"]), timedelta(seconds=20)
"""Of template.yaml: LeaseSeconds and the Timeout of DeliverMail; of its handler: _MARGIN."""
CALL, SEND, STREAM_DELAY = 0.005, 0.06, 0.3  # seconds that a call to DynamoDB, to SES and the stream take
TOPICS = tuple(FACTS.choices)[:8]


@dataclass(frozen=True, slots=True)
class Weather:
    """What a simulated center meets.

    `rates`: kind of fault -> how often at each call. `skew`: how many seconds clocks of functions are off at
    most. `ses_pause` and `outage` are (from, to) in seconds since the start.
    """

    rates: dict[str, float] = field(default_factory=dict)
    skew: float = 0.0
    ses_pause: tuple[float, float] = (0.0, 0.0)
    outage: tuple[float, float] = (0.0, 0.0)
    caps: AckCaps = field(default_factory=AckCaps)
    per_second: int = 14
    per_day: int = 10**9
    victims: float = 0.0  # the share of submits that name one of three addresses


@dataclass(slots=True)
class Departures(list[dict[str, Any]]):
    """What left SES: in place of whole mails only which job's, and when."""

    clock: Clockwork
    worker: list[Worker] = field(default_factory=list)
    left: list[tuple[float, str, str]] = field(default_factory=list)

    def __len__(self) -> int:
        """Return how many left."""
        return len(self.left)

    def append(self, wire: dict[str, Any]) -> None:
        """Note that a mail left."""
        tags = {tag["Name"]: tag["Value"] for tag in wire["EmailTags"]}
        self.left.append((self.worker[0].seconds(), tags["case_id"], tags["mail"]))


class SimulatedCenter:
    """Everything between the form and the mailboxes, in simulated time, drawn from a seed."""

    def __init__(self, seed: int, weather: Weather) -> None:
        self.dice, self.weather, self.clockwork = random.Random(seed), weather, Clockwork()  # noqa: S311 - dice
        self.faults = Faults(self.dice, weather.rates)
        self.table = IndexedTable(stored=self._streamed)
        self.new_token = numbered_tokens()
        self.current = Worker(self.clockwork)
        self.departures = Departures(self.clockwork, [self.current])
        self.ses = StrictSes(
            lambda: self.current.true_time(),  # noqa: PLW0108 - of whoever works then
            per_second=weather.per_second,
            per_day=weather.per_day,
            sent=self.departures,
        )
        self.accepted: dict[str, str] = {}  # key -> case ID
        self.outcomes: Counter[str] = Counter()
        self.unsure: Counter[tuple[str, str]] = Counter()  # how often a mail left without a note of it
        self.stream: StreamMapping[tuple[str, str]] = StreamMapping(
            _FUNCTION["Events"]["Stored"]["Properties"], lambda: self.clockwork.at, self._read_stream
        )
        self.submits_left = 0
        self.tries = 0
        self.sender, self.sweeper = self._environment(), self._environment()

    # Submitting

    def expect(self, number: int, over: float) -> None:
        """Let so many people submit, at moments drawn from the seconds to come."""
        self.submits_left += number
        moments = sorted(self.dice.uniform(0, over) for _ in range(number))
        self._expect(iter(enumerate(moments)))

    def _expect(self, moments: Iterator[tuple[int, float]]) -> None:
        """Plan the next submit; one after the other, for a million plans would fill the memory."""
        for number, at in islice(moments, 1):
            self.clockwork.plan(at, partial(self._submit, number, moments))

    def _submit(self, number: int, moments: Iterator[tuple[int, float]]) -> None:
        self._expect(moments)
        worker = self._worker()
        victim = self.dice.random() < self.weather.victims
        email = f"victim{number % 3}@example.com" if victim else f"p{number}@example.com"
        self._try_to_submit(
            worker, f"key-{number}", replace(INQUIRY, email=email, topic=TOPICS[number % len(TOPICS)])
        )

    def _try_to_submit(self, worker: Worker, key: str, inquiry: Any) -> None:  # noqa: ANN401
        worker.ahead, self.current = 0.0, worker
        store = self._faulty(MemoryCaseStore(self.table, worker), worker)
        submit = SubmitInquiry(FACTS, CALENDAR, store, b"case secret", worker)
        self.tries += 1
        try:
            self.accepted[key] = submit(inquiry, key).case_id
            self.submits_left -= 1
        except (StoreUnavailableError, Crash):  # 503, or no answer: the draft is still in the browser
            later = self.clockwork.at + self.dice.uniform(2, 60)
            self.clockwork.plan(later, lambda: self._try_to_submit(self._worker(), key, inquiry))

    # Delivering

    def _environment(self) -> DeliverMail:
        worker = self._worker()
        table, faulty = self.table, self._faulty
        return DeliverMail(
            faulty(IndexedOutbox(table, self.new_token), worker),
            SesMailer(_Ses(self, worker), "no-reply@onmaru.example"),  # type: ignore[arg-type]
            self._compose,
            worker,
            Pacer(self.weather.per_second, worker.seconds, worker.spend),
            LEASE,
            faulty(MemoryMailGate(table, _RECIPIENTS, self.weather.caps), worker),
        )

    def _streamed(self, jobs: Sequence[MailJob]) -> None:
        self.stream.put((job.case_id, job.mail) for job in jobs)

    def _read_stream(
        self, batch: Sequence[tuple[float, tuple[str, str]]], told: Callable[[bool], None]
    ) -> None:
        """Run the function that the stream wakes; after a failure it is another environment's turn."""

        def done(went_well: bool) -> None:  # noqa: FBT001 - a callback
            if not went_well:
                self.sender = self._environment()
            told(went_well)

        def begin() -> None:
            found = self.sender.these([job for _, job in batch], stored_at=_moment(batch[0][0]))
            self._work(self.sender, found, done)

        self.clockwork.plan(self.clockwork.at + STREAM_DELAY, begin)

    def sweep_each_minute(self) -> None:
        """Begin a sweep, and the next one in a minute."""
        self.clockwork.plan(self.clockwork.at + 60, self.sweep_each_minute)
        if self.dice.random() < 0.02:  # AWS uses an environment for hours, or not
            self.sweeper = self._environment()
        until = self.sweeper.now() + timedelta(seconds=TIMEOUT) - MARGIN

        def done(went_well: bool) -> None:  # noqa: FBT001 - a callback
            if not went_well:
                self.sweeper = self._environment()

        self._work(self.sweeper, self.sweeper.due(until=until), done)

    def _work(self, environment: DeliverMail, steps: Iterator[Delivery], done: Any) -> None:  # noqa: ANN401
        worker = environment.now
        assert isinstance(worker, Worker)

        def observed() -> Iterator[None]:
            while True:
                self.current = worker
                before = len(self.departures)
                delivery = None
                try:
                    delivery = next(steps)
                except StopIteration:
                    return
                finally:
                    noted = delivery is not None and delivery.outcome == "sent"
                    if len(self.departures) > before and not noted:
                        _, case_id, mail = self.departures.left[-1]
                        self.unsure[case_id, mail] += 1
                self.outcomes[delivery.outcome] += 1
                yield

        worker.work(observed(), done)

    def _compose(self, job: MailJob) -> Mail:
        case = self.table.cases[job.case_id]
        to = case.inquiry.email if job.mail == ACKNOWLEDGEMENT else "desk@onmaru.example"
        return Mail("Onmaru", to, job.mail, "text", "<p>html</p>")

    # What surrounds it

    def _worker(self) -> Worker:
        skew = self.weather.skew
        return Worker(self.clockwork, self.dice.uniform(-skew, skew) if skew else 0.0)

    def _faulty(self, store: object, worker: Worker) -> Faulty:
        first, last = self.weather.outage
        return Faulty(store, self.faults, worker.spend, CALL, lambda: first <= worker.seconds() < last)

    def run(self) -> float:
        """Let time pass until all have submitted and nothing is owed; return the seconds it took."""
        self.sweep_each_minute()
        self.clockwork.run(lambda: not self.submits_left and not self.table.open_jobs)
        return self.clockwork.at


@dataclass(frozen=True, slots=True)
class _Ses:
    """SES as one environment sees it."""

    center: SimulatedCenter
    worker: Worker

    def send_email(self, **request: Any) -> dict[str, str]:  # noqa: ANN401 - as the SDK has it
        center = self.center
        first, last = center.weather.ses_pause
        self.worker.spend(SEND)
        fault = center.faults.draw()
        if fault == "crash_before":
            raise Crash
        if fault == "lost_before":
            raise ReadTimeoutError(endpoint_url="https://ses.example")
        center.ses.paused = first <= self.worker.seconds() < last
        answer = center.ses.send_email(**request)
        if fault == "crash_after":
            raise Crash
        if fault == "lost_after":
            raise ReadTimeoutError(endpoint_url="https://ses.example")
        return answer


_RECIPIENTS = Recipients(b"secret of digests")


def _moment(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)
