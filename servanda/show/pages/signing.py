"""Signing in and out, sessions, and how often somebody may try."""

import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from servanda.show.pages.accounts import ROLES, Account, check
from servanda.show.pages.guard import sent
from servanda.show.pages.rendering import page

COOKIE = "servanda_session"
_LASTS = 12 * 3600.0


@dataclass(slots=True)
class _Session:
    name: str
    role: str
    ends: float


class Door:
    """Who is signed in. `accounts` None: served on this machine only, where everybody may do everything."""

    def __init__(self, accounts: Mapping[str, Account] | None, *, private: bool = False) -> None:
        """`private`: even reading needs an account."""
        self.accounts = accounts
        self.private = private
        self._lock = threading.Lock()
        self._sessions: dict[str, _Session] = {}
        self.tries = Pace(5, 60.0)
        self.writes = Pace(60, 60.0)

    def enter(self, account: Account) -> str:
        """A new session's key."""
        key = secrets.token_urlsafe(32)
        with self._lock:
            now = time.monotonic()
            self._sessions = {k: s for k, s in self._sessions.items() if s.ends > now}
            self._sessions[key] = _Session(account.name, account.role, now + _LASTS)
        return key

    def leave(self, key: str) -> None:
        """Ends a session."""
        with self._lock:
            self._sessions.pop(key, None)

    def session(self, key: str) -> tuple[str, str] | None:
        """Name and role of a session that has not ended."""
        with self._lock:
            found = self._sessions.get(key)
        return (found.name, found.role) if found and found.ends > time.monotonic() else None


class Gate:
    """Middleware: where even reading needs an account, sends everybody else to the door."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app = app
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self._door.private:
            request = Request(scope)
            path = request.url.path
            inside = self._door.session(request.cookies.get(COOKIE, "")) is not None
            if not inside and path not in ("/sign-in", "/healthz") and not path.startswith("/static/"):
                answer = RedirectResponse(f"/sign-in?back={quote(path)}", 303)
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)


class Pace:
    """At most `most` steps within `seconds`, for each visitor by himself."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._lock = threading.Lock()
        self._steps: dict[str, list[float]] = {}

    def step(self, visitor: str) -> bool:
        """Whether one more step is in order; counts it if so."""
        now = time.monotonic()
        with self._lock:
            recent = [at for at in self._steps.get(visitor, ()) if at > now - self._seconds]
            allowed = len(recent) < self._most
            self._steps[visitor] = [*recent, now] if allowed else recent
            if len(self._steps) > 10_000:
                self._steps = {v: s for v, s in self._steps.items() if s and s[-1] > now - self._seconds}
        return allowed


def visitor(request: Request) -> str:
    """Whom a request counts for."""
    return request.client.host if request.client else "unknown"


def who_is(request: Request) -> str | None:
    """The name under which a visitor is signed in."""
    door: Door = request.app.state.door
    known = door.session(request.cookies.get(COOKIE, ""))
    return known[0] if known else None


def may(request: Request, role: str) -> bool:
    """Whether a visitor may do what the role may."""
    door: Door = request.app.state.door
    if door.accounts is None:
        return True
    known = door.session(request.cookies.get(COOKIE, ""))
    return known is not None and ROLES.index(known[1]) >= ROLES.index(role)


def sign_in(request: Request) -> Response:
    """The form."""
    return page(request, "sign_in.html", trouble="", back=_back(request.query_params.get("back", "/")))


async def signed_in(request: Request) -> Response:
    """Takes the form."""
    door: Door = request.app.state.door
    form = await sent(request)
    name, password, back = (form.texts.get(part, "")[:500] for part in ("name", "password", "back"))
    if not form.ours(request):
        return page(request, "sign_in.html", 403, trouble="This form had expired; please send it again.", back=_back(back))
    if not (door.tries.step(visitor(request)) and door.tries.step(f"name:{name}")):
        return page(request, "sign_in.html", 429, trouble="Too many attempts; wait a minute.", back=_back(back))
    account = await run_in_threadpool(check, door.accounts or {}, name, password)
    if account is None:
        return page(request, "sign_in.html", 403, trouble="Name and password do not belong together.", back=_back(back))
    response = RedirectResponse(_back(back), 303)
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, door.enter(account), max_age=int(_LASTS), httponly=True, samesite="strict", secure=secure)
    return response


async def sign_out(request: Request) -> Response:
    """Ends the session."""
    door: Door = request.app.state.door
    form = await sent(request)
    if form.ours(request):
        door.leave(request.cookies.get(COOKIE, ""))
    response = RedirectResponse("/", 303)
    response.delete_cookie(COOKIE)
    return response


def _back(address: str) -> str:
    """An address of our own: nobody is sent elsewhere by a link with our name on it."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable() else "/"
