"""Money that is told twice counts once; what nobody has decided stands aside, in sight."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from servanda.model import Link, LinkKind, Posting
from servanda.track import candidates, copied, count_once, ledger, suggest

TEXT = "Spain pledged EUR 5 billion, of which EUR 1 billion this year. Japan gave USD 6.9 billion (EUR 6 billion)."


def flow(name: str, sum_: int, currency: str = "EUR", donor: str = "ESP", **values: object) -> Posting:
    plain: dict[str, object] = {"document": "d", "date": "", "area": "", "source": "press"}
    return Posting(
        name, name, stage="pledged", donor=donor, beneficiary="UKR", currency=currency, value=Decimal(sum_), **(plain | values)
    )  # type: ignore[arg-type]


def placed(name: str, words: str, sum_: int, currency: str, donor: str, sentence: int) -> Posting:
    start = TEXT.index(words)
    return flow(name, sum_, currency, donor, start=start, end=start + len(words), sentence=sentence)


def test_of_which_is_a_part_and_brackets_say_the_same() -> None:
    flows = [
        placed("whole", "EUR 5 billion", 5, "EUR", "ESP", 0),
        placed("part", "EUR 1 billion", 1, "EUR", "ESP", 0),
        placed("dollars", "USD 6.9 billion", 7, "USD", "JPN", 62),
        placed("euros", "EUR 6 billion", 6, "EUR", "JPN", 62),
    ]
    links = suggest(flows, {"d": TEXT})
    assert {(link.a, link.b, link.kind) for link in links} == {
        ("part", "whole", LinkKind.PART_OF),
        ("euros", "dollars", LinkKind.SAME_AS),
    }
    _, suspense = count_once({f.flow for f in flows}, links)
    assert set(suspense) == {"part", "euros"}
    assert {line.currency: line.amount for line in ledger(flows, aside=suspense)} == {"EUR": 5, "USD": 7}


def test_a_sum_that_calls_itself_a_part_is_one() -> None:
    lines = (
        "pledge 1: GBP 2500000000",
        "pledge 2: GBP 200000000; part of the 2.5 billion",
        "pledge 3: GBP 100; part of the 7 billion",
    )
    text = "\n".join(lines)
    flows = [
        flow("p1", 2_500_000_000, "GBP", sentence=0),
        flow("p2", 200_000_000, "GBP", sentence=text.index("pledge 2")),
        flow("p3", 100, "GBP", sentence=text.index("pledge 3")),
    ]
    (link,) = suggest(flows, {"d": text})
    assert (link.a, link.b, link.kind) == ("p2", "p1", LinkKind.PART_OF)


def test_the_same_sum_on_the_same_day_is_suggested_and_other_years_are_not() -> None:
    day, later = "2024-02-16", "2025-02-16"
    flows = [flow("a", 3, date=day), flow("b", 3, date=day), flow("c", 3, date=later), flow("d", 3, donor="FRA", date=day)]
    (link,) = suggest(flows, {})
    assert (link.a, link.b, link.score) == ("b", "a", 1.0)


def test_rows_of_one_table_are_different_but_two_sources_may_tell_the_same() -> None:
    rows = [flow("a", 3, source="table"), flow("b", 3, source="table"), flow("c", 3, source="press", document="e")]
    assert [(link.a, link.b) for link in suggest(rows, {}, {"table"})] == [("c", "a")]


def test_a_confirmed_chain_counts_once_and_a_circle_once_too() -> None:
    flows = {"a", "b", "c"}
    chain = [Link("b", "a", LinkKind.SAME_AS, 1, ("told",), "Ana"), Link("c", "b", LinkKind.PART_OF, 1, ("told",), "Ana")]
    left_out, suspense = count_once(flows, chain)
    assert (set(left_out), suspense) == ({"b", "c"}, {})
    circle = [*chain, Link("a", "c", LinkKind.SAME_AS, 1, ("told",), "Ana")]
    left_out, _ = count_once(flows, circle)
    assert set(left_out) == {"b", "c"}


def test_a_link_to_a_flow_that_is_not_there_leaves_nothing_out() -> None:
    assert count_once({"a"}, [Link("a", "gone", LinkKind.SAME_AS, 1, (), "Ana")]) == ({}, {})


NAMES = st.sampled_from("abcdef")


@given(st.lists(st.integers(0, 5), min_size=6, max_size=6))
def test_of_a_chain_of_decisions_only_its_end_counts(parents: list[int]) -> None:
    names = "abcdef"
    links = [Link(names[k], names[p], LinkKind.PART_OF, 1, (), "Ana") for k, p in enumerate(parents) if p < k]
    left_out, suspense = count_once(set(names), links)
    assert not suspense
    assert set(names) - set(left_out) == {names[k] for k, p in enumerate(parents) if p >= k}


@given(st.lists(st.tuples(NAMES, NAMES, st.booleans()), max_size=12))
def test_nothing_counts_twice_and_something_always_counts(pairs: list[tuple[str, str, bool]]) -> None:
    flows = [flow(name, 1) for name in "abcdef"]
    links = [Link(a, b, LinkKind.SAME_AS, 1, (), "Ana" if sure else None) for a, b, sure in pairs]
    left_out, suspense = count_once({f.flow for f in flows}, links)
    assert not set(left_out) & set(suspense)
    assert len({*left_out, *suspense}) < len(flows)
    lines = ledger(flows, aside={**left_out, **suspense})
    assert sum(line.amount for line in lines) == len(flows) - len(left_out) - len(suspense)


def test_equal_sums_in_copies_of_one_text_count_once_whatever_their_purpose() -> None:
    known = [flow("a", 5, area="health", start=10), flow("b", 5, area="training", start=90)]
    new = [flow("c", 5, document="e", area="other", start=12), flow("d", 5, document="e", area="", start=93)]
    assert candidates(new, known, ()) == {"e": {"d"}}
    links = copied(new, known, (), [("d", "e")])
    assert {(link.a, link.b) for link in links} == {("c", "a"), ("d", "b")}
    assert {(link.a, link.b) for link in copied(new, known, {"c"}, [("d", "e")])} == {("d", "b")}
    assert copied(new, known, (), []) == ()
