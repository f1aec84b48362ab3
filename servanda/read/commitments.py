"""The commitments of an agreement: clause by clause, who shall do what for whom, how firmly, if what, by when."""

from collections.abc import Sequence
from dataclasses import replace

from servanda.lexicon import Lexicon, Marks
from servanda.lexicon import lazy_re as re
from servanda.model import Agreement, Commitment, ConditionParts, Document, Force, Provision, Span, hashed_id
from servanda.read.areas import Subjects, denied_defence
from servanda.read.clauses import Clause, Genre, clauses
from servanda.read.conditions import condition_parts
from servanda.read.grammar import HANDING
from servanda.read.legalization import legalization
from servanda.read.outline import leaves
from servanda.read.parties import Parties
from servanda.read.quantities import counted_things, quantities_in
from servanda.read.sums import sums_of
from servanda.read.who import Who

_FIRM = frozenset({Force.OBLIGATION, Force.COMMITMENT, Force.PROHIBITION})
_LONGEST_SENTENCE = 700
_RECITAL = re.compile(
    r"(?:and[\s\xa0]+)?(?:preamble|whereas|convinced|firmly|mindful|conscious|aware|committed|determined|desirous|guided|inspired|moved|"
    r"deeply|fully|resolved|anxious|considering|in[\s\xa0]+view|on[\s\xa0]+the[\s\xa0]+basis|[a-z]+ing)\b|(?-i:[A-Z]{4})",
    re.IGNORECASE,
)
_TAKING_ON = ("modal of commitment", "modal of obligation", "affirms that it will", "a modal that is negated")
_TAKES_UP = re.compile(
    r"(?:in|under)\s+(?:such|that|those|these|this|the\s+said|which)\s+(?:an?\s+)?(?:events?|cases?|circumstances?|situations?|eventuality|instance)"
)
_NEAR = 4
"""How many commitments back a condition may stand that "in that case" takes up."""
_NO_CIRCUMSTANCE = frozenset({"other", "consent", "request", "duration"})
"""Events of conditions that "in those circumstances" does not mean: somebody's consent is none."""
_ITEMS = 20
"""How many commitments back the lead-in of an item may stand."""
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
    recitals = _recitals(structure)
    found: list[Commitment] = []
    actors = Who(text, who, marks)
    subjects = Subjects(text, marks, lexicon.codebook)
    read = leaves(structure, len(text))
    for clause in clauses(text, read, marks, genre_of(agreement, who), headings_above(text, structure)):
        if clause.path not in recitals or _undertakes(text, clause):
            found.append(_commitment(document, clause, actors, subjects, marks, agreement.binding))
            if found[-1].lead is not None and not subjects.named():
                found[-1] = _of_its_whole(found)
            if found[-1].condition and (parts := _taken_up(found)):
                found[-1] = replace(found[-1], condition_parts=parts)
    return tuple(found)


def _of_its_whole(found: Sequence[Commitment]) -> Commitment:
    """The last commitment; an item that only divides the sum of its lead-in is about the same, for the same."""
    last = found[-1]
    whole = next((one for one in found[-2 : -2 - _ITEMS : -1] if last.lead is not None and one.evidence == (last.lead,)), None)
    if whole is None or not whole.amounts:
        return last
    return replace(last, areas=whole.areas, to=last.to or whole.to, to_words=last.to_words if last.to else whole.to_words)


def _taken_up(found: Sequence[Commitment]) -> ConditionParts | None:
    """The condition that the last commitment's "in that case" takes up: the one told before it in its article, or paragraph."""
    last = found[-1]
    if last.condition is None or not all(_TAKES_UP.fullmatch(words.strip().lower()) for words in last.condition.split(";")):
        return None
    circumstance = re.search(r"circumstance|event|situation", last.condition.lower()) is not None
    for before in found[-2 : -2 - _NEAR : -1]:
        if not _follows(before.provision or "", last.provision or ""):
            return None
        parts = before.condition_parts
        if parts is not None and parts.event not in (_NO_CIRCUMSTANCE if circumstance else ("other",)):
            # The circumstances are what happened, not who asked for what was told of before.
            return replace(parts, at_request_of=()) if circumstance else parts
    return None


def _follows(before: str, path: str) -> bool:
    """Whether a provision stands in the same article as one before, or soon behind it among paragraphs that no article holds."""
    top, article = before.partition("/")[0], path.partition("/")[0]
    if top == article:
        return True
    kind, _, number = article.partition("_")
    return kind == "para" and number.isdecimal() and top in (f"para_{int(number) - 1}", f"para_{int(number) - 2}")


def _recitals(structure: tuple[Provision, ...]) -> set[str]:
    """The paths of the preambles; none in a text that shows no structure behind its preamble."""
    if not any(provision.kind not in _AROUND for provision in structure):
        return set()
    return {provision.path for provision in structure if provision.kind == "preamble"}


def _undertakes(text: str, clause: Clause) -> bool:
    """Whether a sentence of a preamble takes something on after all: "Together they will ...", "reaffirm that they will ..."."""
    if clause.force not in _FIRM or not clause.rule.startswith(_TAKING_ON) or clause.end - clause.start > _LONGEST_SENTENCE:
        return False
    return clause.subject is not None and not _RECITAL.match(text, clause.sentence.start)


def genre_of(agreement: Agreement, who: Parties) -> Genre:
    """political where the text calls itself not binding, or those who agree "participants" and not "parties"; else treaty."""
    participants = any(term.startswith("participant") for term in who.terms)
    parties = any(term in {"party", "parties", "contracting parties"} for term in who.terms)
    return "political" if agreement.binding is False or (participants and not parties) else "treaty"


def _commitment(
    document: Document, clause: Clause, who: Who, subjects: Subjects, marks: Marks, binding: bool | None
) -> Commitment:
    text = document.text
    about = denied_defence(subjects.of(clause), marks.low, clause, subjects.keys)
    actors = who.of(clause, about)
    amounts = sums_of(text, clause, marks)
    quantities = quantities_in(text, clause.start, clause.end, marks)
    if clause.object and clause.action and marks.low[clause.action.start : clause.action.end] in HANDING:
        taken = [(amount.start or 0, amount.end or 0) for amount in amounts]
        quantities = counted_things(text, clause.object.start, clause.object.end, marks.low, quantities, taken)
    return Commitment(
        id=hashed_id(f"commitment\x1f{document.id}\x1f{clause.start}\x1f{clause.end}\x1f{clause.force}"),
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


def headings_above(text: str, structure: tuple[Provision, ...]) -> dict[str, tuple[Span, ...]]:
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
    return "; ".join([text[span.start : span.end] for span in spans]) if spans else None
