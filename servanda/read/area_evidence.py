"""What speaks for an area in a clause: its cues, by where they stand. The weights of these places are data."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from servanda.lexicon import Codebook, Marks, fold
from servanda.read.clause import Clause

_WORD = re.compile(rb"[a-z0-9]+")
_LONGEST_HEADING_CUE = 6
_TITLE, _TITLE_LINE = 350, 160
_BEFORE, _BEHIND = 500, 300
_PERVADES = 0.08
"""From this share of a text's cues on, an area counts as what the text is about."""
_NO_SUBJECT = {"final_provisions", "other"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """`value` of a `place` (a row of area_weights.tsv) for an area, and where the words stand, if it is words."""

    area: str
    place: str
    value: float
    start: int | None = None
    end: int | None = None


class Profile:
    """What is known of a whole text before its clauses are read: cues by area, the areas of its title and of its headings."""

    def __init__(self, text: str, marks: Marks, codebook: Codebook) -> None:
        self.text, self._marks = text, marks
        self.outranked = {area.key: frozenset(area.outranks) for area in codebook.areas if area.outranks}
        self._keys: dict[str, tuple[tuple[str, bool], ...]] = {}
        self._heading_cues = heading_cues(codebook)
        self._headings: dict[tuple[int, int], frozenset[str]] = {}
        self._starts: dict[str, list[int]] = {}
        for start, _, keys in marks.of("area"):
            for area, hint in self.areas_of(keys):
                if not hint:
                    self._starts.setdefault(area, []).append(start)
        self.shares = self._shares()
        cues = {
            area
            for _, _, keys in marks.within("area", 0, min(len(text), _TITLE))
            for area, hint in self.areas_of(keys)
            if not hint
        }
        self.title = (cues | self.heading(0, min(len(text), _TITLE_LINE))) - _NO_SUBJECT

    def areas_of(self, keys: str) -> tuple[tuple[str, bool], ...]:
        """The areas that a mark stands for, each with whether it is a hint only."""
        known = self._keys.get(keys)
        if known is None:
            known = self._keys[keys] = tuple((key.rstrip("?"), key.endswith("?")) for key in keys.split())
        return known

    def cues(self, start: int, end: int) -> Iterator[tuple[int, int, str, bool]]:
        """(start, end, area, whether a hint) for every cue inside [start, end)."""
        for low, high, keys in self._marks.within("area", start, end):
            for area, hint in self.areas_of(keys):
                yield low, high, area, hint

    def heading(self, start: int, end: int) -> frozenset[str]:
        """The areas that a heading names, by the words for headings and by cues."""
        found = self._headings.get((start, end))
        if found is None:
            found = self._headings[start, end] = frozenset(self._named(fold(self.text[start:end])))
        return found

    def _named(self, heading: bytes) -> Iterator[str]:
        words = _WORD.findall(heading)
        at = 0
        while at < len(words):
            for length in range(min(_LONGEST_HEADING_CUE, len(words) - at), 0, -1):
                areas = self._heading_cues.get(b" ".join(words[at : at + length]))
                if areas:
                    yield from areas
                    at += length
                    break
            else:
                at += 1

    def _shares(self) -> dict[str, float]:
        counts = {area: len(starts) for area, starts in self._starts.items() if area not in _NO_SUBJECT}
        total = sum(counts.values())
        return {area: count / total for area, count in counts.items() if count / total > _PERVADES}

    def near(self, area: str, start: int, end: int) -> int:
        """How many cues of the area stand around [start, end), but not in it."""
        starts = self._starts.get(area)
        if not starts:
            return 0
        before = bisect_left(starts, start) - bisect_left(starts, start - _BEFORE)
        return before + bisect_left(starts, end + _BEHIND) - bisect_left(starts, end)


_known: list[tuple[Codebook, dict[bytes, tuple[str, ...]]]] = []


def heading_cues(codebook: Codebook) -> dict[bytes, tuple[str, ...]]:
    """The areas by folded heading words; worked out once for a codebook."""
    for known, cues in _known:
        if known is codebook:
            return cues
    found: dict[bytes, dict[str, None]] = {}
    for area in codebook.areas:
        for cue in (*area.headings, *area.cues):
            found.setdefault(b" ".join(_WORD.findall(fold(cue))), {})[area.key] = None
    made = {cue: tuple(areas) for cue, areas in found.items()}
    _known[:] = [*_known[-3:], (codebook, made)]
    return made


def evidence(profile: Profile, marks: Marks, clause: Clause, before: tuple[str, ...]) -> list[Evidence]:
    """Everything that speaks for or against an area in a clause; `before`: areas named by the clause before it there."""
    own = list(_own(profile, marks, clause))
    found = own + list(_around(profile, clause, before))
    return found + list(_weighed(profile, clause, found, own))


def _own(profile: Profile, marks: Marks, clause: Clause) -> Iterator[Evidence]:
    """Cues in the clause: in its core, in its frame (law, purpose, time), or hints."""
    frames = _frames(profile.text, marks, clause)
    seen: Counter[str] = Counter()
    hints: Counter[str] = Counter()
    framed: set[str] = set()
    for start, end, area, hint in profile.cues(clause.start, clause.end):
        if hint:
            hints[area] += 1
            if hints[area] < 3:
                yield Evidence(area, "hint", 1.0, start, end)
        elif any(low <= start < high for low, high in frames):
            if area not in framed:
                framed.add(area)
                yield Evidence(area, "frame", 1.0, start, end)
        else:
            seen[area] += 1
            if seen[area] == 1:
                yield Evidence(area, "core", 1.0, start, end)
                yield Evidence(area, f"core:{area}", 1.0, start, end)
                if len(seen) < 3:
                    yield Evidence(area, "first" if len(seen) == 1 else "second", 1.0, start, end)
            elif seen[area] == 2:
                yield Evidence(area, "core again", 1.0, start, end)
    if len(seen) > 2:
        yield from (Evidence(area, "list", 1.0) for area in seen)
    if marks.any("currency", clause.start, clause.end):
        yield from (Evidence(area, "money", 1.0) for area in ("economic_support", "funding"))


def _frames(text: str, marks: Marks, clause: Clause) -> list[tuple[int, int]]:
    found = [(span.start, span.end) for span in (*clause.conditions, *clause.deadlines) if span.start >= clause.start]
    verb = clause.force_words.end
    for start, _, _ in marks.within("background", clause.start, clause.end):
        if start >= verb:
            found.append((start, clause.end))
            break
        comma = text.find(",", start, clause.force_words.start)
        if comma > 0:
            found.append((start, comma))
    return found


def _around(profile: Profile, clause: Clause, before: tuple[str, ...]) -> Iterator[Evidence]:
    """What stands above, in front of and behind the clause, and what its text is about."""
    if clause.headings:
        last = clause.headings[-1]
        named = profile.heading(last.start, last.end)
        for area in named:
            yield Evidence(area, "heading", 1.0, last.start, last.end)
            yield Evidence(area, f"heading:{area}", 1.0, last.start, last.end)
            if len(named) == 1:
                yield Evidence(area, "only heading", 1.0, last.start, last.end)
        outer = {area: span for span in clause.headings[:-1] for area in profile.heading(span.start, span.end)}
        yield from (Evidence(area, "outer heading", 1.0, span.start, span.end) for area, span in outer.items())
    if clause.lead:
        yield from _once(profile, "lead", clause.lead.start, clause.lead.end)
    yield from _once(profile, "sentence", clause.sentence.start, clause.start)
    yield from (Evidence(area, "title", 1.0) for area in profile.title)
    yield from (Evidence(area, "share", share) for area, share in profile.shares.items())
    yield from (Evidence(area, "before", 1.0) for area in before)


def _once(profile: Profile, place: str, start: int, end: int) -> Iterator[Evidence]:
    seen = set()
    for low, high, area, hint in profile.cues(start, end):
        if not hint and area not in seen:
            seen.add(area)
            yield Evidence(area, place, 1.0, low, high)


def _weighed(profile: Profile, clause: Clause, found: list[Evidence], own: list[Evidence]) -> Iterator[Evidence]:
    """What the cues of one area say about another, and what counts only where the clause itself names no area."""
    areas = {e.area for e in found}
    cored = {e.area for e in own if e.place == "core"}
    strong = cored | {e.area for e in own if e.place == "frame"}
    ranking = [area for area in cored if area in profile.outranked]
    for area in areas:
        yield Evidence(area, f"area:{area}", 1.0)
        others = len(strong) - (area in strong)
        if others:
            yield Evidence(area, "others", min(others, 4) / 4)
        near = profile.near(area, clause.start, clause.end)
        if near:
            yield Evidence(area, "near", min(near, 3) / 3)
        for other in ranking:
            if other != area and (area in profile.outranked[other] or "*" in profile.outranked[other]):
                yield Evidence(area, "outranked", 1.0)
                break
    if not strong:
        for e in found:
            if e.place in ("heading", "share", "hint"):
                yield Evidence(e.area, f"only {e.place}", e.value)
