"""The language of a text, guessed from its small words or its script. What is read is English; other texts say what they are in.

A sample of passages from the whole text is asked: a text in two languages is in English where enough of its passages are.
"""

from collections import Counter
from functools import cache
from typing import NamedTuple

from servanda.lexicon import Lexicon
from servanda.lexicon import lazy_re as re
from servanda.model import Problem

ENGLISH = "en"
UNREAD = "language"
"""The code of the problem that a text is in a language that is not read."""
_PASSAGES, _LENGTH = 10, 500
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 3
"""Small words that a language must have in a passage."""
_LEAST = 0.12
"""Of all words of a passage that must be small words of its language."""
_AHEAD = 1.2
"""How many times as many small words as the next language's decide between two."""
_ENOUGH_ENGLISH = 0.3
"""Of the passages, which make a text in two languages one that is read."""
_PLAINLY_ENGLISH = 0.3
"""Of the words of a passage that no other language need be thought of."""
_FEWEST_ARTICLES = 3


class Guess(NamedTuple):
    """The language of a text (None: not known, or one of two) and all that it may be, best first."""

    code: str | None
    candidates: tuple[str, ...]

    @property
    def unread(self) -> bool:
        """Whether the text is in a language that is not read, and which may be known."""
        return bool(self.candidates) and ENGLISH not in self.candidates


class _Languages(NamedTuple):
    english: frozenset[str]
    by_word: dict[str, tuple[str, ...]]
    scripts: list[tuple[str, float, re.Pattern[str]]]
    names: dict[str, str]
    articles: dict[str, str]


@cache
def _languages(lexicon: Lexicon) -> _Languages:
    rows = lexicon.rows("function_word")
    by_word: dict[str, tuple[str, ...]] = {}
    for row in rows:
        for word in dict.fromkeys(row["small_words"].split("|")):
            by_word[word] = (*by_word.get(word, ()), row["key"])
    by_word.pop("", None)
    scripts = [(row["key"], float(row["share"]), re.compile(f"[{row['script']}]")) for row in rows if row["script"]]
    english = frozenset(word for word, codes in by_word.items() if ENGLISH in codes)
    return _Languages(
        english, by_word, scripts, {row["key"]: row["name"] for row in rows}, {row["key"]: row["article"] for row in rows}
    )


def guess(text: str, lexicon: Lexicon) -> Guess:
    """The language of a text, from at most ten passages of it."""
    known = _languages(lexicon)
    passages = _passages(text)
    enough = _ENOUGH_ENGLISH * len(passages)
    found: list[tuple[str, ...]] = []
    english = 0
    for passage in passages:
        candidates = _of_passage(passage, known)
        if candidates:
            found.append(candidates)
            english += candidates[0] == ENGLISH
            if english >= enough:
                return Guess(ENGLISH, (ENGLISH,))
    if not found:
        return Guess(None, ())
    if english >= _ENOUGH_ENGLISH * len(found):
        return Guess(ENGLISH, (ENGLISH,))
    votes = Counter(candidate for candidates in found for candidate in candidates)
    (best, most), *rest = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    equal = [code for code, count in rest if count == most]
    return Guess(None if equal else best, (best, *equal))


def _passages(text: str) -> list[str]:
    if len(text) <= _PASSAGES * _LENGTH:
        return [text[at : at + _LENGTH] for at in range(0, len(text), _LENGTH)] if len(text) > _LENGTH else [text]
    step = (len(text) - _LENGTH) // (_PASSAGES - 1)
    return [text[k * step : k * step + _LENGTH] for k in range(_PASSAGES)]


def _of_passage(passage: str, known: _Languages) -> tuple[str, ...]:
    """The language of a passage; two where neither is ahead; none where nothing tells."""
    pieces = passage.lower().split()
    if sum(map(known.english.__contains__, pieces)) >= max(_FEWEST, _PLAINLY_ENGLISH * len(pieces)):
        return (ENGLISH,)
    words = _WORD.findall(passage.lower())
    if not passage.isascii():
        letters = sum(map(len, words))
        for code, share, script in known.scripts:
            if len(script.findall(passage)) > share * letters:
                return (code,)
    votes = Counter(code for word in words for code in known.by_word.get(word, ()))
    first, *rest = votes.most_common(3) or [("", 0)]
    if first[1] < _FEWEST or first[1] < _LEAST * len(words):
        return ()
    return (first[0], *(code for code, count in rest if count * _AHEAD > first[1]))


def unread(found: Guess, lexicon: Lexicon) -> tuple[Problem, ...]:
    """The problem that a text is in a language that is not read."""
    if not found.unread:
        return ()
    names = " or ".join(_languages(lexicon).names[code] for code in found.candidates)
    message = (
        f"the text is in {names}, and only English is read: it has no parties, dates or commitments here, which does not mean "
        "that the agreement has none; read an English version"
    )
    return (Problem(UNREAD, message),)


def has_articles(text: str, found: Guess, lexicon: Lexicon) -> bool:
    """Whether lines of a text in another language are headings of articles, which make it an agreement."""
    words = {word for code in found.candidates for word in _languages(lexicon).articles[code].split("|")}
    first = "|".join(sorted(map(re.escape, words), reverse=True))
    heading = re.compile(
        rf"^[ \t\xa0#*_]*(?:(?:{first})[ .]*(?:\w{{1,12}}|[^\W\d_]+)|\d{{1,3}}[.]?[ ]?(?:{first}))(?!\w)",
        re.MULTILINE | re.IGNORECASE,
    )
    return sum(1 for _ in zip(heading.finditer(text), range(_FEWEST_ARTICLES), strict=False)) == _FEWEST_ARTICLES
