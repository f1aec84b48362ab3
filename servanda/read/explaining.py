"""Why something was taken as a commitment, or was not: the words that count in a sentence and what each of them did."""

from servanda.lexicon import Codebook, Marks
from servanda.model import Commitment, Document, Explained, Force, Provision, Reading, Reason, Span, Weighed
from servanda.read.area_evidence import Evidence
from servanda.read.areas import Subjects, weights
from servanda.read.clauses import clauses
from servanda.read.commitments import genre_of, headings_above
from servanda.read.finite import Finite
from servanda.read.foretold import foretold
from servanda.read.headings import lost_its_capitals
from servanda.read.leaf_titles import behind_heading
from servanda.read.outline import leaves
from servanda.read.parties import parties
from servanda.read.sentences import Piece, pieces
from servanda.read.syntax import Reader

_FORETOLD = "foretells an effect or a state of a thing; nobody takes it on"
_TOLD = 3
"""How many things that spoke for an area are told."""
_TAKEN = {"main": "carries a clause of its own", "relative": "a relative clause that is a rule of its own"}


def explained(document: Document, structure: tuple[Provision, ...], marks: Marks, at: int) -> Explained:
    """The sentence (or item) around an offset, and each word in it that could have carried a commitment.

    Where nothing could, `why` says so; it does not say what the words mean. Offsets beyond the text give its end.
    """
    text = document.text
    at = max(0, min(at, len(text) - 1))
    leaf = next((leaf for leaf in leaves(structure, len(text)) if leaf[1] <= at < leaf[2]), ("", 0, len(text)))
    kind = next((p.kind for p in structure if p.path == leaf[0]), None)
    path, start, end = leaf
    begin = behind_heading(text, marks, headings_above(text, structure).get(path), start, end)
    found = pieces(text, path, begin if begin <= at else start, end, lost_its_capitals(text))
    piece = next((piece for piece in found if at < piece.end), Piece(leaf[0], leaf[1], leaf[2], "", "", True))
    cues = marks.within("clause", piece.start, piece.end)
    reader = Reader(text, marks.low, piece.start, piece.end, cues)
    weighed = tuple(_weighed(text, finite, marks) for finite in reader.read())
    return Explained(Span(piece.start, piece.end), leaf[0], _why(reader, weighed, kind), weighed)


def _weighed(text: str, finite: Finite, marks: Marks) -> Weighed:
    words = Span(finite.start, finite.end)
    subject = Span(finite.begin, finite.start) if finite.role == "main" and finite.begin < finite.start else None
    carries = finite.role in _TAKEN
    rule = _TAKEN.get(finite.role, finite.role)
    if carries and foretold(text, finite, (subject.start, subject.end) if subject else None, marks):
        carries, rule = False, _FORETOLD
    return Weighed(words, f"{finite.kind} of {finite.force}", carries, rule, subject)


def reasons(reading: Reading, promised: tuple[Commitment, ...], marks: Marks, codebook: Codebook) -> tuple[Reason, ...]:
    """Why each of some commitments of an agreement has its force and its areas, in their order."""
    text, structure = reading.document.text, reading.outline
    genre = genre_of(reading.agreements[0], parties(text, structure, marks))
    subjects = Subjects(text, marks, codebook)
    found: dict[tuple[int, int, Force], Reason] = {}
    wanted = {(one.evidence[0].start, one.evidence[0].end, one.force): one for one in promised}
    for clause in clauses(text, leaves(structure, len(text)), marks, genre, headings_above(text, structure)):
        evidence = subjects.evidence(clause)
        place = clause.start, clause.end, clause.force
        if place in wanted:
            found[place] = Reason(clause.rule, _of_areas(evidence, wanted[place].areas))
    return tuple(found.get(place, Reason("")) for place in wanted)


def _of_areas(evidence: list[Evidence], areas: tuple[str, ...]) -> tuple[tuple[str, str, Span | None], ...]:
    """What spoke for each area most: words first, each once."""
    told: list[tuple[str, str, Span | None]] = []
    for area in areas:
        mine = [e for e in evidence if e[0] == area and ":" not in e[1] and weights().get(e[1], 0.0) * e[2] > 0]
        mine.sort(key=lambda e: (e[4] == 0, -weights()[e[1]] * e[2]))
        seen: set[tuple[int, int]] = set()
        for _, place, _, start, end in mine:
            if len(seen) < _TOLD and (start, end) not in seen:
                seen.add((start, end))
                told.append((area, place, Span(start, end) if end else None))
    return tuple(told)


def _why(reader: Reader, weighed: tuple[Weighed, ...], kind: str | None) -> str:
    if kind == "preamble":
        return (
            'Of a preamble only plain undertakings are taken ("they will ...", "they shall ..."), no recitals and declarations.'
        )
    if reader.defines:
        return "A definition takes nothing on."
    if not reader.cues:
        return "No word here carries a force, opens a clause, or is a finite verb that the lexicon knows."
    if not weighed:
        return "No finite word here carries a force; an item of a list may still have that of its lead-in."
    if not any(one.carries for one in weighed):
        return "Every word that carries a force stands inside another clause."
    return ""
