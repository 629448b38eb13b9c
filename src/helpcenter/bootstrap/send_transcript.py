"""What takes chats, and what works them off."""

from __future__ import annotations

import secrets
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from helpcenter.aws.cases import DynamoCaseStore
from helpcenter.aws.clients import connect_client, dynamodb_client, s3_client
from helpcenter.aws.connect import ConnectContacts, S3Files
from helpcenter.aws.counting import count
from helpcenter.aws.deliveries import DynamoDeliveries
from helpcenter.aws.leases import DynamoLeases
from helpcenter.aws.transcripts import DynamoTranscriptStore
from helpcenter.bootstrap.center import DATA, load_center, now
from helpcenter.bootstrap.guard import secret_guard
from helpcenter.center.facts import load_facts
from helpcenter.records import record
from helpcenter.settings import TranscriptSettings, read_settings
from helpcenter.transcript.endpoint import TranscriptEndpoint
from helpcenter.transcript.keeping import KeepChat
from helpcenter.transcript.provider import Reach
from helpcenter.transcript.providers import connect_providers
from helpcenter.transcript.receive import ReceiveDelivery
from helpcenter.transcript.work import WorkOffDeliveries
from helpcenter.web import UrllibWeb

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from helpcenter.center.facts import Facts
    from helpcenter.transcript.provider import Provider

WORK_LEASE = timedelta(seconds=90)  # longer than send_transcript may run


def send_transcript(environment: Mapping[str, str], tell: Callable[..., None]) -> TranscriptEndpoint:
    """Return what answers POST /api/transcripts/{provider}; `tell` logs what was set aside."""
    center = load_center()
    chats = _chats(environment, center.facts)
    receive = ReceiveDelivery(
        center.facts, chats.providers, chats.keep, chats.deliveries, chats.keep.settle, now
    )
    return TranscriptEndpoint(center.facts, center.messages, receive, count, tell)


def work_off_deliveries(environment: Mapping[str, str]) -> WorkOffDeliveries:
    """Return what fetches chats, and asks providers for those that have ended."""
    chats = _chats(environment, load_facts(DATA / "facts.json"))
    keep = chats.keep
    return WorkOffDeliveries(
        keep.facts, chats.providers, keep, chats.deliveries, keep.settle, WORK_LEASE, now
    )


@record
class _Chats:
    providers: Mapping[str, Provider]
    keep: KeepChat
    deliveries: DynamoDeliveries


def _chats(environment: Mapping[str, str], facts: Facts) -> _Chats:
    settings = read_settings(TranscriptSettings, environment)
    client, table = dynamodb_client(), settings.table_name
    own = {"generic": {"secret": b",".join(settings.generic_secrets).decode()}}
    if settings.connect_bucket:
        own["amazon_connect"] = {"bucket": settings.connect_bucket}
    reach = Reach(UrllibWeb(), S3Files(cache(s3_client)), ConnectContacts(cache(connect_client)))
    keep = KeepChat(
        facts,
        DynamoTranscriptStore(client, table, now),
        DynamoCaseStore(client, table, now),
        settings.case_secret,
        timedelta(seconds=settings.settle_seconds),
        secret_guard(facts),
        now,
    )
    leases = DynamoLeases(client, table, lambda: secrets.token_hex(16))
    told = settings.chat_providers
    each = {name: {**own.get(name, {}), **told.get(name, {})} for name in {**own, **told}}
    providers = connect_providers(each, reach)
    return _Chats(providers, keep, DynamoDeliveries(client, table, leases))
