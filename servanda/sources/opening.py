"""Opens a file or a text as a Raw: clean document, raw text, what was cut. Read this first in this room."""

import importlib
from pathlib import Path

from servanda.lexicon import Lexicon
from servanda.model import Cut, Document, Problem, Raw
from servanda.sources.cleaning import clean
from servanda.sources.decoding import decode
from servanda.sources.flattened import Flattened, kept, stacked
from servanda.sources.format import format_of
from servanda.sources.kind import glimpse, kind_of
from servanda.sources.language import guess, has_articles, unread
from servanda.sources.loading import load
from servanda.sources.long_runs import long_runs
from servanda.sources.masthead import Masthead, masthead
from servanda.sources.other_script import other_script
from servanda.sources.plain import plain, refuse_endless_lines

_READERS = {
    "html": "servanda.sources.web_page",
    "pdf": "servanda.sources.pdf",
    "docx": "servanda.sources.word",
    "xml": "servanda.sources.marked_up",
}
"""Modules with `flatten(content, origin) -> Flattened`, imported when the first file of their format comes: each brings a
library that others need not wait for."""
_ARTICLE = "servanda.sources.article"


def open_file(path: str | Path, lexicon: Lexicon) -> Raw:
    """The document in a file; BadInput says why there is none."""
    return open_bytes(load(path), str(path), lexicon)


def open_bytes(content: bytes, origin: str, lexicon: Lexicon) -> Raw:
    """The document in the bytes of a file of any format that is read; BadInput says why there is none."""
    kind = format_of(content, origin)
    if kind == "text":
        decoded = decode(content, origin)
        flat = Flattened(plain(decoded.text, origin), problems=(*decoded.problems, *_misnamed(origin)))
    else:
        flat = importlib.import_module(_READERS[kind]).flatten(content, origin)
    return _document(flat, origin, lexicon)


def _misnamed(origin: str) -> tuple[Problem, ...]:
    """A text whose name says that it is something else may be what is left of a broken file."""
    ending = origin.rpartition(".")[2].lower()
    if ending not in ("pdf", "docx"):
        return ()
    return (Problem("source_misnamed", f"is plain text, though its name ends in .{ending}; it was read as text", None, None),)


def open_text(text: str, origin: str, lexicon: Lexicon) -> Raw:
    """The document in a text that is already decoded; BadInput where it holds none."""
    return _document(Flattened(plain(text, origin)), origin, lexicon)


def _document(flat: Flattened, origin: str, lexicon: Lexicon) -> Raw:
    raw, cuts = flat.text, flat.cut
    refuse_endless_lines(raw, origin)
    for nothing_said in (long_runs, other_script):
        cuts = stacked(cuts, nothing_said(kept(raw, cuts)))
    text = kept(raw, cuts)
    seen = glimpse(text)
    kind = kind_of(seen, lexicon.scan(seen))
    language = guess(text, lexicon)
    if language.unread and has_articles(text, language, lexicon):
        kind = "agreement"
    furniture: tuple[Cut, ...] = ()
    if flat.page and kind != "agreement":
        furniture = importlib.import_module(_ARTICLE).furniture(text, flat.page, flat.title)
    if furniture or language.unread:
        cleaned, inner = kept(text, furniture), furniture
    else:
        cleaned, inner = clean(text, kind, lexicon.scan(text), lexicon)
    head = masthead(text, inner, cleaned) if kind != "agreement" else Masthead()
    title, author, day = flat.title or head.title, flat.author or head.author, flat.published or head.published
    document = Document(Document.id_of(cleaned), kind, title, author, day, language.code, cleaned, origin)
    return Raw(document, raw, stacked(cuts, inner), (*flat.problems, *unread(language, lexicon)))
