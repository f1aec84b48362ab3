"""Alignment is one-to-one, and everything is the same as itself."""

import dataclasses

import pytest

from servanda.compare import (
    Corpus,
    align,
    align_provisions,
    coverage,
    departures,
    genealogy,
    in_order,
    lacking,
    marked,
    novelty,
    only_in,
    passages,
    reuse,
)
from servanda.compare.folding import folded
from servanda.model import Agreement, Cell, Force, PartialDate, Provision, Reading, Signature
from tests.nouns import TEXT, commitment, document, reading


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
    changes = {c.field: (c.a, c.b) for c in pairs[0].changes}
    assert changes["force"] == ("obligation", "intention")
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


def test_agreements_alike_stand_together_and_what_is_lacking_is_named() -> None:
    cells = [Cell(name, area, Force.COMMITMENT, 1, (), (), ()) for name, areas in SERIES.items() for area in areas]
    row, columns = in_order(cells)
    assert abs(row.index("north") - row.index("south")) == 1
    assert columns[0] == "training"
    assert lacking(cells, "cyber") == ("north", "south", "west")
    assert [cell.agreement for cell in only_in(cells)] == ["east"]
    assert lacking(cells, "training", Force.OBLIGATION) == ("east", "north", "south", "west")
    assert [(d.agreement, d.area, d.kind) for d in departures(cells)] == [
        ("east", "funding", "lacks"),
        ("east", "cyber", "only_here"),
        ("west", "funding", "lacks"),
    ]


SERIES = {"north": ["training", "funding"], "south": ["training", "funding"], "east": ["training", "cyber"], "west": ["training"]}


def clause(words: str, date: str) -> Reading:
    text = f"{words}."
    agreement = Agreement(id=text[:8], title=text[:12], parties=("FRA", "UKR"), signed=Signature(PartialDate.parse(date)))
    promise = commitment(text, words, Force.COMMITMENT, areas=("consultation",))
    return Reading(document(text), agreements=(agreement,), commitments=(promise,))


FIRST = clause("In case of an attack the Participants will consult within 24 hours", "2024-01-12")
SECOND = clause("In case of a new attack the Participants will consult within 24 hours", "2024-02-16")
THIRD = clause("In case of an attack the Participants will consult without delay", "2024-03-01")


def test_a_clause_is_followed_through_a_series() -> None:
    found = genealogy([("c", THIRD), ("a", FIRST), ("b", SECOND)], "consultation")
    assert [(v.agreement, v.parent) for v in found] == [("a", None), ("b", 0), ("c", 0)]
    assert found[1].added == ("a new",)
    assert found[2].dropped == ("within 24 hours",)
    assert genealogy([("a", FIRST)], "cyber") == ()


def test_reuse_finds_the_same_words_elsewhere_and_what_is_new() -> None:
    corpus = Corpus()
    for name, found in (("a", FIRST), ("b", SECOND), ("d", FIRST)):
        corpus.add(passages(found, name))
    reused = list(reuse(corpus, least=0.1))
    best = {entry.agreement: entry for entry in reversed(reused)}
    assert best["a"].near == "d"
    assert best["a"].same
    assert best["b"].share > 0.5
    shared = best["b"].spans[0]
    assert SECOND.document.text[shared.start : shared.end] == "attack the Participants will consult within 24 hours"
    told = {entry.agreement: entry for entry in novelty(corpus, {"a": "2024-01-12", "b": "2024-02-16", "d": None}, least=0.1)}
    assert told["a"].earlier == 0
    assert told["b"].earlier == best["b"].share
    assert told["b"].parts == {"": best["b"].share}
    assert told["b"].new == round(1 - best["b"].share, 4)
    assert told["b"].sources == {"": "a"}
    assert told["d"].earlier is None


