"""What a clause is about: areas of the codebook, from its own words, its lead-in, the headings above and what the text is about.

Each place where a cue can stand has a weight (data/area_weights.tsv, fitted by training/areas.py); an area is taken where
its sum passes the threshold.
"""

from dataclasses import dataclass
from functools import cache

from servanda.lexicon import Codebook, Marks, load_lexicon
from servanda.model import Span
from servanda.read.area_evidence import ALONE, Evidence, Profile, above, beside, evidence, own
from servanda.read.clause import Clause

_NONE = "other"


@cache
def weights() -> dict[str, float]:
    """The weights by place; `threshold` and `least` are the sums from which an area is taken, and the best one at least."""
    return {row["key"]: float(row["weight"]) for row in load_lexicon().rows("area_weights")}


@dataclass(frozen=True, slots=True)
class _Sums:
    """What every clause under the same headings begins with, by area; `alone` counts where the clause itself names none."""

    always: dict[str, float]
    alone: dict[str, float]


class Subjects:
    """The areas of one text's clauses. Build it once for a text and give it the clauses in order."""

    def __init__(self, text: str, marks: Marks, codebook: Codebook) -> None:
        self._marks = marks
        self._profile = Profile(text, marks, codebook)
        self._keys = codebook.keys()
        self._decide = codebook.origin != "shipped"
        """Cues of a codebook of one's own decide alone; the weights were fitted with the cues of the shipped one."""
        self._before: tuple[str, tuple[str, ...]] = ("", ())
        self._above: dict[tuple[Span, ...], _Sums] = {}
        known = weights()
        self._start = {area: known["start"] + known.get(f"area:{area}", 0.0) for area in self._keys}
        self._unnamed = {area: known["unnamed"] + known.get(f"unnamed:{area}", 0.0) for area in self._keys}

    def of(self, clause: Clause) -> tuple[str, ...]:
        """One or more keys of the codebook, the strongest first; none where the codebook has no `other` and nothing speaks."""
        threshold = weights()["threshold"]
        sums = self.sums(clause)
        sure = self._before[1] if self._decide else ()
        taken = sorted([(-total, area) for area, total in sums.items() if total >= threshold or area in sure])
        if taken:
            return tuple([area for _, area in taken])
        if sums:
            best, area = min((-total, area) for area, total in sums.items())
            if -best >= weights()["least"]:
                return (area,)
        return (_NONE,) if _NONE in self._keys else ()

    def sums(self, clause: Clause) -> dict[str, float]:
        """The sum of each area that anything speaks for: what `evidence` writes down, each times its weight."""
        known, profile, before = weights(), self._profile, self._before
        found: list[Evidence] = []
        cored, framed = own(profile, self._marks, clause, found)
        beside(profile, self._marks, clause, found)
        standing = self._standing(clause.headings)
        sums = standing.always.copy()
        for area, place, _, _, _ in found:
            sums[area] = sums.get(area, 0.0) + known.get(place, 0.0)
        if before[0] == clause.path:
            for area in before[1]:
                sums[area] = sums.get(area, 0.0) + known["before"]
        self._before = (clause.path, tuple(cored))
        strong = cored.keys() | framed
        if not strong:
            for area, weight in standing.alone.items():
                sums[area] += weight
            for area, place, _, _, _ in found:
                if place == "hint":
                    sums[area] += known["alone: hint"]
        self._weigh(clause, sums, strong, cored)
        return sums

    def _standing(self, headings: tuple[Span, ...]) -> _Sums:
        found = self._above.get(headings)
        if found is None:
            known = weights()
            always: dict[str, float] = {}
            alone: dict[str, float] = {}
            for area, place, value, _, _ in above(self._profile, headings) + self._profile.pervading:
                always[area] = always.get(area, 0.0) + known.get(place, 0.0) * value
                if place in ALONE:
                    alone[area] = alone.get(area, 0.0) + known.get(ALONE[place], 0.0) * value
            found = self._above[headings] = _Sums(always, alone)
        return found

    def _weigh(self, clause: Clause, sums: dict[str, float], strong: set[str], cored: dict[str, int]) -> None:
        """Adds to each sum what the cues of other areas say about it, and the cues around the clause."""
        known, profile = weights(), self._profile
        ranking = [(area, profile.outranked[area]) for area in cored if area in profile.outranked]
        number, start, end = len(strong), clause.start, clause.end
        others, near = known["others"] / 4, known["near"] / 3
        for area, total in sums.items():
            total += self._start[area]
            if area in strong:
                total += others * min(number - 1, 4)
            elif number:
                total += others * min(number, 4) + self._unnamed[area]
            total += near * profile.near(area, start, end)
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
