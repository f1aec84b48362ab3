"""What speaks for an area in a clause: its cues, by where they stand. The weights of these places are data."""

from bisect import bisect_left
from collections.abc import Iterator

from servanda.lexicon import Codebook, Marks, fold
from servanda.lexicon import lazy_re as re
from servanda.lexicon.codebook import heading_words
from servanda.model import Span
from servanda.read.clause import Clause

_LONGEST_HEADING_CUE = 6
_TITLE, _TITLE_LINE = 350, 160
_BEFORE, _BEHIND, _SENTENCE = 500, 300, 1500
"""How far around a clause, and back in its sentence, cues are looked for."""
FINAL = "final_provisions"
_INSTRUMENT = re.compile(
    r"\b(?:agreement|convention|treaty|protocol|memorandum|arrangement|it|which|denunciation|termination|amendments?|notice|notification)\b"
)
_PERVADES = 0.08
"""From this share of a text's cues on, an area counts as what the text is about."""
_FEW = 3
"""Cues of an area from which on a text can be about it: one of five in a short text says little."""
_NO_SUBJECT = {"final_provisions", "other"}
MONEY = [(area, f"money:{area}", 1.0, 0, 0) for area in ("economic_support", "funding", "assets_and_compensation")]
_TO_THE_END = {"purpose", "aside"}
"""Frames behind the verb that run to the end of the clause; those of law, time and reference end at the next comma."""
ALONE = {"heading": "alone: heading", "share": "alone: share", "hint": "alone: hint"}


Evidence = tuple[str, str, float, int, int]
"""(area, place, value, start, end): the `value` of a `place` (a row of area_weights.tsv) for an area, and where the words stand
(0, 0 if it is no words)."""


class _AreasOf(dict[str, tuple[tuple[str, str], ...]]):
    """The areas that a mark's key stands for, each with "" for a cue, "?" for a hint, "~" for an adjective."""

    def __missing__(self, keys: str) -> tuple[tuple[str, str], ...]:
        found = self[keys] = tuple([(key.rstrip("?~"), key[-1] if key[-1] in "?~" else "") for key in keys.split()])
        return found


class Profile:
    """What is known of a whole text before its clauses are read: cues by area, the areas of its title and of its headings."""

    def __init__(self, text: str, marks: Marks, codebook: Codebook) -> None:
        self.text, self._marks = text, marks
        self.outranked = {area.key: frozenset(area.outranks) for area in codebook.areas if area.outranks}
        self.areas_of = _AreasOf()
        self._heading_cues, self.aid_follows = codebook.heading_cues, _aid_follows(codebook)
        self._headings: dict[tuple[int, int], tuple[str, ...]] = {}
        self._starts: dict[str, list[int]] = {}
        self._places: dict[tuple[str, str], str] = {}
        for start, _, keys in marks.of("area"):
            for area, kind in self.areas_of[keys]:
                if not kind:
                    self._starts.setdefault(area, []).append(start)
        cues = {
            area
            for _, _, keys in marks.within("area", 0, min(len(text), _TITLE))
            for area, hint in self.areas_of[keys]
            if not hint
        }
        self.pervading: list[Evidence] = []
        if codebook.origin != "shipped":
            return  # in a codebook of few areas, one of them pervades every text: there only words near the clause decide
        named = {*cues, *self.heading(0, min(len(text), _TITLE_LINE))} - _NO_SUBJECT
        self.pervading += [(area, "title", 1.0, 0, 0) for area in sorted(named)]
        self.pervading += [(area, "share", share, 0, 0) for area, share in self._shares().items()]

    def heading(self, start: int, end: int) -> tuple[str, ...]:
        """The areas that a heading names, by the words for headings and by cues."""
        found = self._headings.get((start, end))
        if found is None:
            found = self._headings[start, end] = tuple(dict.fromkeys(self._named(fold(self.text[start:end]))))
        return found

    def _named(self, heading: bytes) -> Iterator[str]:
        words = heading_words(heading)
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
        return {
            area: count / total
            for area, count in counts.items()
            if (count >= _FEW or total <= _FEW) and count / total > _PERVADES
        }

    def place(self, place: str, area: str) -> str:
        """The name of what an area has of its own at a place."""
        known = self._places.get((place, area))
        if known is None:
            known = self._places[place, area] = f"{place}:{area}"
        return known

    def near(self, area: str, start: int, end: int) -> int:
        """How many cues of the area stand around [start, end), but not in it: three at most."""
        starts = self._starts.get(area)
        if not starts:
            return 0
        inner, outer = bisect_left(starts, start), bisect_left(starts, end)
        found = inner - bisect_left(starts, start - _BEFORE, max(0, inner - 3), inner)
        if found < 3:
            found += bisect_left(starts, end + _BEHIND, outer, min(len(starts), outer + 3)) - outer
        return found if found < 3 else 3


