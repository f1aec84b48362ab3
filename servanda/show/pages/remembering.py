"""Finished pages, kept until the register grows: a page that was made once is sent again as it is."""

import datetime
import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from servanda.show.pages.holdings import Holdings

_MOST_BYTES = 64_000_000
_LARGEST = 4_000_000
_COMPRESSED_FROM = 2_000
Endpoint = Callable[[Request], Response]


@dataclass(frozen=True, slots=True)
class _Page:
    body: bytes
    packed: bytes | None
    tag: str
    media_type: str


class Pages:
    """The pages of one stamp of the register, by their address and visitor."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stamp = ""
        self._bytes = 0
        self._pages: OrderedDict[tuple[str, ...], _Page] = OrderedDict()

    def get(self, stamp: str, key: tuple[str, ...]) -> _Page | None:
        """A page that was made at this stamp."""
        with self._lock:
            if stamp != self._stamp:
                self._pages.clear()
                self._stamp, self._bytes = stamp, 0
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
            return found

    def put(self, stamp: str, key: tuple[str, ...], page: _Page) -> None:
        """Keeps a page, unless the register has grown meanwhile; the pages that nobody asks for give way."""
        with self._lock:
            if stamp != self._stamp or key in self._pages or len(page.body) > _LARGEST:
                return
            self._pages[key] = page
            self._bytes += len(page.body) + len(page.packed or b"")
            while self._bytes > _MOST_BYTES:
                _, old = self._pages.popitem(last=False)
                self._bytes -= len(old.body) + len(old.packed or b"")


def remembered(endpoint: Endpoint) -> Endpoint:
    """The endpoint, whose pages are kept where they hold for every visitor who is signed in as nobody.

    An answer says that it does by the header `Cache-Control: no-cache` and carries no cookie.
    """

    def answer(request: Request) -> Response:
        pages: Pages = request.app.state.pages
        holdings: Holdings = request.app.state.holdings
        if request.cookies.get("servanda_session"):
            return endpoint(request)
        stamp = holdings.stamp()
        today = datetime.datetime.now(datetime.UTC).date().isoformat()
        key = (request.url.path, request.url.query, today)
        known = pages.get(stamp, key)
        if known is None:
            response = endpoint(request)
            if response.status_code != 200 or response.headers.get("cache-control") != "no-cache":
                return response
            body = bytes(response.body)
            packed = gzip.compress(body, 5, mtime=0) if len(body) > _COMPRESSED_FROM else None
            tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
            known = _Page(body, packed, tag, response.headers["content-type"])
            pages.put(stamp, key, known)
        return _sent(request, known)

    return answer


def _sent(request: Request, page: _Page) -> Response:
    headers = {"ETag": page.tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding, Cookie"}
    if request.headers.get("if-none-match") == page.tag:
        return Response(status_code=304, headers=headers)
    if page.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(page.packed, headers=headers | {"Content-Encoding": "gzip"}, media_type=page.media_type)
    return Response(page.body, headers=headers, media_type=page.media_type)
