"""The facts of an agreement, each where its formula stands: title, opening, final clauses, signature block."""

from servanda.lexicon import Marks
from servanda.model import Agreement, Document, Provision, finding_id
from servanda.read.final_clauses import final_clauses
from servanda.read.parties import Parties
from servanda.read.signing import signing
from servanda.read.title import title


def facts(document: Document, structure: tuple[Provision, ...], who: Parties, marks: Marks) -> Agreement:
    """The agreement that the document is the text of, with evidence for every value that is not None."""
    evidence = {"parties": who.evidence} if who.evidence else {}
    named = title(document.text, structure, marks)
    signed = signing(document.text, structure, marks)
    clauses = final_clauses(document.text, structure, marks, signed.values["signed"].date if signed.values else None)
    for part in (named, signed, clauses):
        evidence |= part.evidence
    values = {**named.values, **signed.values, **clauses.values}
    return Agreement(
        id=finding_id("agreement", document.id, values.get("title"), who.states),
        parties=who.states,
        organisations=who.organisations,
        terms=who.defined,
        evidence=evidence,
        **values,
    )
