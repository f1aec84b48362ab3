"""How far a commitment is made law: obligation, precision and delegation, each 0 to 1 (Abbott and others 2000).

The formula stands in docs/legalization.md, with the reasons; the numbers here are its numbers.
"""

from collections.abc import Iterable
from functools import lru_cache

from servanda.lexicon import Mark, Marks
from servanda.lexicon import lazy_re as re
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
_HEDGED = {
    "subject_to_funds": re.compile(r"[^.;]{0,60}?\b(?:funds?|appropriat\w+|budget\w*|resources)\b", re.IGNORECASE),
    "subject_to_agreement": re.compile(r"[^.;]{0,40}?\b(?:agree\w*|arrangements?)\b", re.IGNORECASE),
}
"""The conditions that are the words of a hedge: they soften the duty once."""
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
    contingent = _is_contingent(text, clause)
    obligation = _obligation(text, clause, contingent, binding, words)
    precision = _precision(text, clause, contingent, amounts, quantities, marks, words)
    delegation = _delegation(text, clause, marks, words)
    return Legalization(obligation, precision, delegation, words)


def _obligation(text: str, clause: Clause, contingent: bool, binding: bool | None, words: dict[str, tuple[str, ...]]) -> float:
    words["obligation"] = (text[clause.force_words.start : clause.force_words.end], *clause.hedges)
    return _obliging(clause.force, clause.hedges, contingent, binding)


def _is_contingent(text: str, clause: Clause) -> bool:
    """Whether it depends on more than a hedge that already softens it ("subject to available funds")."""
    if not clause.conditions:
        return False
    softened = [words for hedge, words in _HEDGED.items() if hedge in clause.hedges]
    return any(not any(words.match(text, span.start, span.end) for words in softened) for span in clause.conditions)


@lru_cache(maxsize=1024)
def _obliging(force: Force, hedges: tuple[str, ...], conditioned: bool, binding: bool | None) -> float:
    score = OBLIGATION[force]
    for hedge in hedges:
        score *= SOFTENED.get(hedge, 1.0)
    if conditioned:
        score *= CONTINGENT
    if binding is False:
        score *= NOT_BINDING
    return round(score, 3)


def _precision(
    text: str,
    clause: Clause,
    contingent: bool,
    amounts: tuple[Amount, ...],
    quantities: tuple[Quantity, ...],
    marks: Marks,
    words: dict[str, tuple[str, ...]],
) -> float:
    vague = marks.within("vague", clause.start, clause.end)[:_MOST_VAGUE]
    said: list[str] = []
    dated = [
        span for span in clause.deadlines if not any(key == "time" for _, _, key in marks.within("vague", span.start, span.end))
    ]
    said += [text[span.start : span.end] for span in dated]
    counted = 0.0
    if amounts or quantities:
        bounds = [*(amount.bound for amount in amounts), *(goods.bound for goods in quantities)]
        counted = COUNTED if any(bound != "about" for bound in bounds) else COUNTED / 2
        said += [*(amount.text for amount in amounts), *(goods.text for goods in quantities)]
    if contingent:
        said += [text[span.start : span.end] for span in clause.conditions]
    if said or vague:
        words["precision"] = (*said, *[text[start:end] for start, end, _ in vague])
    return _precise(len(vague), bool(dated), counted, contingent)


@lru_cache(maxsize=1024)
def _precise(vague: int, dated: bool, counted: float, conditioned: bool) -> float:
    score = PLAIN - VAGUE * vague
    score += DATED if dated else 0.0
    score += counted
    score += CONDITIONED if conditioned else 0.0
    return round(min(max(score, 0.0), 1.0), 3)


def _delegation(text: str, clause: Clause, marks: Marks, words: dict[str, tuple[str, ...]]) -> float:
    found = marks.within("delegation", clause.start, clause.end)
    if not found:
        return 0.0
    start, end, key = max(found, key=_rank)
    if not int(key):
        return 0.0
    words["delegation"] = (text[start:end],)
    return int(key) / 100


def _rank(mark: Mark) -> int:
    return int(mark[2])


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
