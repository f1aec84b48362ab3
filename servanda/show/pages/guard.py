"""What keeps visitors and the register safe: headers, hosts, sizes, and forms that only our own pages can send."""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders, UploadFile
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
COOKIE = "servanda_form"
FIELD = "form_key"


class Guard:
    """Middleware: refuses foreign hosts and too large bodies, and adds the headers above to every answer."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str] | None, largest: int) -> None:
        """`hosts`: the names under which we may be asked; None for any. `largest`: bytes of a body."""
        self._app = app
        self._hosts = hosts
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        request = Request(scope)
        refusal = self._refusal(request)
        if refusal is not None:
            await refusal(scope, receive, send_guarded)
            return
        await self._app(scope, self._limited(receive), send_guarded)

    def _refusal(self, request: Request) -> Response | None:
        host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
        if self._hosts is not None and host not in self._hosts:
            return PlainTextResponse(f"This server does not answer as {host!r}.", 421)
        length = request.headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._largest:
            return PlainTextResponse(f"Too large: at most {self._largest:,} bytes are taken.", 413)
        return None

    def _limited(self, receive: Receive) -> Receive:
        taken = 0

        async def receive_limited() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._largest:
                # A body that grows beyond what its head announced: the visitor is told that it ended.
                return {"type": "http.disconnect"}
            return message

        return receive_limited


def form_key(request: Request) -> str:
    """The key that our forms carry and the visitor's cookie repeats; made on first use."""
    known = request.cookies.get(COOKIE, "")
    if len(known) == 43:
        return known
    made = getattr(request.state, "form_key", None) or secrets.token_urlsafe(32)
    request.state.form_key = made
    return str(made)


def keep_form_key(request: Request, response: Response) -> None:
    """Gives the visitor the cookie, where the page made a new key."""
    made = getattr(request.state, "form_key", None)
    if made:
        response.set_cookie(COOKIE, made, httponly=True, samesite="strict", secure=request.url.scheme == "https", path="/")


def is_ours(request: Request, sent: str) -> bool:
    """Whether a form was sent by one of our own pages: its key is the cookie's, and the browser names no foreign origin."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    if origin and urlsplit(origin).netloc != request.headers.get("host"):
        return False
    known = request.cookies.get(COOKIE, "")
    return len(known) == 43 and hmac.compare_digest(known, sent)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form sent: its texts, and the name and bytes of its file, if there was one."""

    texts: Mapping[str, str]
    file_name: str = ""
    content: bytes = b""

    def ours(self, request: Request) -> bool:
        """Whether one of our own pages sent it."""
        return is_ours(request, self.texts.get(FIELD, ""))


async def sent(request: Request, largest: int = 1_000_000, files: int = 0) -> Sent:
    """The form of a request; nothing of it stays open."""
    async with request.form(max_files=files, max_fields=30, max_part_size=largest) as form:
        texts = {name: value for name, value in form.items() if isinstance(value, str)}
        for value in form.values():
            if isinstance(value, UploadFile) and value.filename:
                return Sent(texts, value.filename, await value.read())
        return Sent(texts)
