"""What a clause is about: areas of the codebook, from its own words, its lead-in, the headings above and what the text is about.

Each place where a cue can stand has a weight (data/area_weights.tsv, fitted by training/areas.py); an area is taken where
its sum passes the threshold.
"""

from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

from servanda.lexicon import Codebook, Mark, Marks, load_lexicon
from servanda.lexicon import lazy_re as re
from servanda.model import Force, Span
from servanda.read.area_evidence import (
    ALONE,
    FINAL,
    MONEY,
    Evidence,
    Profile,
    above,
    dates_of,
    evidence,
    frames,
    in_front,
    named,
    names_money,
)
from servanda.read.clause import Clause

_NONE = "other"
_DIGITS = 9
_DOUBT = 1e-6


@cache
def weights() -> dict[str, float]:
    """The weights by place; `threshold` and `least` are the sums from which an area is taken, and the best one at least."""
    return {row["key"]: float(row["weight"]) for row in load_lexicon().rows("area_weights")}


class _Worth(NamedTuple):
    """What each area begins with, and what a cue of it adds in the core of a clause, in its frame, in a clause of others."""

    start: dict[str, float]
    core: dict[str, float]
    frame: dict[str, float]
    unnamed: dict[str, float]


@cache
def _worth(areas: tuple[str, ...]) -> _Worth:
    known = weights()

    def both(place: str, own: str) -> dict[str, float]:
        return {area: known[place] + known.get(f"{own}:{area}", 0.0) for area in areas}

    return _Worth(both("start", "area"), both("core", "core"), both("frame", "frame"), both("unnamed", "unnamed"))


class _Standing(NamedTuple):
    """What every clause under the same headings begins with, by area; `alone` counts where the clause itself names none."""

    always: dict[str, float]
    alone: dict[str, float]


_OBLIGES_TO_FIGHT = re.compile(
    r"(?:oblig|requir|commit|bind|compel|forc)[a-z]*[\s\xa0]+[^;.]{0,80}?\bto[\s\xa0]+(?:go[\s\xa0]+to[\s\xa0]+war|"
    r"fight(?![\s\xa0]+(?:against[\s\xa0]+)?(?:crime|corruption|terror|poverty|fires?|pollution|disease|trafficking))|"
    r"(?:enter|join|take[\s\xa0]+part[\s\xa0]+in)[\s\xa0]+(?:an?[\s\xa0]+|any[\s\xa0]+|the[\s\xa0]+)?(?:war|hostilities|fighting|combat)|"
    r"(?:use|resort[\s\xa0]+to|employ)[\s\xa0]+(?:armed[\s\xa0]+|military[\s\xa0]+)?force|"
    r"(?:send|deploy|commit)[\s\xa0]+(?:its[\s\xa0]+|any[\s\xa0]+|combat[\s\xa0]+)?(?:troops|soldiers|armed[\s\xa0]+forces)|defend\b)"
)
_DEFENCE = "mutual_defence"


def denied_defence(areas: tuple[str, ...], low: str, clause: Clause, keys: Collection[str]) -> tuple[str, ...]:
    """The areas of a clause; first mutual defence where it denies a duty to fight: "nothing obliges Norway to go to war"."""
    if clause.force is not Force.DENIAL or _DEFENCE not in keys or not _OBLIGES_TO_FIGHT.search(low, clause.start, clause.end):
        return areas
    return (_DEFENCE, *(area for area in areas if area not in (_DEFENCE, "other")))