def test_what_is_taken_over_is_found_however_many_later_agreements_are_nearer() -> None:
    corpus = Corpus()
    corpus.add(passages(FIRST, "first"))
    for k in range(20):
        corpus.add(passages(SECOND, f"later {k:02}"))
    dates = {"first": "2020-01-01", **{f"later {k:02}": f"2021-01-{k + 1:02}" for k in range(20)}}
    told = {entry.agreement: entry for entry in novelty(corpus, dates, least=0.0)}
    assert told["first"].earlier == 0
    assert told["later 00"].sources == {"": "first"}
    assert told["later 19"].earlier == 1


def test_adding_to_a_corpus_gives_what_building_it_at_once_gives() -> None:
    parts = [passages(found, name) for name, found in (("a", FIRST), ("b", SECOND), ("c", THIRD))]
    one, many = Corpus(), Corpus()
    one.add([passage for part in parts for passage in part])
    for part in parts:
        many.add(part)
    assert list(one.nearest()) == list(many.nearest())


def test_provisions_are_paired_by_their_words_and_not_by_their_numbers() -> None:
    left = "Article 1\nThe Parties shall train engineers together.\nArticle 2\nEach Party shall keep secrets.\n"
    right = "Article 1\nEach Party shall keep secrets.\nArticle 2\nThe Parties shall train engineers together.\n"
    a, b = outlined(left), outlined(right)
    pairs = align_provisions(a, b)
    assert [(p.a.path, p.b.path) for p in pairs if p.a and p.b] == [("art_1", "art_2"), ("art_2", "art_1")]
    assert sorted(p.relation for p in pairs) == ["moved", "same"]
    assert {p.relation for p in align_provisions(a, outlined(""))} == {"only_a"}
    assert [p.relation for p in align_provisions(a, a)] == ["same", "same"]


def test_a_new_provision_beside_an_unchanged_one_is_only_there() -> None:
    old = "Article 1\nThe Parties shall train engineers together.\n"
    new = f"{old}Article 2\nThe Parties shall train pilots together.\n"
    assert [p.relation for p in align_provisions(outlined(old), outlined(new))] == ["same", "only_b"]
    repeated = outlined(new + new.replace("1\n", "3\n").replace("2\n", "4\n"))
    pairs = align_provisions(repeated, repeated)
    assert [p.relation for p in pairs] == ["same"] * 4
    assert all(p.a == p.b for p in pairs)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("within twenty-four (24) hours", "within 24 hours", True),
        ("for a period of ten (10) years", "for ten years", True),
        ("six (6) months from the date of receipt", "6 months from date of receipt", True),
        ("within one hundred days", "within 100 days", True),
        ("within 24 hours", "within 48 hours", False),
        ("within 20 days", "within 20 hours", False),
        (None, "", True),
        (None, "at once", False),
    ],
)
def test_terms_are_compared_whatever_way_their_numbers_are_written(one: str | None, other: str | None, same: bool) -> None:
    assert (folded(one) == folded(other)) is same


def test_words_of_any_alphabet_are_compared() -> None:
    text = "Article 1\nСторони навчають інженерів разом.\nArticle 2\nКожна Сторона зберігає таємницю.\n"
    assert [p.relation for p in align_provisions(outlined(text), outlined(text))] == ["same", "same"]
    capitals = align_provisions(outlined(text), outlined(text.upper().replace("ARTICLE", "Article")))
    assert [p.relation for p in capitals] == ["same", "same"]


def outlined(text: str) -> Reading:
    heads = [k for k in range(len(text)) if text.startswith("Article ", k)]
    ends = [*heads[1:], len(text)][: len(heads)]
    outline = tuple(
        Provision(f"art_{text[start + 8]}", "article", text[start + 8], None, start + 9, end)
        for start, end in zip(heads, ends, strict=True)
    )
    return Reading(document(text), outline=outline)


def test_words_that_one_side_alone_has_are_marked() -> None:
    left, right = marked("The Parties shall meet once a year.", "The Parties will meet, once a month")
    assert left == (("The Parties", False), ("shall", True), ("meet once a", False), ("year.", True))
    assert right == (("The Parties", False), ("will", True), ("meet, once a", False), ("month", True))
    assert marked("", "new") == ((), (("new", True),))
