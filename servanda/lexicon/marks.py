"""One pass over a text finds every word of the lexicon: the doorman of the multi-pattern automaton.

The patterns carry a blank at each end, so that a match is a whole word and neighbours may share the blank. What was found
is only sorted by kind in that pass; a kind's marks are worked out when somebody asks for them.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

import ahocorasick_rs

from servanda.lexicon.folding import Folded, fold, lowered

Mark = tuple[int, int, str]
"""(start, end, key): half-open offsets into the text, and the key of the lexicon's row."""

HIDES = "!"
"""The key of a row whose words mark nothing and hide the shorter words in them: "New Mexico" is not Mexico."""

Places = tuple[list[int], list[Mark]]
"""The starts of marks, for bisection, and the marks."""
_Match = tuple[int, int, int]
_Entry = tuple[tuple[str, str | None], ...]
"""What a pattern stands for in a kind: keys, each with the exact spelling it wants, if any."""


class Plan(NamedTuple):
    """Everything about an automaton but the automaton: plain values, which can be kept on disk.

    `patterns` has the number of each pattern, in order; `most` is the number of blanks of the one that has most.
    """

    patterns: dict[bytes, int]
    most: int
    slot: list[int]
    slots_of: dict[str, list[int]]
    entries: dict[str, dict[int, _Entry]]


def plan(words: Iterable[tuple[str, str, str]]) -> Plan:
    """What an automaton of (kind, key, word) rows looks for; a word that begins with `=` matches only in its exact spelling.

    A word with punctuation is found as it is written ("St. Lucia") and without ("St Lucia").
    """
    number: dict[bytes, int] = {}
    kinds_of: list[tuple[str, ...]] = []
    entries: dict[str, dict[int, _Entry]] = {}
    for kind, key, word in words:
        exact = word[1:] if word.startswith("=") else None
        folded = fold(exact or word).strip()
        own = entries.setdefault(kind, {})
        for pattern in (folded, b" ".join(folded.split())) if b"  " in folded else (folded,):
            n = number.setdefault(b" " + pattern + b" ", len(number))
            if n == len(kinds_of):
                kinds_of.append((kind,))
            elif kind not in kinds_of[n]:
                kinds_of[n] = tuple(sorted((*kinds_of[n], kind)))
            own[n] = (*own.get(n, ()), (key, exact))
    slots: dict[tuple[str, ...], int] = {}
    slot = [slots.setdefault(kinds, len(slots)) for kinds in kinds_of]
    slots_of = {kind: [n for kinds, n in slots.items() if kind in kinds] for kind in entries}
    return Plan(number, max((pattern.count(b" ") for pattern in number), default=0), slot, slots_of, entries)


_SHORT = 3_000
"""Characters of a text in which looking up every word costs less than building the automaton."""
_FEW = 12
"""Short texts after which it is built all the same."""
_AT_ONCE = 20_000
"""Characters of a text in which the marks of all kinds are worked out together."""


