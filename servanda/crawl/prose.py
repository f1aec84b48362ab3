"""Where on a page people write sentences, told from its bytes alone: around the word that English prose cannot do without.

Most of a page's bytes are scripts, styles, menus and attributes. "the" is about every fifteenth word of English prose and
stands hardly anywhere else, so that one search for a single literal finds the running text, and tells English apart.
"""

from servanda.crawl.literals import Literal

_BEFORE, _AFTER = 250, 350
"""Bytes around each "the" that count as prose; two that stand nearer to each other make one stretch."""
_TITLE_WITHIN, _TITLE = 8_192, 200
_ENGLISH_LEAST = 4
_ENGLISH_EVERY = 40_000


class Prose:
    """Finds the running text of pages."""

    def __init__(self) -> None:
        self._the = Literal(b" the ")

    def of(self, page: bytes) -> tuple[bytes, bool]:
        """The running English text of a page with the tags in it, its title first; and whether the page is in English."""
        hits = self._the.ends(page)
        stretches: list[bytes] = []
        start, end = 0, -_BEFORE - 1
        for at in hits:
            if at - _BEFORE > end:
                if end > 0:
                    stretches.append(page[start:end])
                start = at - _BEFORE if at > _BEFORE else 0
            end = at + _AFTER
        if end > 0:
            stretches.append(page[start:end])
        title = page.find(b"<title", 0, _TITLE_WITHIN)
        if title >= 0:
            stretches.insert(0, page[title : title + _TITLE])
        english = len(hits) >= _ENGLISH_LEAST and len(hits) * _ENGLISH_EVERY >= len(page)
        return b" ".join(stretches), english or (bool(hits) and len(page) < _ENGLISH_LEAST * 500)