_known: list[tuple[Codebook, re.Pattern[str]]] = []


def _aid_follows(codebook: Codebook) -> re.Pattern[str]:
    """What stands between an adjective and "aid"; worked out once for a codebook."""
    for known, aid in _known:
        if known is codebook:
            return aid
    words = {re.escape(word) for area in codebook.areas for adjective in area.adjectives for word in adjective.split()}
    between = "|".join(sorted(words | {"and", "or", "as", "well", "other", "in", "kind", "long", "term", "further", "non"}))
    aid = re.compile(rf"(?:[\s,/-]+(?:{between})\b){{0,8}}\s+(?:support|assistance|aid)\b", re.IGNORECASE)
    _known[:] = [*_known[-3:], (codebook, aid)]
    return aid


def evidence(profile: Profile, marks: Marks, clause: Clause, before: tuple[str, ...]) -> list[Evidence]:
    """Everything that speaks for or against an area in a clause; `before`: areas named by the clause before it there.

    `Subjects.of` sums the same without writing it down; a test holds the two together.
    """
    found: list[Evidence] = []
    cored, framed = own(profile, marks, clause, found)
    found += above(profile, clause.headings)
    found += profile.pervading
    beside(profile, marks, clause, found)
    found += [(area, "before", 1.0, 0, 0) for area in before]
    _weighed(profile, clause, found, cored, framed)
    return found


def own(profile: Profile, marks: Marks, clause: Clause, found: list[Evidence]) -> tuple[dict[str, int], set[str]]:
    """Adds the cues in the clause: in its core, in its frame (law, purpose, time), or hints. The areas of core and frame."""
    cues = marks.within("area", clause.start, clause.end)
    cored: dict[str, int] = {}
    framed: set[str] = set()
    hints: dict[str, int] = {}
    if names_money(profile.text, marks, clause.start, clause.end):
        found += MONEY
    if not cues:
        return cored, framed
    background = frames(profile.text, marks, clause)
    dating = dates_of(marks.low, clause)
    add = found.append
    for start, end, keys in cues:
        in_frame = False
        for low, high in background:
            if low <= start < high:
                in_frame = True
        for area, kind in profile.areas_of[keys]:
            if kind and (kind == "?" or not profile.aid_follows.match(profile.text, end, clause.end)):
                hints[area] = number = hints.get(area, 0) + 1
                if number < 3:
                    add((area, "hint", 1.0, start, end))
            elif in_frame:
                if area == FINAL and any(low <= start < high for low, high in dating):
                    continue
                if area not in framed:
                    framed.add(area)
                    add((area, "frame", 1.0, start, end))
                    add((area, profile.place("frame", area), 1.0, start, end))
            else:
                number = cored.get(area, 0)
                cored[area] = number + 1
                if number == 0:
                    add((area, "core", 1.0, start, end))
                    add((area, profile.place("core", area), 1.0, start, end))
                    if len(cored) < 3:
                        add((area, "first" if len(cored) == 1 else "second", 1.0, start, end))
                elif number == 1:
                    add((area, "core again", 1.0, start, end))
    if len(cored) > 2:
        found += [(area, "list", 1.0, 0, 0) for area in cored]
    return cored, framed


def names_money(text: str, marks: Marks, start: int, end: int) -> bool:
    """Whether a currency's word or sign stands in [start, end)."""
    return marks.any("currency", start, end) or any(text.find(sign, start, end) >= 0 for sign in ("€", "$", "£"))