class Subjects:
    """The areas of one text's clauses. Build it once for a text and give it the clauses in order."""

    def __init__(self, text: str, marks: Marks, codebook: Codebook) -> None:
        self._marks = marks
        self._profile = Profile(text, marks, codebook)
        self._keys = self.keys = codebook.keys()
        self._decide = codebook.origin != "shipped"
        """Cues of a codebook of one's own decide alone; the weights were fitted with the cues of the shipped one."""
        self._before: tuple[str, tuple[str, ...]] = ("", ())
        self._above: dict[tuple[Span, ...], _Standing] = {}
        self._below: tuple[tuple[Span, ...], _Standing] | None = None
        """The headings of the clause before and what they say: most clauses stand under the same."""
        self._leads: dict[Span, tuple[str, ...]] = {}
        self._worth = _worth(self._keys)
        self._known = weights()
        self._step = self._known["near"] / 3

    def of(self, clause: Clause) -> tuple[str, ...]:
        """One or more keys of the codebook, the strongest first; none where the codebook has no `other` and nothing speaks."""
        known, step, profile = self._known, self._step, self._profile
        threshold, most, start, end = known["threshold"], known["near"], clause.start, clause.end
        sums = self._without_near(clause)
        sure = self._before[1] if self._decide else ()
        # The cues around a clause are counted only for areas that they can lift over the threshold. Rounded, so that no
        # error of the last digit decides between equals, but the alphabet.
        taken = []
        for area, total in sums.items():
            if total + most >= threshold or area in sure:
                total = round(total + step * profile.near(area, start, end), _DIGITS)
                if total >= threshold or area in sure:
                    taken.append((-total, area))
        if taken:
            taken.sort()
            return tuple([area for _, area in taken])
        if sums:
            # Nor are they counted for areas that they cannot lift above the best.
            reach = max(sums.values()) - most - _DOUBT
            best, area = min(
                [
                    (-round(total + step * profile.near(area, start, end), _DIGITS), area)
                    for area, total in sums.items()
                    if total >= reach
                ]
            )
            if -best >= known["least"]:
                return (area,)
        return (_NONE,) if _NONE in self._keys else ()

    def named(self) -> bool:
        """Whether the clause asked about last names an area in its own words."""
        return bool(self._before[1])

    def sums(self, clause: Clause) -> dict[str, float]:
        """The sum of each area that anything speaks for: what `evidence` writes down, each times its weight."""
        start, end, near = clause.start, clause.end, self._profile.near
        return {area: total + self._step * near(area, start, end) for area, total in self._without_near(clause).items()}

    def _without_near(self, clause: Clause) -> dict[str, float]:
        """The sums but for the cues around the clause."""
        known, begin, marks = self._known, self._worth.start, self._marks
        standing = self._standing(clause.headings)
        sums = standing.always.copy()
        cored: dict[str, int] = {}
        framed: set[str] = set()
        hints: dict[str, int] = {}
        cues = marks.within("area", clause.start, clause.end)
        if cues:
            self._add_own(clause, cues, sums, cored, framed, hints)
        if names_money(self._profile.text, marks, clause.start, clause.end):
            for area, place, _, _, _ in MONEY:
                if area in begin:
                    sums[area] = sums.get(area, begin[area]) + known.get(place, 0.0)
        if clause.lead:
            for area in self._lead(clause.lead):
                sums[area] = sums.get(area, begin[area]) + known["lead"]
        if clause.sentence.start < clause.start:
            for area in named(self._profile, marks, *in_front(clause)):
                sums[area] = sums.get(area, begin[area]) + known["sentence"]
        if self._before[0] == clause.path:
            for area in self._before[1]:
                sums[area] = sums.get(area, begin[area]) + known["before"]
        self._before = (clause.path, tuple(cored))
        strong = cored.keys() | framed
        if strong:
            self._weigh(sums, strong, cored)
        else:
            for area, weight in standing.alone.items():
                sums[area] += weight
            for area, number in hints.items():
                sums[area] += known["alone: hint"] * min(number, 2)
        return sums

    def _add_own(
        self,
        clause: Clause,
        cues: Sequence[Mark],
        sums: dict[str, float],
        cored: dict[str, int],
        framed: set[str],
        hints: dict[str, int],
    ) -> None:
        """Adds what the clause's own cues say, as `area_evidence.own` writes it down."""
        known, profile, (begin, core, frame, _) = self._known, self._profile, self._worth
        spans = frames(profile.text, self._marks, clause)
        dating = dates_of(self._marks.low, clause) if clause.deadlines else ()
        for start, end, keys in cues:
            in_frame = False
            for low, high in spans:
                if low <= start < high:
                    in_frame = True
                    break
            for area, kind in profile.areas_of[keys]:
                if kind and (kind == "?" or not profile.aid_follows.match(profile.text, end, clause.end)):
                    hints[area] = number = hints.get(area, 0) + 1
                    worth = known["hint"] if number < 3 else 0.0
                elif in_frame:
                    if area == FINAL and any(low <= start < high for low, high in dating):
                        continue
                    worth = 0.0 if area in framed else frame[area]
                    framed.add(area)
                else:
                    cored[area] = number = cored.get(area, 0) + 1
                    worth = known["core again"] if number == 2 else 0.0
                    if number == 1:
                        worth = core[area] + (known["first"] if len(cored) == 1 else known["second"] if len(cored) == 2 else 0.0)
                sums[area] = sums.get(area, begin[area]) + worth
        if len(cored) > 2:
            for area in cored:
                sums[area] += known["list"]

    def _lead(self, lead: Span) -> tuple[str, ...]:
        """The areas that a lead-in names, found once for all items of its list."""
        found = self._leads.get(lead)
        if found is None:
            found = self._leads[lead] = named(self._profile, self._marks, lead.start, lead.end)
        return found

    def _standing(self, headings: tuple[Span, ...]) -> _Standing:
        if self._below is not None and self._below[0] is headings:
            return self._below[1]
        found = self._above.get(headings)
        if found is None:
            known, begin = self._known, self._worth.start
            always: dict[str, float] = {}
            alone: dict[str, float] = {}
            for area, place, value, _, _ in above(self._profile, headings) + self._profile.pervading:
                always[area] = always.get(area, begin[area]) + known.get(place, 0.0) * value
                if place in ALONE:
                    alone[area] = alone.get(area, 0.0) + known.get(ALONE[place], 0.0) * value
            found = self._above[headings] = _Standing(always, alone)
        self._below = (headings, found)
        return found

    def _weigh(self, sums: dict[str, float], strong: set[str], cored: dict[str, int]) -> None:
        """Adds to each sum what the cues of other areas say about it."""
        known, unnamed, outranked = self._known, self._worth.unnamed, self._profile.outranked
        ranking = [(area, outranked[area]) for area in cored if area in outranked]
        number, others = len(strong), known["others"] / 4
        for area, total in sums.items():
            if area in strong:
                total += others * min(number - 1, 4)
            else:
                total += others * min(number, 4) + unnamed[area]
            for other, lower in ranking:
                if other != area and (area in lower or "*" in lower):
                    total += known["outranked"]
                    break
            sums[area] = total

    def evidence(self, clause: Clause) -> list[Evidence]:
        """What speaks for each area, with places and words: the explanation of `of`. In order, like `of`."""
        path, areas = self._before
        found = evidence(self._profile, self._marks, clause, areas if path == clause.path else ())
        self._before = (clause.path, tuple([e[0] for e in found if e[1] == "core"]))
        return found
