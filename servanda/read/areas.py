"""What a clause is about: areas of the codebook, from its own words, its lead-in and the headings above."""

from servanda.lexicon import Codebook, Marks
from servanda.read.clauses import Clause


class Subjects:
    """The areas of one text's clauses. Build it once for a text."""

    def __init__(self, text: str, marks: Marks, codebook: Codebook) -> None:
        self._text, self._marks, self._codebook = text, marks, codebook

    def of(self, clause: Clause) -> tuple[str, ...]:
        """One or more keys of the codebook, the strongest first."""
        found: dict[str, int] = {}
        for _, _, keys in self._marks.within("area", clause.start, clause.end):
            for key in keys.split():
                if not key.endswith("?"):
                    found[key] = found.get(key, 0) + 1
        return tuple(found) or ("other",)
