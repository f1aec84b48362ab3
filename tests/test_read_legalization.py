"""Legalization: the written formula, on clauses of our own."""

from decimal import Decimal

import pytest

from servanda.lexicon import load_lexicon
from servanda.model import Amount, Commitment, Force, Legalization, Span
from servanda.read.clause import Clause
from servanda.read.legalization import legalization, legalization_of

SUM = (Amount(Decimal(5), Decimal(5), "EUR", "5 euros"),)
ABOUT = (Amount(Decimal(4), Decimal(6), "EUR", "about 5 euros", "about"),)
ROWS = [
    # text, force, hedges, conditions, deadlines, amounts, binding, (obligation, precision, delegation)
    ("Each Party shall build a pier", Force.OBLIGATION, (), 0, 0, (), None, (1.0, 0.5, 0.0)),
    ("Each Party shall build a pier by May", Force.OBLIGATION, (), 0, 1, SUM, None, (1.0, 0.9, 0.0)),
    ("Each Party shall build a pier if it snows by May", Force.OBLIGATION, (), 1, 1, SUM, None, (0.9, 1.0, 0.0)),
    (
        "The Parties will endeavour to promote appropriate measures in due course",
        Force.COMMITMENT,
        ("best_efforts",),
        0,
        0,
        (),
        None,
        (0.42, 0.2, 0.0),
    ),
    ("Norway intends to help with about 5 euros", Force.INTENTION, ("approximate",), 0, 0, ABOUT, False, (0.2, 0.6, 0.0)),
    ("Norway shall pay subject to the funds", Force.OBLIGATION, ("subject_to_funds",), 1, 0, (), None, (0.8, 0.5, 0.0)),
    ("Norway shall pay promptly", Force.OBLIGATION, (), 0, 1, (), None, (1.0, 0.4, 0.0)),
    ("Nothing shall oblige it", Force.DENIAL, (), 0, 0, (), None, (0.0, 0.5, 0.0)),
    ("A dispute shall be put to the International Court of Justice", Force.OBLIGATION, (), 0, 0, (), None, (1.0, 0.5, 1.0)),
    ("A dispute shall be put to an arbitral tribunal or to mediation", Force.OBLIGATION, (), 0, 0, (), None, (1.0, 0.5, 0.9)),
    ("The joint committee may decide", Force.PERMISSION, ("subject_to_law",), 0, 0, (), None, (0.27, 0.5, 0.5)),
    ("The Council of Europe shall be told", Force.OBLIGATION, (), 0, 0, (), None, (1.0, 0.5, 0.0)),
]


@pytest.mark.parametrize(("text", "force", "hedges", "conditions", "deadlines", "amounts", "binding", "scores"), ROWS)
def test_the_formula(
    text: str,
    force: Force,
    hedges: tuple[str, ...],
    conditions: int,
    deadlines: int,
    amounts: tuple[Amount, ...],
    binding: bool | None,
    scores: tuple[float, float, float],
) -> None:
    last = (Span(text.rfind(" ") + 1, len(text)),)
    clause = Clause(
        0,
        len(text),
        "",
        Span(0, len(text)),
        force,
        Span(0, 5),
        "test",
        hedges,
        conditions=last * conditions,
        deadlines=last * deadlines,
    )
    found = legalization(text, clause, amounts, (), load_lexicon().scan(text), binding)
    assert (found.obligation, found.precision, found.delegation) == scores
    assert found.words["obligation"] == (text[:5], *hedges)
    assert all(0 <= score <= 1 for score in scores)
    assert ("delegation" in found.words) == (found.delegation > 0)


def commitment(force: Force, *scores: float) -> Commitment:
    words = {"delegation": ("court",)} if scores[2] else {}
    return Commitment(
        id="x",
        by=("NOR",),
        by_words=None,
        to=(),
        to_words=None,
        force=force,
        force_words="shall",
        hedges=(),
        areas=("other",),
        action=None,
        object=None,
        condition=None,
        deadline=None,
        amounts=(),
        quantities=(),
        provision=None,
        factuality="certain",
        legalization=Legalization(*scores, words),
        evidence=(),
    )


def test_an_agreement_is_the_mean_of_what_is_taken_on_and_its_highest_delegation() -> None:
    found = legalization_of(
        [
            commitment(Force.OBLIGATION, 1.0, 0.5, 0.0),
            commitment(Force.COMMITMENT, 0.5, 0.3, 0.2),
            commitment(Force.PERMISSION, 0.3, 0.9, 0.9),
        ]
    )
    assert found == Legalization(0.75, 0.4, 0.9, {"delegation": ("court",)})
    assert legalization_of([]) is None
    assert legalization_of([commitment(Force.DENIAL, 0.0, 0.5, 0.0)]) is None
