"""The commitments of an agreement: clause by clause, who shall do what for whom, how firmly, if what, by when."""

from servanda.lexicon import Lexicon, Marks
from servanda.model import Agreement, Commitment, Document, Provision, Span, finding_id
from servanda.read.amounts import amounts_in
from servanda.read.areas import Subjects
from servanda.read.clauses import Clause, Genre, clauses
from servanda.read.legalization import legalization
from servanda.read.outline import leaves
from servanda.read.parties import Parties
from servanda.read.quantities import quantities_in
from servanda.read.who import Who

_NOT_READ = {"preamble", "signature"}


def commitments(
    document: Document,
    structure: tuple[Provision, ...],
    who: Parties,
    agreement: Agreement,
    lexicon: Lexicon,
    marks: Marks,
) -> tuple[Commitment, ...]:
    """Every commitment, in the order of the text; they lie inside leaves of the outline and do not contain one another."""
    text = document.text
    silent = {p.path for p in structure if p.kind in _NOT_READ}
    read = [leaf for leaf in leaves(structure, len(text)) if leaf[0] not in silent]
    found: list[Commitment] = []
    actors = Who(text, who, marks)
    subjects = Subjects(text, marks, lexicon.codebook)
    for clause in clauses(text, read, marks, genre_of(agreement)):
        found.append(_commitment(document, clause, actors, subjects, marks))
    return tuple(found)


def genre_of(agreement: Agreement) -> Genre:
    """political where the text calls itself not binding, else treaty."""
    return "political" if agreement.binding is False else "treaty"


def _commitment(document: Document, clause: Clause, who: Who, subjects: Subjects, marks: Marks) -> Commitment:
    text = document.text
    about = subjects.of(clause)
    actors = who.of(clause, about)
    amounts = amounts_in(text, clause.start, clause.end, marks)
    quantities = quantities_in(text, clause.start, clause.end, marks)
    return Commitment(
        id=finding_id("commitment", document.id, clause.start, clause.end, clause.force),
        by=actors.by,
        by_words=_words(text, actors.by_words),
        to=actors.to,
        to_words=_words(text, actors.to_words),
        force=clause.force,
        force_words=text[clause.force_words.start : clause.force_words.end],
        hedges=clause.hedges,
        areas=about,
        action=_words(text, clause.action),
        object=_words(text, clause.object),
        condition=_joined(text, clause.conditions),
        deadline=_joined(text, clause.deadlines),
        amounts=amounts,
        quantities=quantities,
        provision=clause.path or None,
        factuality="certain",
        legalization=legalization(text, clause, amounts, quantities, marks),
        evidence=(Span(clause.start, clause.end),),
        lead=clause.lead,
    )


def _words(text: str, span: Span | None) -> str | None:
    return text[span.start : span.end] if span else None


def _joined(text: str, spans: tuple[Span, ...]) -> str | None:
    return "; ".join(text[span.start : span.end] for span in spans) or None
