"""Many literals found in bytes in one pass, in any case of their letters: the doorman of hyperscan.

Where hyperscan is not installed, the automaton that the lexicon uses finds the same places at a third of the speed. A single
literal in its very letters is found faster by that automaton: most of such a search is telling Python of each place.
"""

import importlib
from collections.abc import Callable, Sequence
from typing import Any

Hit = tuple[int, int]
"""(end, number): where a literal ends in the bytes, and which one it is."""


class Literals:
    """Literals, ready to be found. ASCII letters match in either case; every occurrence is found, also inside another."""

    def __init__(self, literals: Sequence[bytes]) -> None:
        self.literals = tuple(literals)
        self._find, self._ends = _by_hyperscan(self.literals) or _by_automaton(self.literals)

    def ends(self, content: bytes) -> list[int]:
        """Where each place of any literal ends."""
        return self._ends(content)

    def hits(self, content: bytes) -> list[Hit]:
        """Every place of every literal, by where it ends."""
        return self._find(content)


class Literal:
    """One literal, in these very letters."""

    def __init__(self, literal: bytes) -> None:
        rust: Any = importlib.import_module("ahocorasick_rs")
        self._find = rust.BytesAhoCorasick([literal]).find_matches_as_indexes

    def ends(self, content: bytes) -> list[int]:
        """Where each place of it ends."""
        return [end for _, _, end in self._find(content)]


_Ways = tuple[Callable[[bytes], list[Hit]], Callable[[bytes], list[int]]]


def _by_hyperscan(literals: tuple[bytes, ...]) -> _Ways | None:
    try:
        hyperscan: Any = importlib.import_module("hyperscan")
    except ImportError:
        return None
    database = hyperscan.Database()
    count = len(literals)
    flags = [hyperscan.HS_FLAG_CASELESS] * count
    database.compile(expressions=list(literals), ids=list(range(count)), elements=count, flags=flags, literal=True)
    scan = database.scan

    def found(number: int, start: int, end: int, flags: int, note: Callable[[Hit], None]) -> None:
        note((end, number))

    def find(content: bytes) -> list[Hit]:
        hits: list[Hit] = []
        if content:
            scan(content, match_event_handler=found, context=hits.append)
        return hits

    def end(number: int, start: int, end: int, flags: int, note: Callable[[int], None]) -> None:
        note(end)

    def ends(content: bytes) -> list[int]:
        found: list[int] = []
        if content:
            scan(content, match_event_handler=end, context=found.append)
        return found

    return find, ends


def _by_automaton(literals: tuple[bytes, ...]) -> _Ways:
    rust: Any = importlib.import_module("ahocorasick_rs")
    machine = rust.BytesAhoCorasick([literal.lower() for literal in literals], matchkind=rust.MatchKind.Standard)

    def find(content: bytes) -> list[Hit]:
        found = machine.find_matches_as_indexes(content.lower(), overlapping=True)
        return [(end, number) for number, _, end in found]

    return find, lambda content: [end for end, _ in find(content)]
