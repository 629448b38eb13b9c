"""`python -m local.chat_demo`: a chat ends, and its provider tells of it three times."""

from __future__ import annotations

import argparse
import json
import os
import sys
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError

from helpcenter.messages import load_messages
from local.chat_systems import FILES
from local.demo_chats import TOLD_BY, Call
from publishing import operator_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from helpcenter.messages import Messages

_HERE = Path(__file__).parent
_DELIVERIES = 3


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Deliver the chat three times; return 0 when each was taken, else 1."""
    catalogues = load_messages(_HERE / "messages")
    messages = catalogues[operator_language(environment, catalogues)]
    options = _parser(messages, environment).parse_args(arguments)
    if options.provider not in TOLD_BY:
        known = ", ".join(TOLD_BY)
        sys.stderr.write(f"{messages.text('local.chat_unknown', value=options.provider, known=known)}\n")
        return 2
    url = f"http://127.0.0.1:{options.port}"
    chat = _ended_now(_chat(options.language))
    if options.to:
        chat["customer"]["email"] = options.to
    served = _serve_files(chat, url)
    calls, statuses = TOLD_BY[options.provider](chat), []
    for number in range(1, _DELIVERIES + 1):
        try:
            for call in [*served, *calls]:
                status, answer = make(url, call)
        except URLError:
            sys.stderr.write(f"{messages.text('local.not_running', url=url)}\n")
            return 1
        statuses.append(status)
        sys.stdout.write(f"{messages.text('local.chat_sent', number=number, status=status)} {answer}\n")
    sys.stdout.write(f"{messages.text('local.chat_mailbox', url=f'{url}/_local/mail')}\n")
    return 0 if all(status < 300 for status in statuses) else 1


def make(url: str, call: Call) -> tuple[int, str]:
    """Make a request as a provider does; return status and answer.

    Raises:
        URLError: nobody answers.
    """
    request = urllib.request.Request(  # noqa: S310 - our own address
        f"{url}{call.path}", data=call.body, headers=call.headers, method=call.method
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310 - as above
            return response.status, response.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def _parser(messages: Messages, environment: Mapping[str, str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m local.chat_demo", description=messages.text("local.chat_help"), add_help=False
    )
    parser.add_argument("-h", "--help", action="help", help=messages.text("local.help.help"))
    parser.add_argument(
        "--language", choices=["ko", "en"], default="ko", help=messages.text("local.chat_language")
    )
    parser.add_argument(
        "--provider",
        default=environment.get("PROVIDER") or "generic",
        metavar="PROVIDER",
        help=messages.text("local.chat_provider", known=", ".join(TOLD_BY)),
    )
    parser.add_argument("--to", default="", metavar="ADDRESS", help=messages.text("local.chat_to"))
    parser.add_argument(
        "--port", default=environment.get("PORT") or "8000", help=messages.text("local.help.port")
    )
    return parser


def _chat(language: str) -> dict[str, Any]:
    chat: dict[str, Any] = json.loads((_HERE / "demo" / f"chat.{language}.json").read_text(encoding="utf-8"))
    return chat


def _serve_files(chat: dict[str, Any], url: str) -> list[Call]:
    """Say in the chat where its files are handed out; return what puts them there."""
    calls = []
    for said in chat["messages"]:
        for file in said.get("files", ()):
            content = (_HERE / "demo" / file["url"]).read_bytes()
            path = f"/_local/chats/{FILES}/{chat['chat_id']}/{file['url']}"
            file["url"] = f"{url}{path}"
            calls.append(Call("PUT", path, content, {}))
    return calls


def _ended_now(chat: dict[str, Any]) -> dict[str, Any]:
    """Return the chat as a new one that has just ended."""
    now = datetime.now(UTC).replace(microsecond=0)
    shift = now - datetime.fromisoformat(chat["ended_at"])
    messages = [{**message, "at": _shifted(message["at"], shift)} for message in chat["messages"]]
    return {
        **chat,
        "chat_id": f"{chat['chat_id']}-{now:%Y%m%d%H%M%S}",
        "started_at": _shifted(chat["started_at"], shift),
        "ended_at": _shifted(chat["ended_at"], shift),
        "messages": messages,
    }


def _shifted(moment: str, shift: timedelta) -> str:
    return (datetime.fromisoformat(moment) + shift).isoformat()


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], os.environ))