def dates_of(low: str, clause: Clause) -> list[tuple[int, int]]:
    """The pieces of a clause that date it: what is paid after the entry into force is no final clause.

    None of a clause that speaks of the instrument itself: of that, its dates are what it is about.
    """
    start, end = (clause.subject.start, clause.subject.end) if clause.subject else (clause.start, clause.force_words.start)
    if not clause.deadlines or (start < end and _INSTRUMENT.search(low, start, end)):
        return []
    return [(span.start, span.end) for span in clause.deadlines if span.start >= clause.start]


def frames(text: str, marks: Marks, clause: Clause) -> list[tuple[int, int]]:
    """The pieces of a clause that only frame what is undertaken."""
    found = [(span.start, span.end) for span in (*clause.conditions, *clause.deadlines) if span.start >= clause.start]
    verb, reached = clause.force_words.end, 0
    for start, _, key in marks.within("background", clause.start, clause.end):
        if start < reached:
            continue
        comma = text.find(",", start, clause.end if start >= verb else clause.force_words.start)
        if start >= verb and (comma < 0 or key in _TO_THE_END):
            found.append((start, clause.end))
            break
        if comma > 0:
            found.append((start, comma))
            reached = comma
        elif start < verb:
            reached = verb
    return found


def above(profile: Profile, headings: tuple[Span, ...]) -> list[Evidence]:
    """What the headings above a clause say."""
    if not headings:
        return []
    last = headings[-1]
    named = profile.heading(last.start, last.end)
    found: list[Evidence] = [(area, "heading", 1.0, last.start, last.end) for area in named]
    found += [(area, profile.place("heading", area), 1.0, last.start, last.end) for area in named]
    if len(named) == 1:
        found.append((named[0], "only heading", 1.0, last.start, last.end))
    outer = {area: span for span in headings[:-1] for area in profile.heading(span.start, span.end)}
    return found + [(area, "outer heading", 1.0, span.start, span.end) for area, span in outer.items()]


def beside(profile: Profile, marks: Marks, clause: Clause, found: list[Evidence]) -> None:
    """Adds what the lead-in of a list item and the sentence in front of the clause say."""
    if clause.lead:
        found += [(area, "lead", 1.0, *at) for area, at in _named(profile, marks, clause.lead.start, clause.lead.end).items()]
    if clause.sentence.start < clause.start:
        found += [(area, "sentence", 1.0, *at) for area, at in _named(profile, marks, *in_front(clause)).items()]


def in_front(clause: Clause) -> tuple[int, int]:
    """The part of the sentence in front of a clause in which its areas may be named."""
    return max(clause.sentence.start, clause.start - _SENTENCE), clause.start


def named(profile: Profile, marks: Marks, start: int, end: int) -> tuple[str, ...]:
    """The areas that cues inside [start, end) name, each once."""
    return tuple(_named(profile, marks, start, end)) if marks.any("area", start, end) else ()


def _named(profile: Profile, marks: Marks, start: int, end: int) -> dict[str, tuple[int, int]]:
    """The areas that cues inside [start, end) name, with the place of the first cue of each."""
    seen: dict[str, tuple[int, int]] = {}
    for low, high, keys in marks.within("area", start, end):
        for area, kind in profile.areas_of[keys]:
            if not kind and area not in seen:
                seen[area] = (low, high)
    return seen


def _weighed(profile: Profile, clause: Clause, found: list[Evidence], cored: dict[str, int], framed: set[str]) -> None:
    """Adds what the cues of one area say about another, and what counts only where the clause itself names no area."""
    strong = cored.keys() | framed
    if not strong:
        found += [(e[0], ALONE[e[1]], e[2], e[3], e[4]) for e in found if e[1] in ALONE]
    ranking = [(area, profile.outranked[area]) for area in cored if area in profile.outranked]
    add = found.append
    start, end, number = clause.start, clause.end, len(strong)
    for area in dict.fromkeys([e[0] for e in found]):
        add((area, profile.place("area", area), 1.0, 0, 0))
        others = number - (area in strong)
        if others:
            add((area, "others", (others if others < 4 else 4) / 4, 0, 0))
            if others == number:
                add((area, "unnamed", 1.0, 0, 0))
                add((area, profile.place("unnamed", area), 1.0, 0, 0))
        near = profile.near(area, start, end)
        if near:
            add((area, "near", near / 3, 0, 0))
        for other, lower in ranking:
            if other != area and (area in lower or "*" in lower):
                add((area, "outranked", 1.0, 0, 0))
                break
