"""`/add`: paste a text or send a file, see the reading, and keep it or not."""

import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from servanda.flow import keeping
from servanda.flow.bounded import read_bounded
from servanda.model import Agreement, BadInput, Claim, Reading, as_json, from_json
from servanda.show.pages.document_view import NOUNS, PART, groups_of, marks_of, split
from servanda.show.pages.guard import sent
from servanda.show.pages.holdings import Holdings
from servanda.show.pages.marking import marked
from servanda.show.pages.rendering import page, plain
from servanda.show.pages.signing import Door, may, visitor
from servanda.show.words import facts

SECONDS = 60.0
"""How long reading may take here."""
_KEPT_FOR = 1800.0
_MOST = 20


class Drafts:
    """Readings that somebody looks at and may keep; forgotten after half an hour, or when too many wait."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: OrderedDict[str, tuple[float, Reading]] = OrderedDict()

    def put(self, reading: Reading) -> str:
        """Holds a reading; its key."""
        key = secrets.token_urlsafe(16)
        with self._lock:
            self._waiting[key] = (time.monotonic() + _KEPT_FOR, reading)
            while len(self._waiting) > _MOST:
                self._waiting.popitem(last=False)
        return key

    def take(self, key: str) -> Reading | None:
        """The reading, which is no longer held."""
        with self._lock:
            ends, reading = self._waiting.pop(key, (0.0, None))
        return reading if ends > time.monotonic() else None


def add(request: Request) -> Response:
    """The form."""
    return _form(request)


def _form(request: Request, trouble: str = "", status: int = 200, text: str = "") -> Response:
    return page(request, "add.html", status, trouble=trouble, text=text[:200_000], may=may(request, "editor"))


async def read_sent(request: Request) -> Response:
    """Reads what was sent and shows the reading."""
    door: Door = request.app.state.door
    form = await sent(request, request.app.state.largest, files=1)
    text = form.texts.get("text", "")
    if not form.ours(request):
        return _form(request, "This form had expired; please send it again.", 403, text)
    if not may(request, "editor"):
        return _form(request, "To add texts you must sign in as somebody who may.", 403)
    if not door.writes.step(visitor(request)):
        return _form(request, "Too many texts in a minute; wait a little.", 429)
    content: bytes | str = form.content if form.file_name else text.replace("\r\n", "\n")
    origin = plain(form.texts.get("origin", ""))[:500] or plain(form.file_name) or "pasted"
    if not content.strip():
        return _form(request, "Paste a text or choose a file first.", 400)
    return await run_in_threadpool(_preview, request, origin, content)


def _preview(request: Request, origin: str, content: bytes | str) -> Response:
    try:
        reading = read_bounded(origin, content, SECONDS)
    except BadInput as error:
        return _form(request, str(error), 400, content if isinstance(content, str) else "")
    drafts: Drafts = request.app.state.drafts
    claims = drafted(reading)
    known = {claim.id: from_json(NOUNS[claim.kind], claim.value) for claim in claims if claim.kind in NOUNS}
    parts = split(reading.document.text, reading)
    return page(
        request,
        "add_preview.html",
        reading=reading,
        document=reading.document,
        groups=list(groups_of(reading, claims, known, parts)),
        text=marked(reading.document.text, marks_of(reading, claims, known), 0, min(parts[0][1], PART)),
        shortened=len(parts) > 1,
        draft=drafts.put(reading),
    )


def drafted(reading: Reading) -> list[Claim]:
    """The findings of a reading that is not kept, in the form of claims, for showing."""
    made = []
    document = reading.document.id
    for kind, findings in (
        ("commitment", reading.commitments),
        ("event", reading.events),
        ("statement", reading.statements),
        ("flow", reading.flows),
    ):
        for finding in findings:
            made.append(Claim(finding.id, kind, document, None, as_json(finding), document, finding.evidence, "", "", ""))
    for agreement in reading.agreements:
        made += _facts(document, replace(agreement, id=agreement.id or "0"))
    return made


def _facts(document: str, agreement: Agreement) -> list[Claim]:
    return [
        Claim(f"{agreement.id}{k}", "agreement", agreement.id, name, as_json(value), document, evidence, "", "", "")
        for k, (name, value, evidence) in enumerate(facts(agreement))
    ]


async def keep(request: Request) -> Response:
    """Keeps a reading that was looked at."""
    form = await sent(request)
    if not form.ours(request) or not may(request, "editor"):
        return _form(request, "This form had expired; please send the text again.", 403)
    drafts: Drafts = request.app.state.drafts
    reading = drafts.take(form.texts.get("draft", ""))
    if reading is None:
        return _form(request, "This reading is no longer held; please send the text again.", 410)
    holdings: Holdings = request.app.state.holdings
    added = await run_in_threadpool(keeping.keep_at, holdings.address, reading)
    return RedirectResponse(f"/documents/{added.document}", 303)
