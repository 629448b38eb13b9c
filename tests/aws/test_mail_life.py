"""Anything in any order: a machine that submits, retries, fails, crashes, sweeps, redrives and bounces."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.mail.gate import BOUNCED, PAUSED
from helpcenter.mail.job import ACKNOWLEDGEMENT, DEPARTMENT_NOTICE, UNDELIVERED_NOTICE
from helpcenter.mail.record import Fate, MailEvent
from soak.sizes import counted, size
from tests.aws.conftest import memory_stores_of
from tests.aws.house import FAULTS, LEASE, Crash, House
from tests.fakes.memory.table import MemoryTable

ADDRESSES = [f"p{number}@example.com" for number in range(3)]
STATES = {"DUE", "SENT", "DEAD", "SUPPRESSED"}


class MailLife(RuleBasedStateMachine):
    """What the customer was told is stored; what is owed leaves, or ends where somebody sees it."""

    accepted = Bundle("accepted")

    @initialize()
    def open_house(self) -> None:
        """Begin with empty stores."""
        self.table = MemoryTable()
        self.house = House(memory_stores_of(self.table))
        self.keys = 0
        self.cases: dict[str, tuple[str, str]] = {}  # key -> case ID, address
        self.unsure: Counter[tuple[str, str]] = Counter()  # how often a mail may have left unnoted
        self.redriven: Counter[tuple[str, str]] = Counter()

    @rule(target=accepted, address=st.sampled_from(ADDRESSES))
    def submit(self, address: str) -> str:
        """A new inquiry is accepted."""
        self.keys += 1
        key = f"key-{self.keys}"
        self.cases[key] = self.house.submit(key, address).case_id, address
        return key

    @rule(key=accepted)
    def retry(self, key: str) -> None:
        """The same key again is the same case."""
        case_id, address = self.cases[key]
        assert self.house.submit(key, address).case_id == case_id

    @rule(address=st.sampled_from(ADDRESSES))
    def submit_into_an_outage(self, address: str) -> None:
        """Nothing is stored, and the customer is told so."""
        before, self.table.unavailable = len(self.table.cases), True
        try:
            self.house.submit("outage", address)
            raise AssertionError("accepted while nothing could be stored")
        except StoreUnavailableError:
            assert len(self.table.cases) == before
        finally:
            self.table.unavailable = False

    @rule(fault=st.sampled_from(FAULTS), after=st.integers(0, 2))
    def sweep_with_a_fault(self, fault: str, after: int) -> None:
        """One call to SES fails, or the process ends at it."""
        before = self.house.sent()
        self.house.calls.begin({after: fault})
        try:
            self.house.sweep()
        except Crash:
            pass
        finally:
            self.house.calls.begin()
        for job, times in (self.house.sent() - before).items():
            if self.table.jobs[job].state == "DUE":
                self.unsure[job] += times

    @rule()
    def sweep(self) -> None:
        """Whatever is due is worked off."""
        self.house.sweep()

    @rule(time=st.sampled_from([timedelta(seconds=30), LEASE, timedelta(hours=1), timedelta(hours=9)]))
    def let_time_pass(self, time: timedelta) -> None:
        """Leases end, caps open again."""
        self.house.clock.go_on(time)

    @rule(
        key=accepted,
        fate=st.sampled_from(list(Fate)),
        mail=st.sampled_from([ACKNOWLEDGEMENT, DEPARTMENT_NOTICE]),
    )
    def hear_of_a_mail(self, key: str, fate: Fate, mail: str) -> None:
        """SES tells of a mail that left, twice."""
        case_id, address = self.cases[key]
        if self.table.jobs[case_id, mail].state != "SENT":
            return
        event = MailEvent(case_id, mail, fate, (address,), for_good=fate in {Fate.BOUNCED, Fate.COMPLAINED})
        self.house.record(event)
        assert not self.house.record(event)

    @rule()
    def redrive(self) -> None:
        """An operator has the dead mails tried again."""
        for job, entry in self.table.jobs.items():
            if entry.state == "DEAD":
                self.redriven[job] += 1
                entry.state, entry.note = "DUE", ""

    @rule()
    def pause(self) -> None:
        """An operator stops acknowledgements."""
        self.house.stores.switch.pause(self.house.clock())

    @rule()
    def resume(self) -> None:
        """An operator lets them go again."""
        self.house.stores.switch.resume()

    @invariant()
    def every_case_has_its_jobs(self) -> None:
        """Both mails, and at most one that tells of a bounce; each in a state that can be seen."""
        for case_id, _ in self.cases.values():
            jobs = {mail: entry for (owner, mail), entry in self.table.jobs.items() if owner == case_id}
            assert {ACKNOWLEDGEMENT, DEPARTMENT_NOTICE} <= set(jobs)
            assert set(jobs) <= {ACKNOWLEDGEMENT, DEPARTMENT_NOTICE, UNDELIVERED_NOTICE}
            assert {entry.state for entry in jobs.values()} <= STATES
            assert all(entry.note for entry in jobs.values() if entry.state in {"DEAD", "SUPPRESSED"})
        assert set(self.table.cases) == {case_id for case_id, _ in self.cases.values()}

    @invariant()
    def nothing_is_said_to_be_sent_that_was_not(self) -> None:
        """A mail noted as sent was taken by SES; one leaves again only unnoted, or on command."""
        sent = self.house.sent()
        for job, entry in self.table.jobs.items():
            assert entry.state != "SENT" or sent[job]
            assert sent[job] <= 1 + self.unsure[job] + self.redriven[job]

    @invariant()
    def no_mailbox_is_flooded(self) -> None:
        """No more acknowledgements were counted for a mailbox in a day than are allowed."""
        for given in self.table.acks.values():
            for at in given:
                assert sum(at <= one < at + timedelta(days=1) for one in given) <= 10

    def teardown(self) -> None:
        """In the end nothing is owed: each mail was sent, held back with a reason, or is dead and seen."""
        if not hasattr(self, "house"):
            return
        self.house.settle()
        counted(state_runs=1)
        dead = set(self.house.stores.outbox.dead(self.house.clock()))
        for job, entry in self.table.jobs.items():
            assert entry.state != "DUE"
            assert entry.state != "DEAD" or job in dead
            assert entry.state != "SUPPRESSED" or job[1] == ACKNOWLEDGEMENT
        paused = {entry.note for entry in self.table.jobs.values() if entry.state == "SUPPRESSED"}
        assert paused <= {PAUSED, BOUNCED, "address_complained", "over_cap", "over_cap_of_all"}


MailLife.TestCase.settings = settings(max_examples=size("state_runs"), stateful_step_count=30, deadline=None)
TestMailLife = MailLife.TestCase
