"""Totals open, never mix stages or currencies, and leave nothing denied in."""

import dataclasses
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model import Amount, Factuality, Flow, Force, Posting, Reading, Span, Stage, WrongCall
from servanda.track import ledger, made_from, pledges, postings, regrouped
from servanda.track.ledger import KEYS
from tests.nouns import TEXT, commitment, document, euros, reading


def flow(number: int, stage: Stage, sum_: int, currency: str = "EUR", donor: str = "FRA") -> Flow:
    amount = dataclasses.replace(euros(sum_), currency=currency)
    return Flow(f"f{number}", stage, (donor,), ("UKR",), amount, None, None, None, Factuality.CERTAIN, (Span(0, 1),))


def posted(flows: list[Flow]) -> list[Posting]:
    return list(postings(Reading(document(TEXT), flows=tuple(flows))))


FLOWS = st.lists(
    st.tuples(st.sampled_from(Stage), st.integers(0, 10**12), st.sampled_from(["EUR", "USD"]), st.sampled_from(["FRA", "DEU"]))
)


@given(FLOWS, st.sets(st.sampled_from(KEYS)))
def test_totals_are_the_sum_of_their_parts_in_any_grouping(rows: list[tuple[Stage, int, str, str]], keys: set[str]) -> None:
    flows = posted([flow(k, *row) for k, row in enumerate(rows)])
    coarse = {(line.keys["stage"], line.currency): line.amount for line in ledger(flows)}
    fine: dict[tuple[str, str], Decimal] = {}
    for line in ledger(flows, ("stage", *sorted(keys - {"stage"}))):
        key = (line.keys["stage"], line.currency)
        fine[key] = fine.get(key, Decimal(0)) + line.amount
    told: dict[tuple[str, str], Decimal] = {}
    for stage, sum_, currency, _ in rows:
        told[stage.value, currency] = told.get((stage.value, currency), Decimal(0)) + sum_
    assert fine == coarse == told
    assert sorted(c for line in ledger(flows) for c in line.claims) == sorted(f.flow for f in flows)


@given(FLOWS, st.sets(st.sampled_from(KEYS)))
def test_totals_by_column_regroup_to_the_same_lines(rows: list[tuple[Stage, int, str, str]], keys: set[str]) -> None:
    by = ("stage", *sorted(keys - {"stage"}))
    flows = posted([flow(k, *row) for k, row in enumerate(rows)])
    columns = made_from(by)
    kept = {"month": lambda e: e.date[:7]}
    totals = [
        (tuple(kept.get(name, lambda e, n=name: getattr(e, n))(entry) for name in columns), entry.currency, entry.value, 1)
        for entry in flows
    ]
    plain = [(line.keys, line.amount, line.currency, line.flows) for line in ledger(flows, by)]
    assert [(line.keys, line.amount, line.currency, line.flows) for line in regrouped(totals, columns, by)] == plain


def test_a_denied_sum_and_a_share_are_no_money() -> None:
    denied = dataclasses.replace(flow(1, Stage.PLEDGED, 5), factuality=Factuality.DENIED)
    share = dataclasses.replace(flow(2, Stage.PLEDGED, 5, "%"))
    goods = dataclasses.replace(flow(3, Stage.DELIVERED, 5), amount=None)
    upper = dataclasses.replace(flow(4, Stage.PLEDGED, 5), amount=Amount(None, Decimal(9), "EUR", "up to 9", "up_to"))
    (line,) = ledger(posted([denied, share, goods, upper]))
    assert (line.amount, line.claims) == (Decimal(9), ("f4",))


@pytest.mark.parametrize(("by", "told"), [(("stage", "colour"), "colour"), (("donor",), "never mix stages")])
def test_a_grouping_without_meaning_is_refused(by: tuple[str, ...], told: str) -> None:
    with pytest.raises(WrongCall, match=told):
        ledger([], by)


def test_nobody_pledges_to_himself() -> None:
    both = ("FIN", "UKR")
    passive = commitment(TEXT, "France will provide", Force.COMMITMENT, by=both, to=both, amounts=(euros(5),))
    joint = commitment(TEXT, "France will provide", Force.COMMITMENT, by=both, to=("UKR",), amounts=(euros(5),))
    assert [flow.by for flow in pledges([passive, joint])] == [(), ("FIN",)]


def test_only_what_is_promised_is_a_pledge() -> None:
    may = commitment(TEXT, "France will provide", Force.PERMISSION, amounts=(euros(5),))
    denied = commitment(TEXT, "France will provide", Force.COMMITMENT, amounts=(euros(5),), factuality="denied")
    found = pledges([*reading().commitments, may, denied])
    assert [(f.stage, f.amount.low) for f in found if f.amount] == [(Stage.PLEDGED, Decimal(30_000_000))]


def test_what_is_intended_or_only_reported_stands_apart() -> None:
    plan = commitment(TEXT, "France will provide", Force.INTENTION, amounts=(euros(5),))
    draft = commitment(TEXT, "France will provide", Force.COMMITMENT, amounts=(euros(6),), factuality="probable")
    firm = commitment(TEXT, "France will provide", Force.COMMITMENT, amounts=(euros(7),))
    assert [flow.stage for flow in pledges([plan, draft, firm])] == [Stage.INTENDED, Stage.INTENDED, Stage.PLEDGED]
