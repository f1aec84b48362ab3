"""What a clause is about: areas of the codebook, from its own words, its lead-in, the headings above and what the text is about.

Each place where a cue can stand has a weight (data/area_weights.tsv, fitted by training/areas.py); an area is taken where
its sum passes the threshold. `why` shows the sum.
"""

from functools import cache

from servanda.lexicon import Codebook, Marks, load_lexicon
from servanda.read.area_evidence import Evidence, Profile, evidence
from servanda.read.clause import Clause

_NONE = "other"


@cache
def weights() -> dict[str, float]:
    """The weights by place; `threshold` and `least` are the sums from which an area is taken, and the best one at least."""
    return {row["key"]: float(row["weight"]) for row in load_lexicon().rows("area_weights")}


class Subjects:
    """The areas of one text's clauses. Build it once for a text and give it the clauses in order."""

    def __init__(self, text: str, marks: Marks, codebook: Codebook) -> None:
        self._marks = marks
        self._profile = Profile(text, marks, codebook)
        self._keys = codebook.keys()
        self._before: tuple[str, tuple[str, ...]] = ("", ())

    def of(self, clause: Clause) -> tuple[str, ...]:
        """One or more keys of the codebook, the strongest first; none where the codebook has no `other` and nothing speaks."""
        found = self.evidence(clause)
        known = weights()
        start = known["start"]
        sums: dict[str, float] = {}
        for area, place, value, _, _ in found:
            sums[area] = sums.get(area, start) + known.get(place, 0.0) * value
        ranked = sorted(sums, key=lambda area: (-sums[area], area))
        taken = tuple(area for area in ranked if sums[area] >= known["threshold"])
        if taken:
            return taken
        if ranked and sums[ranked[0]] >= known["least"]:
            return (ranked[0],)
        return (_NONE,) if _NONE in self._keys else ()

    def evidence(self, clause: Clause) -> list[Evidence]:
        """What speaks for each area, with places and words: the explanation of `of`. In order, like `of`."""
        path, areas = self._before
        found = evidence(self._profile, self._marks, clause, areas if path == clause.path else ())
        self._before = (clause.path, tuple([e[0] for e in found if e[1] == "core"]))
        return found
