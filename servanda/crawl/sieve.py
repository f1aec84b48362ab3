"""Is this page worth reading? One pass over the bytes of its running text with the words of the lexicon; no decoding, no parsing.

The words of `kind.tsv` and the names of states and organisations are looked for: first those that tell of dealings between
states, then all of them around these, which is a quarter of the text. What counts is how many different words of each group
stand close together: a page's score is that of its best window of 2,000 bytes, so that neither a long page nor a list of all
countries passes by its size. The weights are fitted by training/sieve.py; `explain` shows what decided.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from servanda.crawl.literals import Hit, Literals
from servanda.crawl.prose import Prose
from servanda.lexicon import Lexicon

_SEAM = b"\0"
"""Stands between texts that are searched together: no word has it."""
_STEP = 1_000
"""Half a window: each window is two such cells, and each cell belongs to two windows."""
_LEAST = 5
"""Different words that speak for a page, without which a window is not weighed."""
_SHORTEST = 3
_NOTHING_MUCH = 0.1
"""A word that weighs less, with its group, is not looked for."""
_BEHIND = (b" ", b",", b".")
_MOST = 4
"""Different words of a group that count: a list of twenty states says no more than four of them."""
_LOG = [math.log1p(n) for n in range(_MOST + 1)]
_AGAINST = frozenset(("commercial", "private", "told"))
"""Groups of which a page may be full without a word on agreements."""
_WHO = frozenset(("state", "organisation", "actor", "party"))
_WHAT_BEGINS = ("instrument", "pledge", "vow", "duty", "treaty/")
"""Who makes agreements, and what is made: neither says much without the other."""
_BETWEEN = "diplomacy"
_AT_HOME = frozenset(
    (
        *("government", "governments", "parliament", "congress", "senate", "lawmakers", "legislature", "cabinet"),
        *("administration", "elections", "referendum", "resolution", "human rights", "export", "exports", "oil", "gas", "debt"),
    )
)
"""Of the words of diplomacy these stand in every newspaper: a window needs another one, or a word for what is made."""
_NAMES = ("state", "demonym", "capital")


@dataclass(frozen=True, slots=True)
class Word:
    """A word that is looked for: its group, what it counts as (a state's names are one), and its own weight."""

    group: str
    counts_as: str
    words: str


@dataclass(frozen=True, slots=True)
class Sifted:
    """What the sieve says of a page: its score, whether it is to be read, whether it is in English, and the words found."""

    score: float
    passes: bool
    english: bool
    prose: bytes
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighing:
    """Why a page has its score: each group's part in it, and the words of the best window."""

    score: float
    parts: Mapping[str, float]
    words: tuple[str, ...]


NOTHING = -99.0
"""The score of a page in which no window is weighed."""


class Sieve:
    """Sifts pages; build once in a process. `threshold` overrides the fitted one."""

    def __init__(self, lexicon: Lexicon, threshold: float | None = None, *, every_word: bool = False) -> None:
        """`every_word`: also those that count for nothing, which the fit needs."""
        weights = {row["key"]: float(row["weight"]) for row in lexicon.rows("sieve_weights")}
        self.threshold = weights.pop("threshold", 0.0) if threshold is None else threshold
        self._start = weights.get("start", 0.0)
        self._length = weights.get("length", 0.0)
        found = words_of(lexicon)
        if not every_word:
            found = {literal: word for literal, word in found.items() if _counts(word, weights)}
        self.words = tuple(found.values())
        self._literals = Literals(list(found))
        self._telling = Literals([literal for literal, word in found.items() if _tells(word)])
        self._longest = max(map(len, found))
        self._prose = Prose()
        self._group_weight = weights
        self._own = [weights.get(f"{word.group}: {word.words}", 0.0) for word in self.words]
        self._group = [word.group for word in self.words]
        self._for = [word.group not in _AGAINST for word in self.words]
        self._tells = [_tells(word) for word in self.words]
        self._what = frozenset(group for group in self._group if group.startswith(_WHAT_BEGINS))
        numbers: dict[tuple[str, str], int] = {}
        self._as = [numbers.setdefault((word.group, word.counts_as), len(numbers)) for word in self.words]

    def sift(self, page: bytes) -> Sifted:
        """The verdict on a page's bytes."""
        return self.sift_all([page])[0]

    def sift_all(self, pages: Sequence[bytes]) -> list[Sifted]:
        """The verdicts on some pages, each the same as alone. Together they take less time: the tables of words stay at hand."""
        texts = [self._prose.of(page) for page in pages]
        verdicts = []
        for (prose, english), hits in zip(texts, self._hits([prose for prose, _ in texts]), strict=True):
            score = NOTHING
            if len(hits) >= _LEAST:
                for window, size in self.windows(hits, len(prose)):
                    score = max(score, self._score(window, size))
            verdicts.append(Sifted(score, score >= self.threshold, english, prose, tuple(hits)))
        return verdicts

    def _hits(self, texts: Sequence[bytes]) -> list[list[Hit]]:
        """For each text, every word in the cells that share a window with a word that tells."""
        hits: list[list[Hit]] = [[] for _ in texts]
        whose: list[tuple[int, int, int]] = []
        stretches: list[bytes] = []
        for page, cells in _by_text(self._telling.ends(_SEAM.join(texts)), texts):
            text = texts[page]
            for first, behind in _runs(cells):
                begin = max(0, first * _STEP)
                early = max(0, begin - self._longest)
                stretches.append(text[early : behind * _STEP])
                whose.append((page, early, begin))
        at, shift, ends = 0, 0, [0]
        for stretch in stretches:
            ends.append(ends[-1] + len(stretch) + len(_SEAM))
        for end, number in self._literals.hits(_SEAM.join(stretches)):
            while end > ends[at]:
                shift = ends[at]
                at += 1
            page, early, begin = whose[at - 1]
            place = end - shift + early
            if place >= begin:
                hits[page].append((place, number))
        return hits

    def windows(self, hits: list[Hit], length: int) -> Iterator[tuple[list[int], int]]:
        """The windows with enough words in them, one of them a word that tells.

        Of each the words' numbers, each thing that is meant once, and the bytes it has.
        """
        if len(hits) < _LEAST:
            return
        cells: dict[int, list[int]] = {}
        for end, number in hits:
            cell = end // _STEP
            if cell in cells:
                cells[cell].append(number)
            else:
                cells[cell] = [number]
        as_, for_, tells, none = self._as, self._for, self._tells, list[int]()
        for cell in sorted({*cells, *(cell - 1 for cell in cells if cell)}):
            numbers = cells.get(cell, none) + cells.get(cell + 1, none)
            if len(numbers) < _LEAST:
                continue
            meant = {as_[number]: number for number in reversed(numbers)}
            if sum([for_[number] for number in meant.values()]) >= _LEAST and any(tells[number] for number in numbers):
                yield list(meant.values()), min(2 * _STEP, max(0, length - cell * _STEP))

    def counts(self, numbers: list[int]) -> dict[str, int]:
        """How many different words of each group there are, up to a bound, and how many of who and what stand together."""
        groups: dict[str, int] = {}
        group_of = self._group
        for number in numbers:
            group = group_of[number]
            groups[group] = groups.get(group, 0) + 1
        who = what = 0
        for group, count in groups.items():
            if group in _WHO:
                who += count
            elif group in self._what:
                what += count
            if count > _MOST:
                groups[group] = _MOST
        groups["together"] = min(who, what, _MOST)
        return groups

    def _score(self, numbers: list[int], length: int) -> float:
        score = self._start + self._length * reach(length)
        own, weight = self._own, self._group_weight
        for number in numbers:
            score += own[number]
        for group, count in self.counts(numbers).items():
            score += weight.get(group, 0.0) * _LOG[count]
        return score

    def telling(self, sifted: Sifted) -> list[str]:
        """The words of the best window that speak for the page, those that weigh most first."""
        windows = list(self.windows(list(sifted.hits), len(sifted.prose)))
        if not windows:
            return []
        numbers, _ = max(windows, key=lambda window: self._score(*window))
        weighed = {self.words[n].words: self._own[n] + self._group_weight.get(self._group[n], 0.0) for n in numbers}
        return sorted((word for word, weight in weighed.items() if weight > 0), key=lambda word: (-weighed[word], word))

    def explain(self, page: bytes) -> Weighing:
        """The best window's score in its parts, and the words in it."""
        prose, _ = self._prose.of(page)
        windows = list(self.windows(self._hits([prose])[0], len(prose)))
        if not windows:
            return Weighing(NOTHING, {}, ())
        numbers, length = max(windows, key=lambda window: self._score(*window))
        parts = {"start": self._start, "length": self._length * reach(length)}
        for group, count in sorted(self.counts(numbers).items()):
            own = sum(self._own[number] for number in numbers if self._group[number] == group)
            parts[group] = self._group_weight.get(group, 0.0) * _LOG[count] + own
        words = tuple(sorted({self.words[number].words for number in numbers}))
        return Weighing(self._score(numbers, length), parts, words)


def _by_text(ends: list[int], texts: Sequence[bytes]) -> Iterator[tuple[int, list[int]]]:
    """(text, cells) for each of the joined texts in which something ends, by where it ends in all of them."""
    at, start, behind = -1, 0, 0
    cells: list[int] = []
    for end in ends:
        if end > behind:
            if cells:
                yield at, cells
                cells = []
            while end > behind:
                at += 1
                start, behind = behind, behind + len(texts[at]) + len(_SEAM)
        cell = (end - start) // _STEP
        if not cells or cells[-1] != cell:
            cells.append(cell)
    if cells:
        yield at, cells


def _runs(cells: list[int]) -> list[tuple[int, int]]:
    """From which cell to before which one there are windows with one of these in them; those that touch are one."""
    runs: list[tuple[int, int]] = []
    for cell in cells:
        if runs and cell - 1 <= runs[-1][1]:
            runs[-1] = (runs[-1][0], cell + 2)
        else:
            runs.append((cell - 1, cell + 2))
    return runs


def _tells(word: Word) -> bool:
    """Whether it is a word without which a window is not weighed."""
    return word.group.startswith(_WHAT_BEGINS) or (word.group == _BETWEEN and word.words not in _AT_HOME)


def _counts(word: Word, weights: Mapping[str, float]) -> bool:
    return max(abs(weights.get(word.group, 0.0)), abs(weights.get(f"{word.group}: {word.words}", 0.0))) >= _NOTHING_MUCH


def reach(length: int) -> float:
    """How the length of a window counts: 0 for one of about 900 bytes."""
    return math.log(length + 200) - 7


def words_of(lexicon: Lexicon) -> dict[bytes, Word]:
    """Every literal that is looked for: words of the lexicon between blanks, or before a comma or a full stop."""
    found: dict[bytes, Word] = {}
    for kind in ("kind", *_NAMES, "organisation"):
        for row in lexicon.rows(kind):
            group = row["key"] if kind == "kind" else "state" if kind in _NAMES else "organisation"
            for cell in row["words"].split("|"):
                word = cell.lstrip("=").lower()
                if len(word) < _SHORTEST or not word.isascii() or row["key"] == "!":
                    continue
                counts_as = word if kind == "kind" else row["key"]
                for behind in _BEHIND:
                    found.setdefault(b" " + word.encode() + behind, Word(group, counts_as, word))
    return found
