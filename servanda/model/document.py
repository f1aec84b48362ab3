"""Texts and places in them."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """Half-open character offsets [start, end) into a document's clean text."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        # Reading makes several for every clause; writing the slots directly takes half the time of a frozen dataclass.
        if not 0 <= start < end:
            raise ValueError(f"not a span: [{start}, {end})")
        _set_start(self, start)
        _set_end(self, end)


_set_start, _set_end = Span.__dict__["start"].__set__, Span.__dict__["end"].__set__


@dataclass(frozen=True, slots=True)
class Cut:
    """A span of the raw text that cleaning left out, and why (`reason` is a key of docs/sources.md).

    `text`: its first 200 characters, so that people can judge the cut without the raw text.
    """

    start: int
    end: int
    reason: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Trouble in the data, as a value with a place in the clean text (None: the whole document)."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One text with its origin. `text` is clean and never changes; `id` is a hash of it.

    `kind` is agreement, report or other; `origin` the path, address or JSONL id as given; `published` an ISO date.
    """

    id: str
    kind: str
    title: str | None
    author: str | None
    published: str | None
    language: str | None
    text: str
    origin: str

    @staticmethod
    def id_of(text: str) -> str:
        """The first 24 hexadecimal digits of the SHA-256 of the text in UTF-8."""
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Raw:
    """What comes out of sources: a document, the raw text it was cleaned from, what was cut, and what went wrong."""

    document: Document
    raw: str
    cut: tuple[Cut, ...] = ()
    problems: tuple[Problem, ...] = ()


def finding_id(*parts: object) -> str:
    """A finding's id: a hash of its content and evidence, so that reading twice adds nothing."""
    return hashed_id("\x1f".join(map(str, parts)))


def hashed_id(content: str) -> str:
    """The id of content whose parts are joined already, by unit separators (\\x1f), as `finding_id` joins them."""
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]
