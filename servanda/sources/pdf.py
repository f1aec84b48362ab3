"""A PDF's text layer as lines: the doorman of pypdfium2.

Lines stay lines, since their layout tells headings and lists; a wider gap between lines becomes an empty line; a word broken
at a line's end is one word again. Page numbers and running heads are cuts (page_heads.py).
"""

import threading
from collections.abc import Iterator, Mapping
from ctypes import c_double

import pypdfium2
from pypdfium2 import raw as pdfium

from servanda.lexicon import lazy_re as re
from servanda.model import BadInput, Cut
from servanda.sources import limits
from servanda.sources.flattened import Flattened
from servanda.sources.page_heads import Line, furniture, paragraphs
from servanda.sources.plain import visible
from servanda.sources.word_breaks import joined

_ONE_AT_A_TIME = threading.Lock()
"""PDFium is one machine for the whole process."""
_SCAN_LETTERS = 16
"""Letters a page, on average, below which the pages are pictures with perhaps a stamp on them."""
_ENCRYPTED = ("password", "security")
_GLYPHS = str.maketrans(
    {
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "st",
        "ﬆ": "st",
        "\uf0b7": "•",
        "\uf0a7": "•",
        "\ufffe": "\x02",
    }
)
_NO_TITLE = re.compile(r"(?i)(?:about:|file:|https?:|untitled|microsoft word -|document\d*\Z|scan\b|print\b)")
_DAY = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


def flatten(content: bytes, origin: str) -> Flattened:
    """The lines of all pages; BadInput for a damaged, a locked, and a scanned file."""
    with _ONE_AT_A_TIME:
        try:
            pages, facts = _read(content, origin)
        except pypdfium2.PdfiumError as error:
            raise BadInput(origin, _why(str(error))) from error
    lines = [line for page in pages for line in page]
    letters = sum(sum(char.isalpha() for char in line.text) for line in lines[: 200 * len(pages)])
    if letters < _SCAN_LETTERS * len(pages):
        raise BadInput(
            origin,
            f"is a scanned PDF without a text layer ({len(pages)} pages of pictures): run OCR (character recognition) first",
        )
    text, cuts = _assembled(pages)
    return Flattened(text, cuts, _title(facts))


def _title(facts: Mapping[str, str]) -> str | None:
    """The title that the file's author gave it; not what a program wrote there by itself."""
    title = " ".join(facts.get("Title", "").split())
    by_itself = title.lower().endswith((".doc", ".docx", ".pdf", ".indd", ".htm", ".html", ".odt", ".rtf", ".txt", ".tmp"))
    return None if not title or by_itself or _NO_TITLE.match(title) else title


def _why(error: str) -> str:
    if any(word in error.lower() for word in _ENCRYPTED):
        return "is a PDF locked with a password: save a copy without one"
    return f"is no PDF that can be opened: damaged or cut off ({error})"


def _read(content: bytes, origin: str) -> tuple[list[list[Line]], dict[str, str]]:
    document = pypdfium2.PdfDocument(content)
    try:
        if len(document) > limits.PDF_PAGES:
            raise BadInput(origin, f"has {len(document)} pages; {limits.PDF_PAGES} is the most that is read")
        pages: list[list[Line]] = []
        size = 0
        for number in range(len(document)):
            pages.append(list(_lines(document, number)))
            size += sum(len(line.text) for line in pages[-1])
            if size > limits.TEXT_CHARACTERS:
                raise BadInput(origin, f"has more than {limits.TEXT_CHARACTERS:,} characters of text")
        return pages, document.get_metadata_dict()
    finally:
        document.close()


def _lines(document: pypdfium2.PdfDocument, number: int) -> Iterator[Line]:
    """The lines of a page in the order of the file, each with the height of its base line."""
    page = document[number]
    try:
        layer = page.get_textpage()
        try:
            text, at = layer.get_text_range(), 0
            for line in text.split("\n"):
                words = line.translate(_GLYPHS)
                if words.strip():
                    start = at + len(line) - len(line.lstrip())
                    yield Line(words.strip("\r\n ").replace("\r", " "), *_place(layer, start))
                at += len(line) + 1
        finally:
            layer.close()
    finally:
        page.close()


def _place(layer: pypdfium2.PdfTextPage, place: int) -> tuple[float | None, float | None]:
    """The height of the base line and the size of a character."""
    index = pdfium.FPDFText_GetCharIndexFromTextIndex(layer.raw, place)
    x, y = c_double(), c_double()
    if index < 0 or not pdfium.FPDFText_GetCharOrigin(layer.raw, index, x, y):
        return None, None
    return y.value, pdfium.FPDFText_GetFontSize(layer.raw, index)


def _assembled(pages: list[list[Line]]) -> tuple[str, tuple[Cut, ...]]:
    """The text of all pages, and the cuts of the lines that only tell pages apart."""
    furniture(pages)
    paragraphs(pages)
    words = joined([line.text for page in pages for line in page])
    pieces: list[str] = []
    cuts: list[Cut] = []
    at = 0
    for line, text in zip((line for page in pages for line in page), words, strict=True):
        piece = ("\n" if line.after_gap and at else "") + visible(text) + "\n"
        if line.reason:
            piece = visible(text) + "\n"
            cuts.append(Cut(at, at + len(piece), line.reason))
        pieces.append(piece)
        at += len(piece)
    return "".join(pieces), tuple(cuts)