class Automaton:
    """All words of a lexicon, ready to be found. Build once, use for any number of texts."""

    def __init__(self, planned: Plan) -> None:
        self._patterns, self._most, self._slot, self._slots_of, self._entries = planned
        self._slots = max(self._slot, default=-1) + 1
        self._keys: dict[str, dict[int, str]] = {}
        self._plain_slots: dict[str, frozenset[int]] = {}
        """The slots of each kind in which all patterns are plain (`_plain_keys`)."""
        self._short_texts = 0
        self._told: dict[int, tuple[tuple[str, str, str | None], ...]] = {}
        """What each pattern that was met in a short text stands for: (kind, key, exact spelling)."""

    def scan(self, text: str) -> "Marks":
        """Every mark of the text, by kind, in order; of marks of one kind that overlap, the first and longest stays."""
        return Marks(text, {}, lambda kind: self if kind in self._entries else None)

    def matches(self, folded: Folded) -> list[list[_Match]]:
        """What is found in a text, by the slots that the kinds' matches lie in."""
        found: list[list[_Match]] = [[] for _ in range(self._slots)]
        slot = self._slot
        for match in self._found(folded.content):
            found[slot[match[0]]].append(match)
        return found

    @cached_property
    def nowhere(self) -> dict[str, "Places"]:
        """Every kind without a mark."""
        return dict.fromkeys(self._entries, ([], []))

    def all_marks(self, folded: Folded) -> dict[str, list[Mark]]:
        """The marks of every kind that has any, overlaps and all: for short texts, where a kind costs more than a word."""
        told, text, moved = self._told, folded.text, folded.moved
        by_kind: dict[str, list[Mark]] = {}
        for pattern, start, end in self._found(folded.content):
            a, b = (start + moved[start], end - 2 + moved[end - 3]) if moved else (start, end - 2)
            for kind, key, exact in told.get(pattern) or self._stands_for(pattern):
                if exact is None or text[a:b] == exact:
                    if kind in by_kind:
                        by_kind[kind].append((a, b, key))
                    else:
                        by_kind[kind] = [(a, b, key)]
        return by_kind

    def _stands_for(self, pattern: int) -> tuple[tuple[str, str, str | None], ...]:
        entries = self._entries.items()
        known = tuple((kind, *row) for kind, of_kind in entries if pattern in of_kind for row in of_kind[pattern])
        self._told[pattern] = known
        return known

    def _found(self, content: bytes) -> list[_Match]:
        if len(content) < _SHORT and self._short_texts < _FEW:
            self._short_texts += 1
            return self._looked_up(content)
        self._short_texts = _FEW
        return self._machine.find_matches_as_indexes(content, overlapping=True)

    @cached_property
    def _machine(self) -> ahocorasick_rs.BytesAhoCorasick:
        return ahocorasick_rs.BytesAhoCorasick(list(self._patterns), matchkind=ahocorasick_rs.MatchKind.Standard)

    def _looked_up(self, content: bytes) -> list[_Match]:
        """The same as the automaton finds: everything from one blank to another, looked up."""
        numbers, most = self._patterns, self._most
        blanks = [at for at, char in enumerate(content) if char == 32]
        return [
            (number, at, end + 1)
            for k, at in enumerate(blanks)
            for end in blanks[k + 1 : k + most]
            if (number := numbers.get(content[at : end + 1])) is not None
        ]

    def marks(self, kind: str, folded: Folded, matches: Sequence[list[_Match]]) -> list[Mark]:
        """The marks of a kind out of the matches in a text."""
        marks: list[Mark] = []
        for slot in self._slots_of[kind]:
            if matches[slot]:
                marks += self._placed(kind, folded, slot, matches[slot])
        return _longest(marks)

    def _placed(self, kind: str, folded: Folded, slot: int, matches: list[_Match]) -> list[Mark]:
        """The matches of a slot as marks: several ways of one thing, since this is done for every word that is found."""
        key, moved = self._plain_keys(kind), folded.moved
        if slot in self._plain_slots[kind]:
            if moved:
                return [(at + moved[at], end - 2 + moved[end - 3], key[p]) for p, at, end in matches]
            return [(at, end - 2, key[p]) for p, at, end in matches]
        if moved:
            marks = [(at + moved[at], end - 2 + moved[end - 3], key[p]) for p, at, end in matches if p in key]
        else:
            marks = [(at, end - 2, key[p]) for p, at, end in matches if p in key]
        entries, text = self._entries[kind], folded.text
        for pattern, at, end in matches if len(marks) < len(matches) else ():
            if pattern not in key:
                place = (at + moved[at], end - 2 + moved[end - 3]) if moved else (at, end - 2)
                written = text[place[0] : place[1]]
                marks += [(*place, name) for name, exact in entries[pattern] if exact is None or written == exact]
        return marks

    def _plain_keys(self, kind: str) -> dict[int, str]:
        """The key of each pattern of the kind that has one alone and wants no exact spelling: that of nearly all."""
        known = self._keys.get(kind)
        if known is None:
            plain = {p: entry[0][0] for p, entry in self._entries[kind].items() if len(entry) == 1 and entry[0][1] is None}
            known = self._keys[kind] = plain
            others = {self._slot[p] for p in self._entries[kind] if p not in plain}
            self._plain_slots[kind] = frozenset(self._slots_of[kind]) - others
        return known


