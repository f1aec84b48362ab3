"""How far a commitment is made law: obligation, precision and delegation, each 0 to 1 (Abbott and others 2000).

The formula stands in docs/legalization.md, with the reasons; the numbers here are its numbers.
"""

from collections.abc import Iterable

from servanda.lexicon import Marks
from servanda.model import Amount, Commitment, Force, Legalization, Quantity
from servanda.read.clause import Clause

OBLIGATION = {
    Force.OBLIGATION: 1.0,
    Force.PROHIBITION: 1.0,
    Force.COMMITMENT: 0.7,
    Force.INTENTION: 0.4,
    Force.PERMISSION: 0.3,
    Force.DECLARATION: 0.2,
    Force.DENIAL: 0.0,
}
SOFTENED = {
    "best_efforts": 0.6,
    "as_appropriate": 0.8,
    "subject_to_law": 0.9,
    "subject_to_funds": 0.8,
    "subject_to_agreement": 0.7,
    "reported": 0.7,
}
NOT_BINDING = 0.5
CONTINGENT = 0.9
PLAIN, DATED, COUNTED, CONDITIONED, VAGUE = 0.5, 0.2, 0.2, 0.1, 0.1
_MOST_VAGUE = 3
TAKEN_ON = frozenset({Force.OBLIGATION, Force.PROHIBITION, Force.COMMITMENT, Force.INTENTION})
"""The forces whose scores make an agreement's: what is only allowed, declared or denied is not taken on."""


def legalization(
    text: str,
    clause: Clause,
    amounts: tuple[Amount, ...],
    quantities: tuple[Quantity, ...],
    marks: Marks,
    binding: bool | None = None,
) -> Legalization:
    """The three scores with the words that decided them. `binding`: what the agreement says of itself."""
    words: dict[str, tuple[str, ...]] = {}
    obligation = _obligation(text, clause, binding, words)
    precision = _precision(text, clause, amounts, quantities, marks, words)
    delegation = _delegation(text, clause, marks, words)
    return Legalization(obligation, precision, delegation, words)


def _obligation(text: str, clause: Clause, binding: bool | None, words: dict[str, tuple[str, ...]]) -> float:
    score = OBLIGATION[clause.force]
    for hedge in clause.hedges:
        score *= SOFTENED.get(hedge, 1.0)
    if clause.conditions:
        score *= CONTINGENT
    if binding is False:
        score *= NOT_BINDING
    words["obligation"] = (text[clause.force_words.start : clause.force_words.end], *clause.hedges)
    return round(score, 3)


def _precision(
    text: str,
    clause: Clause,
    amounts: tuple[Amount, ...],
    quantities: tuple[Quantity, ...],
    marks: Marks,
    words: dict[str, tuple[str, ...]],
) -> float:
    vague = [text[start:end] for start, end, _ in marks.within("vague", clause.start, clause.end)][:_MOST_VAGUE]
    score = PLAIN - VAGUE * len(vague)
    said: list[str] = []
    if clause.deadlines:
        score += DATED
        said += [text[span.start : span.end] for span in clause.deadlines]
    counted = [(amount.bound, amount.text) for amount in amounts] + [(goods.bound, goods.text) for goods in quantities]
    if counted:
        score += COUNTED if any(bound != "about" for bound, _ in counted) else COUNTED / 2
        said += [written for _, written in counted]
    if clause.conditions:
        score += CONDITIONED
        said += [text[span.start : span.end] for span in clause.conditions]
    if said or vague:
        words["precision"] = (*said, *vague)
    return round(min(max(score, 0.0), 1.0), 3)


def _delegation(text: str, clause: Clause, marks: Marks, words: dict[str, tuple[str, ...]]) -> float:
    best, deciding = 0, None
    for start, end, key in marks.within("delegation", clause.start, clause.end):
        if int(key) > best:
            best, deciding = int(key), text[start:end]
    if deciding:
        words["delegation"] = (deciding,)
    return best / 100


def legalization_of(commitments: Iterable[Commitment]) -> Legalization | None:
    """An agreement's scores: the mean obligation and precision of all that is taken on, and the highest delegation of any clause.

    Delegation is the highest, not the mean: one clause that hands disputes to a court stands for the whole agreement.
    None without a commitment that is taken on.
    """
    every = [(c, c.legalization) for c in commitments if c.legalization]
    taken = [scores for c, scores in every if c.force in TAKEN_ON]
    if not taken:
        return None
    highest = max((scores for _, scores in every), key=lambda scores: scores.delegation)
    return Legalization(
        round(sum(scores.obligation for scores in taken) / len(taken), 3),
        round(sum(scores.precision for scores in taken) / len(taken), 3),
        highest.delegation,
        {"delegation": highest.words["delegation"]} if "delegation" in highest.words else {},
    )
