"""Faults and crashes at every call to AWS of everything that writes, and the proof that none is left out.

The calls are those that the running code makes. Each is throttled, lost before, lost after, and the process
ends before and after it. Whatever happens, once it was done again there is what there would have been
without the fault: nothing lost, nothing twice, nothing half done. The places of the calls in the adapters are
read from their source: a new call that no journey comes through fails here.
"""

from __future__ import annotations

import random
from itertools import combinations, product
from typing import TYPE_CHECKING

import pytest

from helpcenter.attachment.bucket import FilesUnavailableError
from helpcenter.aws.file_bucket import S3Bucket
from helpcenter.inquiry.case import StoreUnavailableError
from soak.sizes import counted, piece, share, size
from tests.aws.call_sites import Site, Tracks, sites
from tests.aws.house import FAULTS, Calls, Crash, House
from tests.aws.journeys import JOURNEYS
from tests.aws.place import Place
from tests.aws.test_file_bucket import NAME, s3

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client

    from tests.aws.conftest import Stores
    from tests.aws.journeys import Journey

__all__ = ["s3"]

SEED = 20261122
NOT_CUT_OFF = {
    "answers.add:update_item": "a count without a person behind it, which nobody tries again",
    "gaps.add:update_item": "as above",
    "gaps.hours_of:update_item": "as above",
    "case_lists.every:scan": "an operator's list, which reads alone",
    "connect.read:get_object": "reads a chat, which is due again: test_amazon_connect.py, test_clients.py",
    "connect.first:list_objects_v2": "reads a file of a chat, which is due again: test_connect_files.py",
    "connect.first:get_object": "as above",
    "connect.attributes:get_contact_attributes": "reads of a chat, as connect.read",
    "transcripts.items:query": "reads for the receipt: test_transcript_store.py",
}
"""Calls that need no fault test, and why."""


@pytest.fixture
def place(dynamo_stores: Stores, dynamodb: DynamoDBClient, s3: S3Client) -> Place:
    """The center on an AWS in memory."""
    return Place(dynamo_stores, dynamodb, s3, S3Bucket(s3, NAME))


@pytest.fixture
def calls(place: Place) -> Calls:
    """What counts and fails the calls of both clients."""
    calls = Calls()
    calls.watch(place.dynamodb)
    calls.watch(place.s3)
    return calls


def travel(place: Place, calls: Calls, journey: Journey, plan: dict[int, str]) -> tuple[object, list[str]]:
    """Make a journey with a plan of faults until it ends; return what is stored then, and the calls made."""
    calls.begin()
    place.empty()
    journey.before(place)
    calls.begin(plan)
    for _ in range(len(plan) + 1):
        try:
            journey.go(place)
            break
        except (StoreUnavailableError, FilesUnavailableError, Crash):
            place.clock.go_on(journey.pause)
    names = calls.names
    calls.begin()
    return place.stored(), names


@pytest.mark.parametrize("name", JOURNEYS)
def test_a_journey_cut_off_anywhere_ends_as_if_nothing_had_been(
    place: Place, calls: Calls, name: str
) -> None:
    """After one fault, and after two, doing it again leaves what an undisturbed journey leaves."""
    journey = JOURNEYS[name]
    right, names = travel(place, calls, journey, {})
    assert names
    singles = [{number: fault} for number, fault in product(range(len(names)), FAULTS)]
    pairs = [
        {one: fault, other: another}
        for (one, other), fault, another in product(combinations(range(len(names) + 2), 2), FAULTS, FAULTS)
    ]
    dice = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    dice.shuffle(singles)
    dice.shuffle(pairs)
    plans = [*share(singles)[: size("journey_faults")], *share(pairs)[: size("journey_pairs")]]
    for plan in plans:
        found, made = travel(place, calls, journey, plan)
        counted(journeys=1, journeys_astray=int(found != right))
        assert found == right, (name, plan, made)


def test_every_call_of_the_adapters_is_on_a_journey(
    place: Place,
    dynamo_stores: Stores,
    dynamodb: DynamoDBClient,
    s3: S3Client,
) -> None:
    """Whoever writes a new call to AWS adds it to a journey, or says why a fault there does no harm."""
    tracks = Tracks()
    tracks.follow(dynamodb)
    tracks.follow(s3)
    for journey in JOURNEYS.values():
        place.empty()
        journey.before(place)
        journey.go(place)
    house = House(dynamo_stores)  # its faults: test_faults_everywhere.py
    house.submit("one")
    house.sweep()
    missed = [site for site in sites() if not tracks.passed(site) and site.module != "mailer"]
    if piece()[0] == 1:  # the counts of pieces are added up
        counted(sites=len(sites()), sites_without=len(missed) - len(NOT_CUT_OFF))
    assert {site.name for site in missed} - set(NOT_CUT_OFF) == set()
    assert set(NOT_CUT_OFF) - {site.name for site in missed} == set()


def test_a_site_is_found_wherever_it_stands() -> None:
    """The source is read as Python: methods of clients and pages of them, by module and function."""
    found = {site.name for site in sites()}
    assert {
        "leases.claim:update_item",
        "purge._of_the_table:scan",
        "transaction._transact:transact_write_items",
    } <= found
    assert Site("mailer", "send", "send_email", 0, 0).name in found
