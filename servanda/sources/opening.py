"""Opens a file or a text as a Raw: clean document, raw text, what was cut. Read this first in this room."""

import importlib
from pathlib import Path

from servanda.lexicon import Lexicon
from servanda.model import Document, Raw
from servanda.sources.cleaning import clean
from servanda.sources.decoding import decode
from servanda.sources.flattened import Flattened, kept, stacked
from servanda.sources.format import format_of
from servanda.sources.kind import kind_of
from servanda.sources.loading import load
from servanda.sources.plain import plain

_READERS: dict[str, str] = {}
"""Modules with `flatten(content, origin) -> Flattened`, imported when the first file of their format comes: each brings a
library that others need not wait for."""


def open_file(path: str | Path, lexicon: Lexicon) -> Raw:
    """The document in a file; BadInput says why there is none."""
    return open_bytes(load(path), str(path), lexicon)


def open_bytes(content: bytes, origin: str, lexicon: Lexicon) -> Raw:
    """The document in the bytes of a file of any format that is read; BadInput says why there is none."""
    kind = format_of(content, origin)
    if kind not in _READERS:
        decoded = decode(content, origin)
        flat = Flattened(decoded.text, problems=decoded.problems)
    else:
        flat = importlib.import_module(_READERS[kind]).flatten(content, origin)
    return _document(flat, origin, lexicon)


def open_text(text: str, origin: str, lexicon: Lexicon) -> Raw:
    """The document in a text that is already decoded; BadInput where it holds none."""
    return _document(Flattened(text), origin, lexicon)


def _document(flat: Flattened, origin: str, lexicon: Lexicon) -> Raw:
    raw = flat.text if flat.cut else plain(flat.text, origin)
    text, cuts = kept(raw, flat.cut), flat.cut
    kind = kind_of(text, lexicon.scan(text))
    if flat.page and kind != "agreement":
        inner = importlib.import_module("servanda.sources.article").furniture(flat, text)
        text, cuts = kept(text, inner), stacked(cuts, inner)
    cleaned, inner = clean(text, kind, lexicon.scan(text), lexicon)
    document = Document(Document.id_of(cleaned), kind, flat.title, flat.author, flat.published, None, cleaned, origin)
    return Raw(document, raw, stacked(cuts, inner), flat.problems)
