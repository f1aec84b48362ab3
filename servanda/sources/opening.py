"""Opens a file or a text as a Raw: clean document, raw text, what was cut."""

from pathlib import Path

from servanda.lexicon import Lexicon
from servanda.model import BadInput, Document, Raw
from servanda.sources.cleaning import clean
from servanda.sources.kind import kind_of


def open_file(path: str | Path, lexicon: Lexicon) -> Raw:
    """The document in a file; BadInput says why there is none."""
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise BadInput(str(path), f"cannot be opened ({error.strerror})") from error
    return open_bytes(content, str(path), lexicon)


def open_bytes(content: bytes, origin: str, lexicon: Lexicon) -> Raw:
    """The document in the bytes of a file."""
    return open_text(content.decode("utf-8", "replace"), origin, lexicon)


def open_text(text: str, origin: str, lexicon: Lexicon) -> Raw:
    """The document in a text that is already decoded."""
    marks = lexicon.scan(text)
    kind = kind_of(text, marks)
    cleaned, cuts = clean(text, kind, marks, lexicon)
    document = Document(Document.id_of(cleaned), kind, None, None, None, None, cleaned, origin)
    return Raw(document, text, cuts)
