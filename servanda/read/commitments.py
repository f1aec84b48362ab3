"""The commitments of an agreement: clause by clause, who shall do what for whom, how firmly, if what, by when."""

from servanda.lexicon import Lexicon, Marks
from servanda.model import Agreement, Commitment, Document, Provision, Span, finding_id
from servanda.read.amounts import amounts_in
from servanda.read.areas import Subjects
from servanda.read.clauses import Clause, Genre, Leaf, clauses
from servanda.read.conditions import condition_parts
from servanda.read.legalization import legalization
from servanda.read.outline import leaves
from servanda.read.parties import Parties
from servanda.read.quantities import quantities_in
from servanda.read.who import Who

_NOT_READ = frozenset({"preamble"})
_AROUND = frozenset({"preamble", "signature", "annex"})


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
    read = _leaves_to_read(structure, len(text))
    found: list[Commitment] = []
    actors = Who(text, who, marks)
    subjects = Subjects(text, marks, lexicon.codebook)
    for clause in clauses(text, read, marks, genre_of(agreement, who), _headings(text, structure)):
        found.append(_commitment(document, clause, actors, subjects, marks, agreement.binding))
    return tuple(found)


def _leaves_to_read(structure: tuple[Provision, ...], length: int) -> list[Leaf]:
    """All leaves but the preamble's; where a text shows no structure behind its preamble, all."""
    kinds = {provision.path: provision.kind for provision in structure}
    found = leaves(structure, length)
    if not any(kind not in _AROUND for kind in kinds.values()):
        return found
    return [leaf for leaf in found if kinds.get(leaf[0]) not in _NOT_READ]


def genre_of(agreement: Agreement, who: Parties) -> Genre:
    """political where the text calls itself not binding, or those who agree "participants" and not "parties"; else treaty."""
    participants = any(term.startswith("participant") for term in who.terms)
    parties = any(term in {"party", "parties", "contracting parties"} for term in who.terms)
    return "political" if agreement.binding is False or (participants and not parties) else "treaty"


def _commitment(
    document: Document, clause: Clause, who: Who, subjects: Subjects, marks: Marks, binding: bool | None
) -> Commitment:
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
        legalization=legalization(text, clause, amounts, quantities, marks, binding),
        evidence=(Span(clause.start, clause.end),),
        condition_parts=condition_parts(text, clause.conditions, marks),
        deadline_rule=clause.deadline_rule,
        lead=clause.lead,
    )


def _headings(text: str, structure: tuple[Provision, ...]) -> dict[str, tuple[Span, ...]]:
    """The headings above each provision, its own last, by path."""
    above: dict[str, tuple[Span, ...]] = {}
    for provision in structure:
        parent = above.get(provision.path.rpartition("/")[0], ())
        at = text.find(provision.heading, provision.start, provision.start + 400) if provision.heading else -1
        above[provision.path] = (*parent, Span(at, at + len(provision.heading or ""))) if at >= 0 else parent
    return above


def _words(text: str, span: Span | None) -> str | None:
    return text[span.start : span.end] if span else None


def _joined(text: str, spans: tuple[Span, ...]) -> str | None:
    return "; ".join(text[span.start : span.end] for span in spans) or None
