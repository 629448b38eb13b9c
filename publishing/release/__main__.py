"""`python -m publishing.release`: publish the built site, roll back, list the releases, prune."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from helpcenter.center.facts import load_facts
from helpcenter.messages import load_messages
from publishing import operator_language
from publishing.release.aws import find_place, shelf_at, switch_at
from publishing.release.files import ReleaseError, read_build
from publishing.release.manifest import release_id
from publishing.release.places import TurnedMeanwhileError
from publishing.release.publishing import Publisher
from publishing.release.smoke import Smoke

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from helpcenter.messages import Messages
    from publishing.release.aws import SitePlace
    from publishing.release.files import Build
    from publishing.release.manifest import Manifest

_BUILD = Path("build")
_ADDRESS = re.compile(r"(?:https?://[\w.:/-]+)?")  # what a shell takes as one word


@dataclass(frozen=True, slots=True)
class Work:
    """What a command works with."""

    place: SitePlace
    publisher: Publisher
    messages: Messages
    now: datetime

    def say(self, code: str, **values: object) -> None:
        """Write a sentence."""
        sys.stdout.write(f"{self.messages.text(f'release.{code}', **values)}\n")


def run(arguments: Sequence[str], environment: Mapping[str, str], now: datetime) -> int:
    """Run a command; `now` is an aware instant.

    Returns:
        The exit code: 0 done, 1 not done, 2 nothing that could be done so.
    """
    catalogues = load_messages(Path(__file__).parent / "messages")
    messages = catalogues[operator_language(environment, catalogues)]
    options = _parser(messages, environment).parse_args(arguments)
    try:
        place = find_place(options.stack)
        work = Work(place, Publisher(shelf_at(place), switch_at(place)), messages, now)
        done: int = options.run(work, options)
    except ReleaseError as error:
        sys.stderr.write(messages.text(f"release.error.{error}", **error.values) + "\n")
        return 1
    except TurnedMeanwhileError:
        sys.stderr.write(messages.text("release.error.turned_meanwhile") + "\n")
        return 1
    except (BotoCoreError, ClientError) as error:
        sys.stderr.write(messages.text("release.error.aws", reason=error) + "\n")
        return 1
    return done


def _environment(work: Work, _: argparse.Namespace) -> int:
    for name, value in (("SITE_URL", work.place.url), ("UPLOAD_ORIGIN", work.place.upload_origin)):
        if not _ADDRESS.fullmatch(value):
            raise ReleaseError("no_address", name=name, value=value)
        sys.stdout.write(f"{name}={value}\n")
    return 0


def _upload(work: Work, _: argparse.Namespace) -> int:
    manifest = _uploaded(work)
    work.say("uploaded", release=manifest.id, pages=len(manifest.pages))
    return 0


def _publish(work: Work, options: argparse.Namespace) -> int:
    position = work.publisher.switch.read()
    is_newest = position.release in work.publisher.releases()[:1]
    if options.daily and position.release and not is_newest:
        work.say("held", release=position.release)
        return 0
    live = work.publisher.live(position)
    build = _read()
    # Who reverts what was rolled back publishes anew, and the daily build goes on from there.
    if live and live.digest == build.digest and is_newest:
        work.say("nothing_new", release=live.id)
        return _look(work, live)
    newest = _newest_same(work, build.digest)
    manifest = newest or _uploaded(work)
    work.publisher.turn_to(manifest, position)
    work.say("published", release=manifest.id, url=work.place.url)
    if code := _look(work, manifest):
        return code
    work.say("pruned", count=work.publisher.prune(work.now))
    return 0


def _roll_back(work: Work, options: argparse.Namespace) -> int:
    manifest = work.publisher.roll_back(options.release or None)
    work.say("rolled_back", release=manifest.id, url=work.place.url)
    return _look(work, manifest)


def _list(work: Work, _: argparse.Namespace) -> int:
    seen = work.publisher.switch.read().release
    for release in work.publisher.releases():
        manifest = work.publisher.manifest(release)
        code = "listed.seen" if release == seen else "listed"
        work.say(
            code, release=release, at=f"{manifest.made_at:%Y-%m-%d %H:%M} UTC", pages=len(manifest.pages)
        )
    return 0


def _look(work: Work, manifest: Manifest) -> int:
    wrong = Smoke(work.publisher.shelf, work.place.url, time.sleep).wrong(manifest)
    if wrong is None:
        work.say("looks_right", url=work.place.url)
        return 0
    url, reason = wrong
    code, _, status = reason.partition(":")
    why = work.messages.text(f"release.wrong.{code}", status=status)
    sys.stderr.write(work.messages.text("release.looks_wrong", url=url, reason=why) + "\n")
    return 1


def _read() -> Build:
    facts = load_facts(_BUILD / "facts.json")
    return read_build(_BUILD / "site", _BUILD / "headers.json", facts.languages)


def _uploaded(work: Work) -> Manifest:
    return work.publisher.upload(_read(), release_id(work.now, _commit()), work.now)


def _newest_same(work: Work, digest: str) -> Manifest | None:
    """Return the newest release where it is this build: `upload` put it there before."""
    for release in work.publisher.releases()[:1]:
        manifest = work.publisher.manifest(release)
        return manifest if manifest.digest == digest else None
    return None


def _commit() -> str:
    command = ["git", "rev-parse", "HEAD"]
    said = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - git alone
    return said.stdout.strip()


def _parser(messages: Messages, environment: Mapping[str, str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m publishing.release", description=messages.text("release.help")
    )
    parser.add_argument(
        "--stack",
        default=environment.get("STACK") or "help-center",
        metavar="NAME",
        help=messages.text("release.help.stack"),
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    runs: dict[str, Callable[[Work, argparse.Namespace], int]] = {
        "environment": _environment,
        "upload": _upload,
        "publish": _publish,
        "rollback": _roll_back,
        "list": _list,
    }
    for name, function in runs.items():
        command = commands.add_parser(name, help=messages.text(f"release.help.{name}"))
        command.set_defaults(run=function)
        if name == "publish":
            command.add_argument("--daily", action="store_true", help=messages.text("release.help.daily"))
        if name == "rollback":
            command.add_argument(
                "--release", default="", metavar="ID", help=messages.text("release.help.release")
            )
    return parser


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], os.environ, datetime.now(UTC)))
