"""A web page's text, fast: the doorman of resiliparse. Line by line cleaning comes after it, as for every flattened page."""

import importlib
from dataclasses import dataclass
from functools import cache
from typing import Any

from servanda.model import BadInput

_ENOUGH = 200


@dataclass(frozen=True, slots=True)
class PageText:
    """The visible text of a page, the part that is its article, and its title and day of publication where it names them."""

    whole: str
    article: str
    title: str | None
    published: str | None


def text_of(source: str, origin: str) -> PageText | None:
    """The text of a page's source; None where resiliparse is not installed. BadInput where the page holds no text."""
    found = _resiliparse()
    if found is None:
        return None
    parse, extract = found
    tree = parse(source)
    if tree.body is None:
        raise BadInput(origin, "is no HTML")
    whole = _extracted(extract, tree, main_content=False)
    if not whole.strip():
        raise BadInput(origin, "is a web page without text")
    article = _extracted(extract, tree, main_content=True)
    meta = tree.head.query_selector('meta[property="article:published_time"]') if tree.head else None
    day = (meta.getattr("content") or "")[:10] if meta is not None else ""
    return PageText(
        whole, article if len(article) >= _ENOUGH else whole, " ".join((tree.title or "").split()) or None, day or None
    )


def _extracted(extract: Any, tree: Any, *, main_content: bool) -> str:
    options = {"alt_texts": False, "list_bullets": False, "comments": False}
    return str(extract(tree, preserve_formatting=True, main_content=main_content, **options))


@cache
def _resiliparse() -> tuple[Any, Any] | None:
    try:
        parse = importlib.import_module("resiliparse.parse.html").HTMLTree.parse
        extract = importlib.import_module("resiliparse.extract.html2text").extract_plain_text
    except ImportError:
        return None
    return parse, extract
