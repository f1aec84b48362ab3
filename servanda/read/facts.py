"""The facts of an agreement, each where its formula stands: title, opening, final clauses, signature block."""

from typing import Any

from servanda.lexicon import Marks
from servanda.model import Agreement, Document, Problem, Provision, Span, finding_id
from servanda.read.clause_choice import Sentences
from servanda.read.final_clauses import final_clauses
from servanda.read.headings import lost_its_capitals
from servanda.read.languages import depositary, languages
from servanda.read.obligingness import obligingness
from servanda.read.parties import Parties
from servanda.read.related import related
from servanda.read.signing import signing
from servanda.read.title import title


def facts(
    document: Document, structure: tuple[Provision, ...], who: Parties, marks: Marks
) -> tuple[Agreement, tuple[Problem, ...]]:
    """The agreement that the document is the text of, with evidence for every value; and what could not be decided."""
    text = document.text
    named = title(text, structure, marks)
    signed = signing(text, structure, marks)
    sentences = Sentences(text, structure, marks, lost_its_capitals(text))
    parts = (
        named,
        signed,
        final_clauses(sentences, signed.values["signed"].date),
        languages(text, marks, signed.evidence.get("signed", ())),
        depositary(sentences),
        obligingness(sentences),
    )
    own = named.evidence.get("title", (None,))[0]
    references = related(text, marks, own)
    values: dict[str, Any] = {}
    evidence: dict[str, tuple[Span, ...]] = {}
    for part in parts:
        values |= part.values
        evidence |= part.evidence
    if who.evidence:
        evidence["parties"] = who.evidence
    if references:
        evidence["related"] = tuple(span for reference in references for span in reference.evidence)
    agreement = Agreement(
        id=finding_id("agreement", document.id, values.get("title"), who.states),
        parties=who.states,
        organisations=who.organisations,
        terms=who.defined,
        related=references,
        evidence=evidence,
        **values,
    )
    return agreement, tuple(problem for part in parts for problem in part.problems)
