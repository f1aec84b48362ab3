"""Why something was taken as a commitment, or was not: the words that count in a sentence and what each of them did."""

from servanda.lexicon import Marks
from servanda.model import Document, Explained, Provision, Span, Weighed
from servanda.read.finite import Finite
from servanda.read.headings import lost_its_capitals
from servanda.read.outline import leaves
from servanda.read.sentences import Piece, pieces
from servanda.read.syntax import Reader

_TAKEN = {"main": "carries a clause of its own", "relative": "a relative clause that is a rule of its own"}


def explained(document: Document, structure: tuple[Provision, ...], marks: Marks, at: int) -> Explained:
    """The sentence (or item) around an offset, and each word in it that could have carried a commitment.

    Where nothing could, `why` says so; it does not say what the words mean. Offsets beyond the text give its end.
    """
    text = document.text
    at = max(0, min(at, len(text) - 1))
    leaf = next((leaf for leaf in leaves(structure, len(text)) if leaf[1] <= at < leaf[2]), ("", 0, len(text)))
    kind = next((p.kind for p in structure if p.path == leaf[0]), None)
    found = pieces(text, *leaf, lost_its_capitals(text))
    piece = next((piece for piece in found if at < piece.end), Piece(leaf[0], leaf[1], leaf[2], "", "", True))
    cues = marks.within("clause", piece.start, piece.end)
    reader = Reader(text, marks.low, piece.start, piece.end, cues)
    weighed = tuple(_weighed(text, finite) for finite in reader.read())
    return Explained(Span(piece.start, piece.end), leaf[0], _why(reader, weighed, kind), weighed)


def _weighed(text: str, finite: Finite) -> Weighed:
    words = Span(finite.start, finite.end)
    subject = Span(finite.begin, finite.start) if finite.role == "main" and finite.begin < finite.start else None
    return Weighed(
        words, f"{finite.kind} of {finite.force}", finite.role in _TAKEN, _TAKEN.get(finite.role, finite.role), subject
    )


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
