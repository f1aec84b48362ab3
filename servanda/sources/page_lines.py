"""The lines of a flattened page, each with what can be seen of it without reading it."""

from collections.abc import Iterator
from typing import NamedTuple

from servanda.lexicon import lazy_re as re

_FUNCTION_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "for",
        "and",
        "or",
        "but",
        "that",
        "which",
        "who",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "will",
        "would",
        "it",
        "its",
        "his",
        "her",
        "their",
        "they",
        "he",
        "she",
        "we",
        "as",
        "at",
        "by",
        "from",
        "with",
        "not",
        "this",
        "these",
        "those",
        "than",
        "when",
        "after",
        "into",
        "said",
        "The",
        "A",
        "An",
        "In",
        "On",
        "For",
        "And",
        "But",
        "It",
        "Its",
        "His",
        "Her",
        "Their",
        "They",
        "He",
        "She",
        "We",
        "As",
        "At",
        "By",
        "From",
        "With",
        "This",
        "These",
        "When",
        "After",
    ]
)
_ENDS_SENTENCE = re.compile(r"[.!?…。！？।][\"”’»)\]]*$")
_LONG = 400
"""A line of so many characters is prose; nothing more need be known of it."""


class Line(NamedTuple):
    """A line without its margins: [start, end) of the raw text, its text, and its words."""

    start: int
    end: int
    text: str
    words: int
    function_words: int
    ends_sentence: bool
    capitals: int
    """Words that begin with a capital letter."""

    @property
    def prose(self) -> bool:
        """Whether it is running text: a sentence, or long enough with the small words that hold sentences together.

        Of a language whose small words are not known, length and the end of a sentence must do.
        """
        if self.ends_sentence:
            return (self.words >= 5 and self.function_words >= 1) or self.words >= 9 or len(self.text) >= 60
        return self.words >= 14 and self.function_words * 6 >= self.words

    @property
    def title_case(self) -> bool:
        """Whether nearly all of its longer words begin with a capital letter."""
        return self.words >= 3 and self.capitals >= (self.words - self.function_words) * 0.8


def lines_of(text: str) -> Iterator[Line]:
    """The lines of a text that are not blank, in order."""
    at = 0
    for piece in text.split("\n"):
        stripped = piece.strip()
        if stripped:
            start = at if piece[0] == stripped[0] else at + piece.index(stripped[0])
            yield _line(start, stripped)
        at += len(piece) + 1


def _line(start: int, text: str) -> Line:
    end = start + len(text)
    if len(text) > _LONG:
        return Line(start, end, text, len(text) // 6, len(text) // 18, True, 0)
    words = [word for word in text.split() if word[0].isalnum() or word[-1].isalnum()]
    small = sum(word in _FUNCTION_WORDS for word in words)
    capitals = sum(word.lstrip("\"“‘'([")[:1].isupper() for word in words)
    return Line(start, end, text, len(words), small, bool(_ENDS_SENTENCE.search(text, max(0, len(text) - 6))), capitals)
