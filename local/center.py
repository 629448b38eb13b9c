"""The local center from start to stop."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import logging
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from starlette.routing import Mount

from helpcenter.center.facts import load_facts
from local.asgi import reply_of, request_scope
from local.aws import Account, embed_aws
from local.building import Build
from local.chat_demo import make
from local.chat_systems import CONNECT_BUCKET, ChatSystems
from local.following import Following
from local.front import api_app, followed_site_app, front_app, site_app
from local.journal import Journal
from local.mail_events import MailEvents
from local.mailbox import Mailbox, MailSink
from local.refusals import Refusals
from local.reloading import Reloads
from local.secrets import chat_providers, load_secrets
from local.serving import listen, port_of, serve_app
from local.stack import create_stack
from local.stand_in_chat import StandInChat, with_stand_in
from local.uploads import FileFolder, upload_app

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from helpcenter.messages import Messages
    from local.asgi import App
    from local.progress import Progress
    from local.stack import Stack

SWEEP_SECONDS = 2
_LEASE_SECONDS = 10  # what was under way at a kill -9 is tried again this soon
_MAILBOX_DOMAIN = "departments.example"
_log = logging.getLogger(__name__)


class DataBusyError(Exception):
    """Another local center works on the same data."""


@dataclass(slots=True)
class LocalCenter:
    """The center in `root` at http://127.0.0.1:`port`, its cases, mails and builds in `data`.

    `follows`: whether the site is built again as its sources change.
    """

    root: Path
    data: Path
    port: int
    messages: Mapping[str, Messages]
    progress: Progress
    follows: bool = True
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        """The address of the site, with a slash at the end."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def log(self) -> Path:
        """Where the embedded AWS and the functions log to."""
        return self.data / "log"

    async def run(self) -> None:
        """Build, start and serve until `stop` is set.

        Raises:
            PortBusyError, DataBusyError, BuildError, StackError, OSError: it was not started.
        """
        self.data.mkdir(parents=True, exist_ok=True)
        with self._only_one(), listen(self.port) as front, listen(0) as gateway:
            build = await asyncio.to_thread(self._build)
            if self.stop.is_set():
                return
            async with asyncio.TaskGroup() as tasks:
                try:
                    application = await self._start(tasks, build, gateway)
                    tasks.create_task(serve_app(application, front, self.stop))
                    self.progress.ready(self.url, load_facts(build.facts))
                    await self.stop.wait()
                finally:
                    self.stop.set()

    def _build(self) -> Build:
        build = Build(self.root, self.data / "build", self.url)
        with self.progress.step("local.facts"):
            self._make_facts(build)
        with self.progress.step("local.site") as step:
            said = build.build_site()
            if said is None:
                step.say("local.site_unchanged")
        if not self.follows:
            build.builder.close()
        for line in said or ():
            self.progress.tell(line)
        with self.progress.step("local.layer"):
            build.build_layer()
        return build

    def _make_facts(self, build: Build) -> None:
        build.compile_facts()
        with_stand_in(build.facts, self.url)

    async def _start(self, tasks: asyncio.TaskGroup, build: Build, gateway: socket.socket) -> App:
        account = Account(port_of(gateway))
        with self.progress.step("local.aws"):
            mails = Mailbox(self.data / "mail")
            embedded = Refusals(embed_aws(account.port, self.log, self.data / "scratch"))
            journal = Journal(embedded, self.data / "journal.jsonl", account)
            chats = ChatSystems(account)
            files = FileFolder(chats.beside(journal), self.data / "files")
            aws = MailSink(files, mails, lambda: datetime.now(UTC))
            tasks.create_task(serve_app(aws, gateway, self.stop))
        with self.progress.step("local.stack"):
            stack = await asyncio.to_thread(self._create_stack, account, build)
        (self.data / "endpoint").write_text(f"{account.endpoint}\n", encoding="ascii")
        with self.progress.step("local.restore") as step:
            await journal.restore(stack.table, step.count)
            await asyncio.to_thread(files.restore, account, stack.attachment_bucket)
            await asyncio.to_thread(stack.let_stream_deliver)
        api = api_app(aws, stack.api_id)
        with self.progress.step("local.functions"):
            await _wake(api)
        tasks.create_task(self._sweep(stack))
        reloads = Reloads(self.stop)
        if self.follows:
            prepare, words = partial(self._make_facts, build), self.progress.messages
            following = Following(build, prepare, reloads, words, self.progress.tell, has_functions=True)
            tasks.create_task(following.run(self.stop))
            site = followed_site_app(build.site, build.headers, reloads)
        else:
            site = site_app(build.site, build.headers)
        stand_in = StandInChat(self.messages, partial(make, self.url.removesuffix("/")))
        more = [
            Mount("/_local/chats", routes=chats.routes()),
            Mount("/_local/chat", routes=stand_in.routes()),
            *MailEvents(stack.tell_of_mail, mails).routes(),
            *reloads.routes(),
            Mount("/uploads", upload_app(aws, files, stack.attachment_bucket)),
        ]
        return front_app(site, api, mails, stack.dead_mails, self.messages, more)

    def _create_stack(self, account: Account, build: Build) -> Stack:
        facts = load_facts(build.facts)
        boxes = ",".join(f'"{name}":"{name}@{_MAILBOX_DOMAIN}"' for name in ("default", *facts.departments))
        parameters = {
            "SiteUrl": self.url,
            "SenderDomain": "help-center.example",
            "Mailboxes": f"{{{boxes}}}",
            "LeadMailboxes": f'{{"default":"lead@{_MAILBOX_DOMAIN}"}}',
            "LeaseSeconds": str(_LEASE_SECONDS),
            "MailsPerSecond": "200",
            "SettleSeconds": "1",
            "AcksAnHour": "300",  # who tries the form out is not a flood
            "AcksADay": "1000",
            "AllAcksAnHour": "100000",
            "ReplyMailbox": f"replies@{_MAILBOX_DOMAIN}",
            "ConnectBucket": CONNECT_BUCKET,
            "MalwareProtection": "off",
            "MonthlyBudget": "0",  # nothing is charged for
            "ReserveConcurrency": "off",
            "UploadUrl": f"{self.url}uploads/",
        }
        parameters |= load_secrets(self.data / "secrets.json")
        parameters["ChatProviders"] = chat_providers(self.url)
        return create_stack(account, self.root, build.layer, parameters)

    async def _sweep(self, stack: Stack) -> None:
        while not self.stop.is_set():
            try:
                await asyncio.to_thread(stack.sweep)
            except Exception:  # noqa: BLE001 - the next sweep may work
                _log.exception("sweep")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.stop.wait(), SWEEP_SECONDS)

    @contextlib.contextmanager
    def _only_one(self) -> Iterator[None]:
        """Hold the data: two centers on one journal would lose what the other wrote."""
        file = os.open(self.data / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError as error:
            raise DataBusyError(self.data) from error
        finally:
            os.close(file)


async def _wake(api: App) -> None:
    """Let each function behind the API answer once, so that the first visitor does not wait for it."""
    requests = [("POST", "/api/inquiries"), ("GET", "/api/receipts/-"), ("POST", "/api/transcripts/generic")]
    requests += [("GET", "/api/feedback/-"), ("GET", "/api/attachments/-"), ("GET", "/api/files/-")]
    scopes = [request_scope(method, path, {"host": "127.0.0.1"}) for method, path in requests]
    await asyncio.gather(*(reply_of(api, scope, b"") for scope in scopes))