def _longest(marks: list[Mark]) -> list[Mark]:
    """Of marks that overlap the first, of those that begin together the longest, of equals the first of the tables."""
    if len(marks) < 2:
        return [mark for mark in marks if mark[2] != HIDES]
    marks.sort(key=_START)
    kept: list[Mark] = []
    begun, reached, hides = -1, -1, False
    for mark in marks:
        start, end, key = mark
        if start >= reached:
            kept.append(mark)
            begun, reached = start, end
        elif start == begun and end > reached:
            kept[-1] = mark
            reached = end
        hides = hides or key == HIDES
    return [mark for mark in kept if mark[2] != HIDES] if hides else kept


_START = itemgetter(0)


class Marks:
    """The marks of one text, by kind and in order. A group of tables is searched for when one of its kinds is asked for."""

    __slots__ = ("_automaton_of", "_folded", "_low", "_matches", "_places", "text")

    def __init__(
        self, text: str, by_kind: Mapping[str, list[Mark]], automaton_of: Callable[[str], Automaton | None] = lambda kind: None
    ) -> None:
        """`automaton_of` gives the automaton that finds a kind that is not in `by_kind`."""
        self.text = text
        self._places = {kind: _places(marks) for kind, marks in by_kind.items()}
        self._automaton_of = automaton_of
        self._folded: Folded | None = None
        self._low: str | None = None
        self._matches: dict[Automaton, list[list[_Match]]] = {}

    @property
    def low(self) -> str:
        """The text in lower case, with the offsets of the text."""
        if self._low is None:
            self._low = lowered(self.text)
        return self._low

    def of(self, kind: str) -> list[Mark]:
        """All marks of a kind, in order of their starts."""
        return (self._places.get(kind) or self._find(kind))[1]

    def _find(self, kind: str) -> Places:
        automaton = self._automaton_of(kind)
        if automaton is None:
            self._places[kind] = ([], [])
            return self._places[kind]
        folded = self._folded = self._folded or Folded(self.text)
        if len(self.text) < _AT_ONCE:
            self._places.update(automaton.nowhere)
            for name, marks in automaton.all_marks(folded).items():
                self._places[name] = _places(_longest(marks))
        else:
            matches = self._matches.get(automaton)
            if matches is None:
                matches = self._matches[automaton] = automaton.matches(folded)
            self._places[kind] = _places(automaton.marks(kind, folded, matches))
        return self._places[kind]

    def starts(self, kind: str) -> list[int]:
        """The starts of `of(kind)`, for bisection."""
        return (self._places.get(kind) or self._find(kind))[0]

    def within(self, kind: str, start: int, end: int) -> list[Mark]:
        """The marks of a kind that lie inside [start, end)."""
        starts, marks = self._places.get(kind) or self._find(kind)
        low = bisect_left(starts, start)
        if low == len(starts) or starts[low] >= end:
            return []
        found = marks[low : bisect_left(starts, end, low)]
        return found if found[-1][1] <= end else found[:-1]

    def any(self, kind: str, start: int, end: int) -> bool:
        """Whether a mark of the kind begins inside [start, end)."""
        starts = (self._places.get(kind) or self._find(kind))[0]
        low = bisect_left(starts, start)
        return low < len(starts) and starts[low] < end


def _places(marks: list[Mark]) -> Places:
    return [mark[0] for mark in marks], marks
