"""Alignment is one-to-one, and everything is the same as itself."""

import dataclasses

from servanda.compare import align, coverage
from servanda.model import Force, Reading
from tests.nouns import TEXT, commitment, reading


def weaker() -> Reading:
    text = (
        "Accord between Spain and Ukraine\nArticle 1\nSpain intends to train 500 engineers each year.\n"
        "Article 7\nThe Parties shall keep secret what they learn of one another.\nDone at Vigo."
    )
    return dataclasses.replace(
        reading(text + TEXT),
        commitments=(
            commitment(text, "Spain intends to train 500 engineers each year", Force.INTENTION, by=("ESP",)),
            commitment(text, "The Parties shall keep secret what they learn of one another", areas=("confidentiality",)),
        ),
    )


def test_an_agreement_is_the_same_as_itself() -> None:
    pairs = align(reading(), reading())
    assert [pair.relation for pair in pairs] == ["same", "same"]
    assert all(pair.a is pair.b or pair.a == pair.b for pair in pairs)
    assert all(pair.score > 0.999 and not pair.changes for pair in pairs)


def test_a_weaker_word_is_named() -> None:
    pairs = align(reading(), weaker())
    assert [pair.relation for pair in pairs] == ["weaker", "only_a", "only_b"]
    assert [(c.field, c.a, c.b) for c in pairs[0].changes] == [("force", "obligation", "intention"), ("by", "FRA", "ESP")]
    assert [pair.relation for pair in align(weaker(), reading())] == ["stronger", "only_a", "only_b"]


def test_nothing_aligns_with_an_empty_agreement() -> None:
    empty = dataclasses.replace(reading(), commitments=())
    assert align(empty, empty) == ()
    assert {pair.relation for pair in align(empty, reading())} == {"only_b"}


def test_the_matrix_holds_the_firmest_force_of_each_area() -> None:
    both = dataclasses.replace(
        reading(),
        commitments=tuple(dataclasses.replace(c, areas=("training", "funding")) for c in reading().commitments),
    )
    cells = coverage(both)
    assert [(c.area, c.force, c.count) for c in cells] == [("funding", "obligation", 2), ("training", "obligation", 2)]
    assert cells[0].amounts == ("30 million euros",)
    assert cells[0].deadlines == ("within six months",)
