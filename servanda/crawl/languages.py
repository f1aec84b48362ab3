"""Which language a page is in, as cheaply as counting needs it: by what it says of itself, else by its letters.

The doorman of resiliparse's language detector, which is asked only where a page says nothing.
"""

import importlib
import re
from collections.abc import Callable
from functools import cache
from typing import Any

_HEAD = 4_096
_DECLARED = re.compile(rb"""<html[^>]{0,400}?\blang\s*=\s*["']?\s*([A-Za-z]{2,3})\b""", re.IGNORECASE)
_SAMPLE = 3_000
_TAGS = re.compile(r"<[^>]{0,2000}>|[<>{}=;]")
UNKNOWN = "unknown"


def language_of(page: bytes, *, english: bool) -> str:
    """The language's code (ISO 639-1); `english` is what the sieve found, and outweighs what the page declares.

    A page that declares English and has no English prose is asked further; `unknown` where nothing tells.
    """
    if english:
        return "en"
    declared = _DECLARED.search(page, 0, _HEAD)
    if declared:
        code = declared[1].decode().lower()
        if code != "en":
            return code
    detect = _detector()
    words = " ".join(_TAGS.sub(" ", _middle(page)).split())
    if detect is None or len(words) < 40:
        return UNKNOWN
    return str(detect(words)[0])


def _middle(page: bytes) -> str:
    start = max(0, len(page) // 2 - _SAMPLE // 2)
    return page[start : start + _SAMPLE].decode("utf-8", "ignore")


@cache
def _detector() -> Callable[..., Any] | None:
    try:
        found: Any = importlib.import_module("resiliparse.parse.lang")
    except ImportError:
        return None
    detect: Callable[..., Any] = found.detect_fast
    return detect
