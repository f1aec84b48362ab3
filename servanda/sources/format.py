"""What kind of file some bytes are: told by the bytes first, by the name only where they say nothing."""

from servanda.lexicon import lazy_re as re
from servanda.model import BadInput

_HEAD = 2048
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_XML = re.compile(rb"\s*(?:<\?xml\b|<akomaNtoso\b|<!--|<!DOCTYPE\b)", re.IGNORECASE)
_XHTML = re.compile(rb"<(?:\w+:)?html[\s>]", re.IGNORECASE)
_MARKUP_ENDINGS = {"htm": "html", "html": "html", "xhtml": "html", "xml": "xml", "akn": "xml"}
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Word file (.doc): save it as .docx"),
    (b"{\\rtf", "is RTF: save it as .docx or as plain text"),
    (b"\x1f\x8b", "is packed (gzip): unpack it first"),
    (b"BZh", "is packed (bzip2): unpack it first"),
    (b"\xfd7zXZ\0", "is packed (xz): unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "is packed (7z): unpack it first"),
    (b"Rar!", "is packed (rar): unpack it first"),
    (b"\x89PNG\r\n", "is a picture: run character recognition (OCR) on it first"),
    (b"\xff\xd8\xff", "is a picture: run character recognition (OCR) on it first"),
    (b"GIF8", "is a picture: run character recognition (OCR) on it first"),
    (b"II*\0", "is a picture: run character recognition (OCR) on it first"),
    (b"MM\0*", "is a picture: run character recognition (OCR) on it first"),
    (b"SQLite format 3\0", "is a database, perhaps a register: see `servanda list --register`"),
)


def format_of(content: bytes, origin: str) -> str:
    """`pdf`, `docx`, `html`, `xml` or `text`; BadInput for an empty file and for formats that are known and not read."""
    if not content:
        raise BadInput(origin, "is empty")
    head = content[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx"
    for magic, message in _FOREIGN:
        if head.startswith(magic):
            raise BadInput(origin, message)
    return _markup(head.replace(b"\0", b""), _ending(origin))


def _markup(head: bytes, ending: str) -> str:
    head = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if _XML.match(head):
        return "html" if _XHTML.search(head) or b"<!doctype html" in head.lower() else "xml"
    if _HTML.search(head) and head.lstrip()[:1] == b"<":
        return "html"
    known = _MARKUP_ENDINGS.get(ending)
    return known if known and b"<" in head else "text"


def _ending(origin: str) -> str:
    return origin.rsplit(".", 1)[-1].lower() if "." in origin else ""
