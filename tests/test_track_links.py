"""Money that is told twice counts once; what nobody has decided stands aside, in sight."""

import dataclasses
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from servanda.model import Amount, Factuality, Flow, Link, LinkKind, PartialDate, Span, Stage
from servanda.track import count_once, ledger, suggest

TEXT = "Spain pledged EUR 5 billion, of which EUR 1 billion this year. Japan gave USD 6.9 billion (EUR 6 billion)."


def flow(name: str, sum_: int, currency: str = "EUR", donor: str = "ESP", **values: object) -> Flow:
    amount = Amount(Decimal(sum_), Decimal(sum_), currency, f"{currency} {sum_}")
    plain: dict[str, object] = {"category": None, "date": None, "evidence": (Span(0, 10),)}
    rest = plain | values
    return Flow(
        name,
        Stage.PLEDGED,
        (donor,),
        ("UKR",),
        amount,
        None,
        rest["category"],
        rest["date"],
        Factuality.CERTAIN,
        rest["evidence"],
    )  # type: ignore[arg-type]


def placed(name: str, words: str, sum_: int, currency: str, donor: str, sentence: Span) -> Flow:
    found = flow(name, sum_, currency, donor, evidence=(sentence,))
    assert found.amount
    start = TEXT.index(words)
    return dataclasses.replace(found, amount=dataclasses.replace(found.amount, start=start, end=start + len(words)))


def test_of_which_is_a_part_and_brackets_say_the_same() -> None:
    first, second = Span(0, 61), Span(62, len(TEXT))
    flows = [
        placed("whole", "EUR 5 billion", 5, "EUR", "ESP", first),
        placed("part", "EUR 1 billion", 1, "EUR", "ESP", first),
        placed("dollars", "USD 6.9 billion", 7, "USD", "JPN", second),
        placed("euros", "EUR 6 billion", 6, "EUR", "JPN", second),
    ]
    links = suggest(flows, {f.id: ("d", TEXT) for f in flows})
    assert {(link.a, link.b, link.kind) for link in links} == {
        ("part", "whole", LinkKind.PART_OF),
        ("euros", "dollars", LinkKind.SAME_AS),
    }
    _, suspense = count_once(flows, links)
    assert set(suspense) == {"part", "euros"}
    assert {line.currency: line.amount for line in ledger(flows, aside=suspense)} == {"EUR": 5, "USD": 7}


def test_the_same_sum_on_the_same_day_is_suggested_and_other_years_are_not() -> None:
    day, later = PartialDate(2024, 2, 16), PartialDate(2025, 2, 16)
    flows = [flow("a", 3, date=day), flow("b", 3, date=day), flow("c", 3, date=later), flow("d", 3, donor="FRA", date=day)]
    (link,) = suggest(flows, {})
    assert (link.a, link.b, link.score) == ("b", "a", 0.9)


def test_a_confirmed_chain_counts_once_and_a_circle_once_too() -> None:
    flows = [flow(name, 2) for name in "abc"]
    chain = [Link("b", "a", LinkKind.SAME_AS, 1, ("told",), "Ana"), Link("c", "b", LinkKind.PART_OF, 1, ("told",), "Ana")]
    left_out, suspense = count_once(flows, chain)
    assert (set(left_out), suspense) == ({"b", "c"}, {})
    circle = [*chain, Link("a", "c", LinkKind.SAME_AS, 1, ("told",), "Ana")]
    left_out, _ = count_once(flows, circle)
    assert set(left_out) == {"b", "c"}


def test_a_link_to_a_flow_that_is_not_there_leaves_nothing_out() -> None:
    assert count_once([flow("a", 1)], [Link("a", "gone", LinkKind.SAME_AS, 1, (), "Ana")]) == ({}, {})


NAMES = st.sampled_from("abcdef")


@given(st.lists(st.tuples(NAMES, NAMES, st.booleans()), max_size=12))
def test_nothing_counts_twice_and_something_always_counts(pairs: list[tuple[str, str, bool]]) -> None:
    flows = [flow(name, 1) for name in "abcdef"]
    links = [Link(a, b, LinkKind.SAME_AS, 1, (), "Ana" if sure else None) for a, b, sure in pairs]
    left_out, suspense = count_once(flows, links)
    assert not set(left_out) & set(suspense)
    assert len({*left_out, *suspense}) < len(flows)
    lines = ledger(flows, aside={**left_out, **suspense})
    assert sum(line.amount for line in lines) == len(flows) - len(left_out) - len(suspense)
