"""A page that passed the sieve becomes a document: its text, cleaned line by line, and what kind of text it is."""

from dataclasses import replace

from servanda.crawl.bulk_html import text_of
from servanda.crawl.page import Page
from servanda.lexicon import Lexicon
from servanda.model import BadInput, Raw
from servanda.sources import open_bytes, open_text
from servanda.sources.decoding import decode
from servanda.sources.kind import glimpse, kind_of

_TEXT_CHARACTERS = 2_000_000
"""Of one page's text: what the longest treaties have."""
_DAY = len("2024-06-01")


def opened(page: Page, lexicon: Lexicon) -> Raw | None:
    """The page as a document: of an agreement the whole visible text, of a report the article; None for anything else.

    BadInput where it holds no text.

    What it is shows in a glimpse of its text, so that most of what the sieve let through by mistake need not be cleaned.
    """
    origin = page.address or str(page.place)
    source = _decoded(page, origin)
    if not page.is_html:
        return _checked(open_text(_within(source, origin), origin, lexicon))
    found = text_of(source, origin)
    if found is None:
        return _checked(open_bytes(page.content, origin, lexicon))
    if _kind(found.whole, lexicon) == "agreement":
        text = found.whole
    elif _kind(found.article, lexicon) != "other":
        text = found.article
    else:
        return None
    raw = open_text(_within(text, origin), origin, lexicon)
    document = raw.document
    title = document.title or found.title
    published = document.published or _day(found.published)
    return _checked(replace(raw, document=replace(document, title=title, published=published)))


def _kind(text: str, lexicon: Lexicon) -> str:
    seen = glimpse(text)
    return kind_of(seen, lexicon.scan(seen))


def _decoded(page: Page, origin: str) -> str:
    if page.charset:
        try:
            text = page.content.decode(page.charset)
        except (LookupError, UnicodeDecodeError):
            pass
        else:
            # A server's label is believed where the bytes fit it and are not UTF-8, which hardly anything is by chance.
            if page.charset.lower() in ("utf-8", "utf8") or not _is_utf8(page.content):
                return text
    return decode(page.content, origin).text


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _within(text: str, origin: str) -> str:
    if len(text) > _TEXT_CHARACTERS:
        raise BadInput(origin, f"has {len(text):,} characters; {_TEXT_CHARACTERS:,} is the most that is read as one page")
    return text


def _checked(raw: Raw) -> Raw | None:
    if not raw.document.text.strip():
        raise BadInput(raw.document.origin, "has no text but menus and advertisements")
    return None if raw.document.kind == "other" else raw


def _day(word: str | None) -> str | None:
    return word if word and len(word) == _DAY and word.replace("-", "").isdecimal() and word.count("-") == 2 else None
