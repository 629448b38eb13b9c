"""One address for everything: the site, the API, and the local extras under `/_local/`."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from local.mailbox import attached_bytes
from local.site_headers import HeaderRules, SiteHeaders, read_header_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from helpcenter.messages import Messages
    from local.asgi import App, Receive, Scope, Send
    from local.mailbox import Mailbox
    from local.reloading import Reloads


def front_app(  # noqa: PLR0913, PLR0917 - everything meets here
    site: App,
    api: App,
    mails: Mailbox,
    dead_mails: Callable[[], list[tuple[str, str]]],
    messages: Mapping[str, Messages],
    more: Sequence[BaseRoute],
) -> App:
    """Return the application that visitors of the local center talk to: `site`, `api`, mailbox and `more`."""
    pages = Environment(loader=FileSystemLoader(Path(__file__).parent / "pages"), autoescape=True)

    def words(request: Request) -> Messages:
        wanted = request.headers.get("accept-language", "").partition("-")[0].partition(",")[0]
        return messages.get(wanted, messages["ko"])

    async def show_mailbox(request: Request) -> Response:
        page = pages.get_template("mailbox.html")
        dead = await asyncio.to_thread(dead_mails)
        return HTMLResponse(page.render(mails=mails.mails()[::-1], dead=dead, words=words(request)))

    async def list_mails(_: Request) -> Response:
        return JSONResponse([mail.as_json for mail in mails.mails()])

    async def show_html(request: Request) -> Response:
        mail = mails.mail(request.path_params["key"])
        # Shown in a sandboxed frame: nothing in a mail may run or load anything.
        policy = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
        return HTMLResponse(mail.html, headers=policy) if mail else Response(status_code=404)

    async def get_attachment(request: Request) -> Response:
        mail = mails.mail(request.path_params["key"])
        number = request.path_params["number"]
        attachments = list(mail.message.iter_attachments()) if mail else []
        if number >= len(attachments):
            return Response(status_code=404)
        return Response(
            attached_bytes(attachments[number]),
            media_type="application/octet-stream",
            headers={"content-disposition": "attachment"},
        )

    application: App = Starlette(
        routes=[
            Route("/_local/mail", show_mailbox),
            Route("/_local/mail.json", list_mails),
            Route("/_local/mail/{key}/html", show_html),
            Route("/_local/mail/{key}/attachments/{number:int}", get_attachment),
            *more,
            Mount("/", site),
        ]
    )

    async def front(scope: Scope, receive: Receive, send: Send) -> None:
        # Not a route: those of Starlette do not match a line break, which an address may hold.
        is_api = str(scope.get("path", "")).startswith("/api/")
        await (api if is_api else application)(scope, receive, send)

    return front


class SiteFiles(StaticFiles):
    """The site's files; for what is missing, the nearest `404.html` above its address."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file, or the page that says in the visitor's language that it is not there."""
        response = await super().get_response(path, scope)
        if response.status_code != HTTPStatus.NOT_FOUND:
            return response
        for folder in Path(path).parents:
            page, found = await asyncio.to_thread(self.lookup_path, str(folder / "404.html"))
            if found:
                return FileResponse(page, stat_result=found, status_code=HTTPStatus.NOT_FOUND)
        return response


def site_app(site: Path, headers: Path) -> App:
    """Return the built site as its host serves it: compressed, with its headers.

    Raises:
        OSError: the headers can't be read.
    """
    files = SiteFiles(directory=site, html=True)
    rules = read_header_rules(headers)
    return SiteHeaders(GZipMiddleware(files, compresslevel=6), lambda: rules)


def followed_site_app(site: Path, headers: Path, reloads: Reloads) -> App:
    """Return a site that is built again and again: as `site_app`, but its pages load themselves again.

    Browsers ask for everything each time that has no digest in its address.
    """
    known: dict[int, HeaderRules] = {}

    def rules() -> HeaderRules:
        if not headers.is_file():  # nothing was built yet
            return HeaderRules({}, [("*", "no-cache")], {})
        written = headers.stat().st_mtime_ns
        if written not in known:
            known.clear()
            read = read_header_rules(headers)
            caching = [(path, value) for path, value in read.caching if "immutable" in value]
            known[written] = replace(read, caching=[*caching, ("*", "no-cache")])
        return known[written]

    files = SiteFiles(directory=site, html=True)
    return SiteHeaders(GZipMiddleware(reloads.in_pages_of(files), compresslevel=6), rules)


def api_app(aws: App, api_id: str) -> App:
    """Return the HTTP API as an application of its own, as CloudFront forwards to it."""
    prefix = f"/_aws/execute-api/{api_id}/$default"

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        raw_path = scope.get("raw_path") or path.encode()
        forwarded = {
            **scope,
            "root_path": "",
            "path": f"{prefix}{path}",
            "raw_path": prefix.encode() + raw_path,
            "headers": [
                (name, value) for name, value in scope["headers"] if name.lower() != b"authorization"
            ],
        }
        await aws(forwarded, receive, send)

    return application
