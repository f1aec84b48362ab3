"""Templates to pages: one environment, everything escaped."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from servanda.flow.naming import areas, names
from servanda.show.pages.guard import FIELD, form_key, keep_form_key
from servanda.show.words import date_in_words
from servanda.version import VERSION

_HERE = Path(__file__).parent
SIGNS = {
    "obligation": "■",
    "prohibition": "✕",
    "commitment": "◆",
    "intention": "◇",
    "permission": "○",
    "denial": "∅",
    "declaration": "❝",
}
"""A sign for each force, so that no page relies on colour alone."""
NAVIGATION = (
    ("/agreements", "Agreements"),
    ("/commitments", "Commitments"),
    ("/compare", "Compare"),
    ("/ledger", "Ledger"),
    ("/barometer", "Barometer"),
    ("/due", "Due"),
    ("/scenario", "Scenario"),
    ("/documents", "Documents"),
    ("/review", "Review"),
    ("/add", "Add"),
)


_TURNING = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def plain(text: Any) -> str:
    """A name on one line, without anything that turns or hides writing."""
    text = str(text)
    if not text.isprintable():
        text = "".join(c if unicodedata.category(c) not in _TURNING else " " if c.isspace() else "" for c in text)
    return " ".join(text.split())


_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")


def shown(text: str) -> Markup:
    """A piece of a document, escaped, with signs that would turn or hide writing made visible."""
    escaped = str(escape(text))
    return Markup(_HIDDEN.sub(lambda m: f'<span class="hidden-sign" title="U+{ord(m[0]):04X}">\u25cc</span>', escaped))


def cut_short(text: Any, length: int = 160) -> str:
    """The first words of a name or sentence."""
    whole = plain(text)
    return whole if len(whole) <= length else whole[:length].rpartition(" ")[0] + " …"


def query(values: Iterable[tuple[str, Any]]) -> str:
    """The query part of an address, with its `?`; empty values are left out."""
    kept = [(name, value) for name, value in values if value not in (None, "")]
    return f"?{urlencode(kept)}" if kept else ""


def named(codes: Any) -> str:
    """What a code stands for; several joined by `;` each; any other word as it is, without its underscores."""
    known = names()
    parts = (
        ("all parties" if code == "*parties*" else known.get(code, code.replace("_", " "))) for code in str(codes).split(";")
    )
    return ", ".join(parts)


@cache
def static(name: str) -> str:
    """The address of a file of ours; it changes with the file, so that browsers may keep it for ever."""
    content = (_HERE / "static" / name).read_bytes()
    return f"/static/{name}?{hashlib.sha256(content).hexdigest()[:12]}"


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"plain": plain, "shown": shown, "short": cut_short, "date": date_in_words, "named": named}
    made.globals |= {
        "SIGNS": SIGNS,
        "NAVIGATION": NAVIGATION,
        "VERSION": VERSION,
        "FORM_FIELD": FIELD,
        "query": query,
        "static": static,
        "areas": areas,
    }
    return made


_ENVIRONMENT = _environment()


def _visitor(request: Request) -> str | None:
    """The name to show in the head: empty where somebody could sign in, None where there are no accounts."""
    door = request.app.state.door
    if door.accounts is None:
        return None
    known = door.session(request.cookies.get("servanda_session", ""))
    return known[0] if known else ""


class _FormKey:
    """Stands for the form key in a template; makes it only where the page has a form."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self.used = False

    def __html__(self) -> str:
        self.used = True
        return form_key(self._request)

    __str__ = __html__


def render(template: str, **values: Any) -> str:
    """A template on its own, without a visitor: for files."""
    return _ENVIRONMENT.get_template(template).render(**values)


def page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """A page made from a template. `Cache-Control: no-cache` says that it is the same for everybody who is not signed in."""
    key, visitor = _FormKey(request), _visitor(request)
    text = _ENVIRONMENT.get_template(template).render(
        path=request.url.path, key=key, asked=request.query_params, visitor=visitor, **values
    )
    shared = not key.used and not visitor
    response = HTMLResponse(text, status, headers={"Cache-Control": "no-cache" if shared else "no-store"})
    keep_form_key(request, response)
    return response
